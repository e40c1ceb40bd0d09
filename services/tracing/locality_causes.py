"""What events make it worth looking through who was in a place; and what ends that. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from services.domain.areas import AreaCode, Areas, Tier
from services.domain.base import Sentence
from services.domain.days import local_moment
from services.domain.events import AreaLevelChanged, ExposureSiteReported, OrderIssued, SourcePressureChanged
from services.domain.labels import LEVELS, STATES
from services.domain.levels import RiskLevel, State
from services.domain.text import cut
from services.tracing.localities import Cause, CauseKind

_LONGEST = 80  # letters of a name that others wrote


@dataclass(frozen=True)
class Rules:
    """What the law says at a moment."""

    level: int
    """From this level on (`look_through_level`)."""
    borrowed: Collection[str]
    """Indicators of a level that tell of other areas: next to a red one nobody need have been infected."""
    states: Collection[State]
    """States of an order that lock an area."""


Told = tuple[Cause, bool]
"""A cause, and whether it holds."""


class Causes:
    """Reads events as causes. Everyone at home is in the province: it is no place to look through."""

    def __init__(self, areas: Areas, home: AreaCode, zone: ZoneInfo) -> None:
        """`home`: the jurisdiction's own area."""
        self._areas, self._home, self._zone = areas, home, zone

    def of_level(self, told: AreaLevelChanged, rules: Rules) -> Told | None:
        """None: nothing is known of the level; what was, stands. A level that an order sets has its own."""
        if told.after is None:
            return None
        said = self._said(LEVELS[RiskLevel(told.after)], told.at)
        cause = Cause(f"level/{told.area}", CauseKind.LEVEL, told.area, told.at, None, False, said)
        own = told.order_number is None and self._fits(told.area)
        here = not told.reasons or any(one.indicator not in rules.borrowed for one in told.reasons)
        return cause, own and here and told.after >= rules.level

    def of_order(self, told: OrderIssued, rules: Rules) -> Told:
        """An order that locks the area or a part of it, from its publication on."""
        by = f"{cut(told.number, _LONGEST)} ({cut(told.issuer, _LONGEST)})"
        state, since = STATES[told.state], local_moment(told.since, self._zone)
        said = Sentence(vi=f"{state.vi} từ {since.vi}, {by}", en=f"{state.en} since {since.en}, {by}")
        kind, partly = CauseKind.ORDER, told.part is not None
        cause = Cause(f"order/{told.ref}", kind, told.area, told.since, told.until, partly, said)
        return cause, told.state in rules.states and self._fits(told.area)

    def of_site(self, told: ExposureSiteReported) -> Told:
        """A site in a commune: who wrote no more than the commune may have been there.

        Who named the place itself stands on the list of the site.
        """
        area, begin = self._areas.get(told.area or ""), told.since or told.learned_at
        name, since = cut(told.place or "", _LONGEST), local_moment(begin, self._zone)
        said = Sentence(
            vi=f"có điểm nguy cơ {name} từ {since.vi}", en=f"exposure site {name} since {since.en}"
        )
        lasts = told.since is not None and (told.until is None or told.until > begin)
        code = told.area or self._home
        cause = Cause(f"site/{told.ref}", CauseKind.SITE, code, begin, told.until, True, said)
        return cause, lasts and not told.withdrawn and area is not None and area.tier is Tier.COMMUNE

    def of_pressure(self, told: SourcePressureChanged) -> Told:
        """Unseen infection that became high."""
        why = "; ".join(reason.text.vi for reason in told.reasons)
        why_en = "; ".join(reason.text.en for reason in told.reasons)
        said = Sentence(vi=f"nghi lây nhiễm ngầm: {why}", en=f"unseen infection is likely: {why_en}")
        cause = Cause(f"pressure/{told.area}", CauseKind.PRESSURE, told.area, told.at, None, False, said)
        return cause, told.high and self._fits(told.area)

    def _fits(self, area: AreaCode) -> bool:
        return area in self._areas and area != self._home

    def _said(self, what: Sentence, moment: datetime) -> Sentence:
        at = local_moment(moment, self._zone)
        return Sentence(vi=f"{what.vi} từ {at.vi}", en=f"{what.en} since {at.en}")
