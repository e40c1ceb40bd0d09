"""What a sender is told: a receipt whose rows always add up, and one problem a mistake."""

from enum import StrEnum

from services.domain.base import Sentence, Word


class Outcome(StrEnum):
    """What became of one row."""

    KEPT = "kept"
    WARNED = "warned"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    PARKED = "parked"

    __hash__ = str.__hash__  # Enum's own is Python: rows are counted by outcome, each of them


class Problem(Word):
    """One mistake in one row: names the field, never its value where a person gave it."""

    row: int | None
    """Row in the sender's own sheet (the heading is row 1); None: the file as a whole."""
    field: str | None
    code: str
    message_vi: str
    message_en: str

    @classmethod
    def of(cls, sentence: Sentence, *, row: int | None, field: str | None, code: str) -> "Problem":
        """A problem from a sentence."""
        return cls(row=row, field=field, code=code, message_vi=sentence.vi, message_en=sentence.en)


class Receipt(Word):
    """The answer to a file or a message: rows == kept + warned + duplicate + refused + parked."""

    id: str
    feed: str
    file: str | None
    rows: int = 0
    kept: int = 0
    warned: int = 0
    duplicate: int = 0
    refused: int = 0
    parked: int = 0
    problems: tuple[Problem, ...] = ()
    """The first of them, in the order of the rows."""
    more_problems: int = 0
    """How many there are beyond those; the error file has all."""

    def balances(self) -> bool:
        """Does every row have exactly one outcome?"""
        return self.rows == self.kept + self.warned + self.duplicate + self.refused + self.parked
