"""Gives an F0 a commune where none was made public: one that was locked for it, drawn with the seed."""

from datetime import datetime

from services.app.demo.chance import dice, one_of
from services.app.demo.facts import CaseFact, Facts, OrderFact
from services.domain.areas import Areas, Tier
from services.domain.levels import State


def place_of(fact: CaseFact, seed: int, areas: Areas, facts: Facts) -> str:
    """The commune told; else one of its district whose lock was still to end; else only the district.

    Where nothing was locked nobody is placed: a commune that history left alone would turn red.
    """
    if fact.commune:
        return fact.commune
    locked = sorted(locked_communes(fact.district, fact.learned, areas, facts.orders))
    return one_of(dice(seed, "place", fact.code), locked) if locked else fact.district


def locked_communes(district: str, moment: datetime, areas: Areas, orders: tuple[OrderFact, ...]) -> set[str]:
    """Communes of the district that were locked as a whole, at any time, and not yet free again by then."""
    ends = {order.area: order.until for order in orders if _locks_a_commune(order, district, areas)}
    return {area for area, end in ends.items() if end is None or end > moment}


def _locks_a_commune(order: OrderFact, district: str, areas: Areas) -> bool:
    area = areas[order.area]
    whole = order.state == State.LOCKDOWN and not order.part
    return whole and area.tier is Tier.COMMUNE and area.parent == district
