"""What the model is built from: the clues and the law of a moment, the areas in a fixed order. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

import numpy as np

from services.domain.areas import Area, AreaCode, Areas, Tier
from services.epidemiology.quantities import Numbers
from services.policy.reader import Jurisdiction
from services.policy.unseen import PrevalenceLaw, Segment, UnseenLaw
from services.risk.heard import Heard
from services.risk.orders import OrdersInForce
from services.risk.sources.clues import Clues
from services.risk.sums import Window, local_day
from services.risk.unseen.volumes import WINDOW

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Known:
    """Facts and law of one moment."""

    clues: Clues
    orders: OrdersInForce
    law: UnseenLaw
    prevalence: PrevalenceLaw
    segments: tuple[Segment, ...]

    @property
    def jurisdiction(self) -> Jurisdiction:
        """Areas, clock, parameters."""
        return self.clues.jurisdiction

    @property
    def heard(self) -> Heard:
        """The facts."""
        return self.clues.heard

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Every area that is graded; what is told of a district alone goes to the district."""
        return tuple(self.jurisdiction.areas.graded())

    @cached_property
    def row_of(self) -> dict[AreaCode, int]:
        """Where an area stands among them."""
        return {area.code: row for row, area in enumerate(self.areas)}

    @cached_property
    def districts(self) -> tuple[Area, ...]:
        """Those a volume is spread over of which nobody says where it went."""
        return tuple(area for area in self.areas if area.tier is Tier.DISTRICT)

    def number(self, name: str) -> float:
        """A parameter of the law at the moment."""
        return self.jurisdiction.law.parameters.number(name, self.heard.as_of)

    def days_told(self, *kinds: str) -> float:
        """Days of the window that any of these feeds may have told of: from the first to the last."""
        known = [self.heard.last_learned[kind] for kind in kinds if kind in self.heard.last_learned]
        if not known:
            return 0.0
        grace = timedelta(hours=self.number("stale_hours"))
        silent = max((self.heard.as_of - max(known) - grace) // DAY, 0)
        return max(WINDOW - silent - self.days_before(*kinds), 0.0)

    def days_before(self, *kinds: str) -> float:
        """Days of the window before the first that any of these feeds told of: it began yesterday."""
        known = [kind for kind in kinds if kind in self.heard.last_learned]
        first = min((self.heard.first_told.get(kind, date.min) for kind in known), default=date.min)
        window = Window(local_day(self.heard.as_of, self.jurisdiction.zone), int(WINDOW))
        return float((min(first, window.last) - window.first).days) if first > window.first else 0.0

    def told(self, *kinds: str) -> bool:
        """Has any of these feeds told of any day of the window?"""
        return self.days_told(*kinds) > 0

    def into(self, codes: Iterable[AreaCode]) -> Numbers:
        """(areas, rows): each row goes to one area; of an area that is not graded to none."""
        wanted = list(codes)
        found = np.zeros((len(self.areas), len(wanted)))
        for row, code in enumerate(wanted):
            if code in self.row_of:
                found[self.row_of[code], row] = 1.0
        return found

    def spread(self, codes: Iterable[AreaCode]) -> Numbers:
        """(areas, rows): each row goes to the communes of one district alike; to itself where it has none."""
        wanted = [[area.code for area in self.jurisdiction.areas.children(code)] or [code] for code in codes]
        found = np.zeros((len(self.areas), len(wanted)))
        for row, communes in enumerate(wanted):
            for code in communes:
                found[self.row_of[code], row] = 1.0 / len(communes)
        return found

    def by_people(self) -> Numbers:
        """The part of all people who live in each district; alike where nobody knows."""
        people = np.array([area.population or 0 for area in self.districts], dtype=np.float64)
        return people / people.sum() if people.sum() > 0 else np.full(len(people), 1.0 / max(len(people), 1))

    def upwards(self) -> Numbers:
        """(areas, areas): 1 where the one lies in the other."""
        return _upwards(self.jurisdiction.areas)


@lru_cache(maxsize=8)
def _upwards(areas: Areas) -> Numbers:
    """Of all graded areas; a register never changes."""
    row_of = {area.code: row for row, area in enumerate(areas.graded())}
    found = np.zeros((len(row_of), len(row_of)))
    for code, row in row_of.items():
        for above in areas.path(code):
            if above.code in row_of:
                found[row_of[above.code], row] = 1.0
    found.flags.writeable = False
    return found


def column(numbers: Iterable[float]) -> Numbers:
    """Plain numbers as an array."""
    return np.array(list(numbers), dtype=np.float64)
