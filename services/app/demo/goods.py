"""Invented consignments: lots through gates, ports and posts, with their crews and what was done."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from services.app.demo.chance import one_of
from services.app.demo.delivery import Delivery, Row, Span, at
from services.app.demo.doors import Route
from services.app.demo.stage import Stage

FEED = "consignments"
TOLD = 20
FIRST_HOUR, OPEN_HOURS = 6, 12


def goods_deliveries(span: Span, stage: Stage) -> Iterator[Delivery]:
    """All lots of a day, in one list an evening."""
    for day in span.days(stage.zone):
        moment = at(day, TOLD, stage.zone)
        rows = list(lots_on(stage, day))
        if rows and span.holds(moment):
            yield Delivery(moment, FEED, f"lo-hang-{day}", rows)


def lots_on(stage: Stage, day: date) -> Iterator[Row]:
    """The lots of one day."""
    for route in stage.doors.goods:
        chance = stage.dice(FEED, route.gate, day)
        for order in range(1, stage.number(route.a_day, FEED, route.gate, day) + 1):
            yield _lot(stage, route, day, order, chance)


def _lot(stage: Stage, route: Route, day: date, order: int, chance: Random) -> Row:
    cold = chance.random() < route.cold
    second = int(chance.random() * OPEN_HOURS * 3600)
    return {
        "lot": f"LO-{route.gate}-{day:%Y%m%d}-{order:03d}",
        "arrived_at": (at(day, FIRST_HOUR, stage.zone) + timedelta(seconds=second)).isoformat(),
        "gate": route.gate,
        "area": route.area,
        "goods": one_of(chance, stage.doors.kinds_of_goods["cold" if cold else "dry"]),
        "origin": route.origin,
        "route": route.route,
        "cold_chain": "có" if cold else "không",
        "temperature": "-18" if cold else "",
        "crew": str(int(route.crew) + (chance.random() < route.crew % 1)),
        **_done(stage, chance, cold=cold),
    }


def _done(stage: Stage, chance: Random, *, cold: bool) -> Row:
    told = stage.doors.goods_told
    if chance.random() < told["silent"]:
        return {"crew_declared": "", "disinfected": "", "sampled": "", "surface_result": ""}
    sampled = cold or chance.random() < told["sampled"]
    return {
        "crew_declared": _yes(chance.random() < told["crew_declared"]),
        "disinfected": _yes(chance.random() < told["disinfected"]),
        "sampled": _yes(sampled),
        "surface_result": "âm tính" if sampled else "",
    }


def _yes(holds: bool) -> str:
    return "có" if holds else "không"
