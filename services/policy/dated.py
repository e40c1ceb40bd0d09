"""Dated, Version, InForce: a value that changes at known moments, and by which document."""

from bisect import bisect_right
from datetime import date, datetime, time
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from services.domain.base import Moment, Sentence, Word
from services.domain.errors import NotInForce
from services.domain.levels import Citation

Value = TypeVar("Value")


class Version(Word, Generic[Value]):
    """A value from its first moment on; None: from then on nothing is in force."""

    name: str
    since: Moment
    cite: Citation
    value: Value | None


class InForce(Word, Generic[Value]):
    """The value of one moment, with the version it belongs to."""

    name: str
    since: Moment
    until: Moment | None
    """First moment of the next version; None: no end is known."""
    cite: Citation
    value: Value


class Dated(Word, Generic[Value]):
    """Versions in the order of their first moments; the next start is the end of the one before.

    >>> levels.find(before_the_first)          # None: nothing in force, a listener's normal case
    >>> levels.on(before_the_first)            # raises NotInForce: somebody asked what has no answer
    """

    title: Sentence
    versions: tuple[Version[Value], ...]

    def find(self, moment: datetime) -> InForce[Value] | None:
        """What is in force at this moment (aware; seconds matter), or None."""
        after = bisect_right([version.since for version in self.versions], moment)
        version = self.versions[after - 1] if after else None
        if version is None or version.value is None:
            return None
        until = self.versions[after].since if after < len(self.versions) else None
        return InForce(
            name=version.name, since=version.since, until=until, cite=version.cite, value=version.value
        )

    def on(self, moment: datetime) -> InForce[Value]:
        """What is in force at this moment; raises NotInForce."""
        found = self.find(moment)
        if found is None:
            raise NotInForce(
                vi=f"{self.title.vi}: không có quy định nào có hiệu lực vào lúc {moment:%H:%M %d/%m/%Y}.",
                en=f"{self.title.en}: nothing is in force at {moment:%Y-%m-%d %H:%M}.",
                field="moment",
                code="not_in_force",
            )
        return found


def moment_of(value: Any, zone: ZoneInfo) -> datetime:
    """The moment a law file means: a day is its local midnight, a moment must carry its offset.

    Raises ValueError for anything else. YAML hands over plain text when a moment lacks its seconds, and a
    naive time when it lacks its offset; both would be silently wrong.
    """
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a moment needs its offset")
        return value
    if isinstance(value, date):
        return datetime.combine(value, time.min, tzinfo=zone)
    raise ValueError("neither a day nor a moment with seconds and offset")


def moment_in(text: str, zone: ZoneInfo) -> datetime:
    """The moment a cell of a table means: `2021-01-28` or `2021-01-28T13:30:00+07:00`; raises ValueError."""
    whole_day = len(text) == len("2021-01-28")
    return moment_of(date.fromisoformat(text) if whole_day else datetime.fromisoformat(text), zone)
