"""Invented counts of work and tourism: each district once a week, by its population."""

from collections.abc import Iterator
from datetime import date

from services.app.demo.activity_phases import ActivityPhase
from services.app.demo.delivery import Delivery, Row, Span, at
from services.app.demo.stage import Stage
from services.domain.areas import Area, Tier

FEED = "area-activity"
TOLD = 16
WORKERS, ENTERPRISES, TOURISM = 0.11, 0.005, 0.0003
"""Of the people of a district: at work in enterprises; and enterprises and tourist places a head. Ours."""
SPREAD = 0.06


def activity_deliveries(span: Span, stage: Stage) -> Iterator[Delivery]:
    """One list on each Monday; counts of areas do not shrink with the volume."""
    for day in span.days(stage.zone):
        moment = at(day, TOLD, stage.zone, minute=30)
        rows = list(_counted(day, stage)) if day.weekday() == 0 and span.holds(moment) else []
        if rows:
            yield Delivery(moment, FEED, f"hoat-dong-{day}", rows)


def _counted(day: date, stage: Stage) -> Iterator[Row]:
    phase = next((one for one in reversed(stage.doors.activity) if one.since <= day), None)
    if phase:
        for district in stage.areas.of_tier(Tier.DISTRICT):
            yield _row(day, district, phase, stage)


def _row(day: date, district: Area, phase: ActivityPhase, stage: Stage) -> Row:
    people = district.population or 0
    near = 1 + (stage.dice(FEED, day, district.code).random() - 0.5) * SPREAD
    places = max(round(people * TOURISM), 1)
    opened = round(places * phase.tourism)
    return {
        "area": district.code,
        "day": day.isoformat(),
        "workers_back": str(round(people * WORKERS * phase.workers * near)),
        "enterprises_open": str(round(people * ENTERPRISES * phase.enterprises * near)),
        "tourism_open": str(opened),
        "tourism_closed": str(places - opened),
        "visitors": str(round(opened * phase.visitors * near)),
    }
