"""A district and its communes that go different ways at one moment are one matter. Pure.

When an order ends, the district may rise to what its numbers say while its communes fall: two messages
that contradict each other within one minute. The district's message tells of its communes instead.
"""

from collections.abc import Sequence

from services.alerts.level_messages import kind_of
from services.domain.areas import AreaCode, Areas, Tier
from services.domain.events import AreaLevelChanged, Event

Family = list[AreaLevelChanged]


def families_of(events: Sequence[Event], areas: Areas) -> list[Family]:
    """The district first, then what lies in it, by one moment; only those that go more than one way.

    Changes by an order are told under its number.
    """
    changed = [one for one in events if isinstance(one, AreaLevelChanged) and not one.order_number]
    heads = [one for one in changed if _tier(one.area, areas) is Tier.DISTRICT]
    found = [[head, *(one for one in changed if _lies_in(one, head, areas))] for head in heads]
    return [family for family in found if len({kind_of(one) for one in family}) > 1]


def _tier(code: AreaCode, areas: Areas) -> Tier | None:
    area = areas.get(code)
    return area.tier if area else None


def _lies_in(one: AreaLevelChanged, head: AreaLevelChanged, areas: Areas) -> bool:
    above = {area.code for area in areas.path(one.area)[1:]}
    return one.at == head.at and head.area in above
