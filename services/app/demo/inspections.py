"""Invented inspections of places: seven kinds, in real communes, each place an exercise."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from services.app.demo.chance import one_of
from services.app.demo.delivery import Delivery, Row, Span, at
from services.app.demo.journeys import destinations
from services.app.demo.stage import Stage

FEED = "place-inspections"
TOLD = 18
CHECKS = ("masks", "disinfection", "distance", "no_gathering", "declaration")
AGAIN = timedelta(days=7)


def inspection_deliveries(span: Span, stage: Stage) -> Iterator[Delivery]:
    """The visits of a day, in one list an evening."""
    for day in span.days(stage.zone):
        moment = at(day, TOLD, stage.zone, minute=15)
        rows = list(visits_on(stage, day))
        if rows and span.holds(moment):
            yield Delivery(moment, FEED, f"kiem-tra-{day}", rows)


def visits_on(stage: Stage, day: date) -> Iterator[Row]:
    """The visits of one day."""
    chance = stage.dice(FEED, day)
    for order in range(1, stage.number(stage.doors.inspections_a_day, FEED, day) + 1):
        yield _visit(stage, day, order, chance)


def _visit(stage: Stage, day: date, order: int, chance: Random) -> Row:
    commune = one_of(chance, destinations(stage.areas))
    kind, called = one_of(chance, stage.doors.inspected)
    failed = one_of(chance, CHECKS) if chance.random() < stage.doors.breach else None
    return {
        "inspection_id": f"BB-{day:%Y%m%d}-{order:03d}",
        "place": f"{called} {commune.short_name} (diễn tập)",
        "place_type": kind,
        "area": commune.code,
        "inspected_at": at(day, 8 + int(chance.random() * 9), stage.zone).isoformat(),
        "team": f"Đoàn {1 + order % 5}",
        **{check: "không" if check == failed else "có" for check in CHECKS},
        "score": "80" if failed else "100",
        "breaches": "1" if failed else "0",
        "measures": "Nhắc nhở, yêu cầu khắc phục" if failed else "",
        "reinspect_on": (day + AGAIN).isoformat() if failed else "",
    }
