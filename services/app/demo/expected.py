"""What the replay must add up to: the running totals that were told, and the same sums out of deliveries."""

from collections.abc import Iterable
from datetime import datetime

from services.app.demo.delivery import Delivery, Row
from services.app.demo.facts import Facts
from services.domain.areas import Areas

CASES = "cases"


def told_total(facts: Facts, area: str, moment: datetime) -> int:
    """The last running total told of an area up to a moment; nothing told is nothing there."""
    told = [total for total in facts.totals if total.area == area and total.moment <= moment]
    return max(told, key=lambda total: total.moment).cumulative if told else 0


def delivered_total(replay: Iterable[Delivery], areas: Areas, area: str, moment: datetime) -> int:
    """F0 of an area and all inside it, as the deliveries up to a moment tell them, corrections applied."""
    rows = standing_cases(delivery for delivery in replay if delivery.at <= moment)
    return sum(int(row["count"]) for row in rows if lies_in(row["area"], area, areas))


def standing_cases(replay: Iterable[Delivery]) -> list[Row]:
    """The last row of every code."""
    rows = (row for delivery in replay if delivery.feed == CASES for row in delivery.rows)
    return list({row["code"]: row for row in rows if row["code"]}.values())


def lies_in(code: str, area: str, areas: Areas) -> bool:
    """Is the one place inside the other, or the same?"""
    return any(step.code == area for step in areas.path(code))
