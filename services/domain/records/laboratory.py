"""What laboratories answer, of one person's sample or of a pool of several."""

from enum import StrEnum

from services.domain.areas import AreaCode
from services.domain.base import Moment, Word
from services.domain.records.words import Count, Pseudonym


class LabMethod(StrEnum):
    """How a sample was tested."""

    PCR = "pcr"
    ANTIGEN = "antigen"
    ANTIBODY = "antibody"


class SampleResult(StrEnum):
    """What came out."""

    NEGATIVE = "negative"
    POSITIVE = "positive"
    INVALID = "invalid"
    PENDING = "pending"


class CycleThreshold(Word):
    """In which cycle a gene was found: the lower, the more virus."""

    gene: str | None
    cycle: float


class LabResult(Word):
    """The result of one tube: of one person, or of a pool; a positive pool does not name whom."""

    sample: str
    pool: str | None = None
    """The pool this sample went into; of the pool's own row None."""
    members: tuple[str, ...] = ()
    """Samples in this pool, where they are listed."""
    pool_size: Count | None = None
    """People in this tube; None: one."""
    taken_at: Moment
    received_at: Moment | None = None
    resulted_at: Moment | None = None
    method: LabMethod
    result: SampleResult
    ct: tuple[CycleThreshold, ...] = ()
    laboratory: str | None = None
    area: AreaCode
    """Where the sample was taken."""
    place: str | None = None
    person: Pseudonym | None = None

    @property
    def is_pool(self) -> bool:
        """Were several people's samples tested in this tube?"""
        return (self.pool_size or 1) > 1 or bool(self.members)

    @property
    def people(self) -> int:
        """People in this tube."""
        return max(self.pool_size or 1, len(self.members), 1)

    @property
    def opens_members(self) -> bool:
        """A positive pool: every member is to be tested alone (rule book 2.4)."""
        return self.is_pool and self.result is SampleResult.POSITIVE

    @property
    def closes_itself(self) -> bool:
        """A member of a pool that was tested alone, with an answer."""
        return self.pool is not None and self.result in (SampleResult.NEGATIVE, SampleResult.POSITIVE)
