"""Invented incidents at the border: over land and by boat, more of them before Tết."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from services.app.demo.chance import dice, one_of
from services.app.demo.delivery import Delivery, Row, Span, at
from services.app.demo.facts import Facts
from services.app.demo.volumes import Day, Spot

FEED = "border-incidents"
KINDS = ("caught",) * 12 + ("escaped",) * 3 + ("tip_off",) * 5
SHORTEST_DELAY, LONGEST_DELAY = 20, 240
"""Minutes until the province hears of it."""


def border_deliveries(span: Span, seed: int, facts: Facts) -> Iterator[Delivery]:
    """Each incident when the province hears of it."""
    days = set(span.days(facts.volumes.zone))
    spots = tuple(spot for spot in facts.volumes.spots for _ in range(spot.weight))
    for day in facts.volumes.days:
        if day.day in days:
            told = sorted(_told_on(day, seed, spots, facts), key=lambda delivery: delivery.at)
            yield from (delivery for delivery in told if span.holds(delivery.at))


def _told_on(day: Day, seed: int, spots: tuple[Spot, ...], facts: Facts) -> Iterator[Delivery]:
    chance = dice(seed, "border", day.day)
    wanted = day.incidents_a_week / 7
    number = int(wanted) + (chance.random() < wanted % 1)
    for order in range(number):
        # nights and early mornings; the delay stays inside the day, so days can be made one by one
        happened = at(
            day.day, one_of(chance, (0, 1, 2, 3, 4, 5, 18, 19)), facts.volumes.zone, minute=order * 7
        )
        learned = happened + timedelta(minutes=_between(chance, SHORTEST_DELAY, LONGEST_DELAY))
        row = incident_row(_id(day.day, order), happened, one_of(chance, spots), chance)
        yield Delivery(learned, FEED, f"bien-phong-{day.day}-{order + 1}", [row])


def incident_row(incident: str, happened: datetime, spot: Spot, chance: Random) -> Row:
    """One invented incident at a spot."""
    kind = one_of(chance, KINDS)
    return {
        "incident_id": incident,
        "happened_at": happened.isoformat(),
        "area": spot.area,
        "kind": kind,
        "by_sea": "có" if spot.by_sea else "không",
        "people": str(1 + int(chance.random() ** 2 * 12)),
        "place": spot.place,
        "marker": spot.marker,
        "direction": "in",
        "nationality": one_of(chance, ("VN", "VN", "VN", "CN")) if kind == "caught" else "",
    }


def _between(chance: Random, low: int, high: int) -> int:
    return low + int(chance.random() * (high - low))


def _id(day: date, order: int) -> str:
    return f"BP-{day:%Y%m%d}-{order + 1:02d}"
