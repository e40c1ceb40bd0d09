"""Retention: how long each kind of personal data may be kept."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.domain.base import Sentence, Word
from services.policy.dated import Dated
from services.policy.documents import Documents
from services.policy.entries import Entry
from services.policy.versions import dated_page


class Keeping(Word):
    """How long one kind of personal data is kept, counted from the day it was taken in."""

    days: int
    label: Sentence


class Retention(Word):
    """Every kind of personal data with its days."""

    kinds: dict[str, Keeping]

    def days(self, kind: str) -> int:
        """Days a kind is kept; raises KeyError for a kind not named: nothing may be kept unnamed."""
        return self.kinds[kind].days

    def forget_before(self, kind: str, now: datetime) -> datetime:
        """What was taken in before this moment must be gone."""
        return now - timedelta(days=self.days(kind))


def retention_in(page: Entry, *, zone: ZoneInfo, documents: Documents) -> Dated[Retention]:
    """The kinds of retention.yaml; raises BadLaw."""
    return dated_page(page, "kinds", _retention, zone=zone, documents=documents)


def _retention(version: Entry) -> Retention:
    return Retention(kinds={kind: _keeping(entry) for kind, entry in version.entry("kinds").named()})


def _keeping(entry: Entry) -> Keeping:
    entry.only("days", "vi", "en")
    if entry.whole("days") < 1:
        raise entry.wrong("'days' phải từ 1 trở lên", "'days' must be at least 1")
    return Keeping(days=entry.whole("days"), label=Sentence(vi=entry.text("vi"), en=entry.text("en")))
