"""What officers judge of an area, and what it tells of itself besides disease."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from services.domain.areas import AreaCode
from services.domain.base import Moment, Word
from services.domain.records.words import Count

Share = Annotated[float, Field(ge=0, le=1)]


class JudgementKind(StrEnum):
    """What the law leaves to judgement (Decision 2686)."""

    HARD_TO_CONTROL = "hard_to_control"
    """The source here is hard to control or to trace. Yes or no."""
    SPREAD_SHARE = "spread_share"
    """Over which share of the units inside a hard-to-control source may spread fast."""
    KEY_ZONE = "key_zone_exposed"
    """A key industrial or production zone touches a hard-to-control area. Yes or no."""


class Judgement(Word):
    """What an officer judged of an area, from when until when; by office, never by a private name."""

    area: AreaCode
    what: JudgementKind
    value: Share
    """A share, or yes (1) and no (0)."""
    since: Moment
    until: Moment | None = None
    author: str
    ground: str | None = None


class AreaFacts(Word):
    """What one area told of one day; None: not told."""

    area: AreaCode
    day: date
    adults_one_dose_share: Share | None = None
    treatment_capacity_met: bool | None = None
    beds: Count | None = None
    beds_used: Count | None = None
    quarantine_capacity: Count | None = None
    """How many people the quarantine places of the area can hold."""
    population: Count | None = None

    @property
    def told(self) -> tuple[str, ...]:
        """Which of its numbers are told."""
        return tuple(name for name in FACTS if getattr(self, name) is not None)


FACTS = tuple(name for name in AreaFacts.model_fields if name not in ("area", "day"))
"""What an area may tell of itself."""
