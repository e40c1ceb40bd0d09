"""What a checkpoint reads and decides (the post-side fields of rule book 3.1)."""

from enum import StrEnum

from services.domain.areas import AreaCode
from services.domain.base import Moment, Word
from services.domain.records.words import Count, Pseudonym


class PostDecision(StrEnum):
    """What a post decides of whom it stops."""

    PASS = "pass"
    TURN_BACK = "turn_back"
    QUARANTINE = "quarantine"
    SAMPLE = "sample"


class CheckpointScan(Word):
    """One person, or one vehicle, that a post stopped."""

    post: str
    """Id of the law's list of places; a post it does not know keeps the name that was written."""
    area: AreaCode | None
    """Where the post lies; None: nobody says."""
    lane: str | None = None
    scanned_at: Moment
    decision: PostDecision
    rule: str | None = None
    """The row of the arrival table that decided: A1 to A12 (rule book 2.5)."""
    declaration: str | None = None
    """Code of the declaration that was shown."""
    person: Pseudonym | None = None
    plate: Pseudonym | None = None
    """Mark of the licence plate that the post read."""
    people_in_vehicle: Count | None = None
    temperature_c: float | None = None
    """Body temperature in °C."""
