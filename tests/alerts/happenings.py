"""Events as other rooms tell them, and their way into this one."""

from datetime import datetime, timedelta

from services.alerts.listening import alerts_consumer
from services.domain.base import Sentence
from services.domain.events import (
    AreaLevelChanged,
    BorderIncidentReported,
    FirstCaseAfterQuiet,
    MessageParked,
    RevisionRefused,
)
from services.domain.levels import Citation, Reason, RiskLevel
from services.domain.records import IncidentKind
from services.plumbing.bus import Delivered
from services.plumbing.cloudevents import as_message
from services.plumbing.consuming import deliver

NOON = datetime.fromisoformat("2021-01-29T12:00:00+07:00")
CITE = Citation(document="ct16", title="Chỉ thị 16/CT-TTg", article="điểm 1")
REASON = Reason(
    indicator="cases_unknown_source_14d",
    value=1.0,
    text=Sentence(vi="1 F0 chưa rõ nguồn lây", en="1 F0 of unknown source"),
)


def level_changed(area="205", before=1, after=4, at=NOON, **more) -> AreaLevelChanged:
    return AreaLevelChanged(
        learned_at=at,
        area=area,
        before=RiskLevel(before) if before else None,
        after=RiskLevel(after) if after else None,
        at=at,
        reasons=(REASON,),
        cite=CITE,
        **more,
    )


def first_case(area="205", quiet_days=30) -> FirstCaseAfterQuiet:
    return FirstCaseAfterQuiet(learned_at=NOON, area=area, at=NOON, cases=2, quiet_days=quiet_days)


def incident(kind=IncidentKind.ESCAPED, ref="bg-1", people=3) -> BorderIncidentReported:
    return BorderIncidentReported(
        learned_at=NOON,
        ref=ref,
        area="06709",
        happened_at=NOON - timedelta(hours=2),
        kind=kind,
        by_sea=False,
        people=people,
        place="Mốc 1369",
    )


def parked(consumer="risk", topic="phendau.case-reported.v1") -> MessageParked:
    error = Sentence(vi="Lỗi thử.", en="A fault for the test.")
    return MessageParked(learned_at=NOON, consumer=consumer, source_topic=topic, error=error)


def list_refused(feed="exposure-sites", code="rows_vanished") -> RevisionRefused:
    error = Sentence(vi="Tệp: mất dòng.", en="File: rows are gone.")
    return RevisionRefused(
        learned_at=NOON,
        feed=feed,
        receipt="r-1",
        code=code,
        error=error,
        standing_since=NOON - timedelta(days=1),
    )


class Log:
    """The order in which events reach the room; delivers batches as a worker does."""

    def __init__(self, database, terms) -> None:
        self._database = database
        self._consumer = alerts_consumer(terms)
        self._next: dict[str, int] = {}

    def tell(self, *events) -> list[Delivered]:
        """One batch; returns it, so that it can come again."""
        batch = []
        for event in events:
            message = as_message(event)
            offset = self._next.get(message.topic, 0)
            self._next[message.topic] = offset + 1
            batch.append(Delivered(0, offset, message))
        deliver(self._database, self._consumer, batch)
        return batch

    def tell_again(self, *events) -> None:
        """The same events at later offsets, as a relay repeats them after a crash."""
        self.tell(*events)
