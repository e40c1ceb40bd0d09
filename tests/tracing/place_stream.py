"""Levels, orders, sites and declarations told to the real consumer of the room, batch by batch."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from services.app.localities_room import look_through
from services.domain.base import Sentence
from services.domain.events import (
    AreaLevelChanged,
    Event,
    ExposureSiteReported,
    OrderIssued,
    PeopleNoted,
    SourcePressureChanged,
)
from services.domain.levels import Citation, Reason, RiskLevel, State
from services.domain.records import AdviceClass, Noted, ResidentDeclaration, Visit
from services.plumbing.bus import Delivered
from services.plumbing.clock import SetClock
from services.plumbing.cloudevents import as_message
from services.plumbing.consuming import Consumer, deliver
from services.plumbing.database import Database, Transaction
from services.plumbing.parking import parked_messages
from services.policy.reader import load_jurisdiction
from services.tracing.hearing import Subject, tracing_consumer
from services.tracing.list_views import lists_of, members_of
from services.tracing.retracing import localities_subject, review_localities
from services.tracing.visits import visits_subject

NOW = datetime.fromisoformat("2021-02-08T08:00:00+07:00")
DAY = timedelta(days=1)
LAND = load_jurisdiction("quang-ninh")
OUTSIDE, OUTSIDE_PROVINCE, COMMUNE, DISTRICT = "290", "30", "07090", "205"


class Said(NamedTuple):
    """One revision of a declaration: areas with the days in them."""

    id: str
    key: str
    revision: int
    person: str
    learned_at: datetime
    stays: tuple[tuple[str, int, int], ...]
    """Area, first and last day before the declaration."""


def order(
    ref: str, area: str, *, state: State = State.LOCKDOWN, told: datetime = NOW, **more: Any
) -> OrderIssued:
    """An order in force since a day ago."""
    plain = {"number": "QĐ 1", "issuer": "UBND", "since": NOW - DAY}
    return OrderIssued(learned_at=told, ref=ref, state=state, area=area, **plain | more)


def level(area: str, after: int | None, told: datetime = NOW, why: str = "", **more: Any) -> AreaLevelChanged:
    """A level that changed; `why`: the indicator it rests on."""
    reasons = (Reason(indicator=why, value=1.0, text=Sentence(vi="v", en="e")),) if why else ()
    cite = Citation(document="d", title="t")
    return AreaLevelChanged(
        learned_at=told, area=area, before=None, after=None if after is None else RiskLevel(after), at=told,
        reasons=reasons, cite=cite, **more,
    )  # fmt: skip


def site(
    ref: str, area: str | None, since: datetime | None, until: datetime | None, **more: Any
) -> ExposureSiteReported:
    """An exposure site in an area."""
    plain: dict[str, Any] = {
        "learned_at": NOW, "site": "local", "place": "Chợ Cột", "latitude": None, "longitude": None,
        "advice_class": AdviceClass.OTHER, "withdrawn": False,
    }  # fmt: skip
    return ExposureSiteReported(ref=ref, area=area, since=since, until=until, **plain | more)


def pressure(area: str, *, high: bool, told: datetime = NOW) -> SourcePressureChanged:
    """Unseen infection that crossed the limit."""
    return SourcePressureChanged(
        learned_at=told, area=area, at=told, high=high, pressure=30, untraced=20, oldest_days=3, expected=900,
        found=100, reasons=(),
    )  # fmt: skip


class Stream:
    """One worker of the consumer over a database, and everything that was said."""

    def __init__(self, database: Database, clock: SetClock) -> None:
        """Nobody said anything."""
        self.database, self.clock = database, clock
        self._records: dict[str, Said] = {}
        self._offsets: dict[str, int] = {}
        self.fails = 0
        self._consumer = self._worker()

    def keep(self, *records: Said) -> PeopleNoted:
        """What ingest does: keep them, and say so."""
        self._records |= {one.id: one for one in records}
        return PeopleNoted(learned_at=NOW, ref="b", feed="made", records=tuple(one.id for one in records))

    def hear(self, *events: Event) -> None:
        """One batch."""
        deliver(self.database, self._consumer, [self._delivered(one) for one in events])
        with self.database.reading() as tx:
            assert parked_messages(tx) == []

    def again(self, *events: Event) -> None:
        """The same batch a second time, at new places of the log."""
        self.hear(*events)

    def wait(self, until: datetime) -> int:
        """Time goes by without any message."""
        self.clock.move_to(until)
        with self.database.transaction() as tx:
            return review_localities(tx, look_through(LAND, self.clock))

    def found(self, as_of: datetime | None = None) -> dict[str, set[str]]:
        """Who stands on which list."""
        with self.database.reading() as tx:
            return {
                one.ref: {m.member.person for m in members_of(tx, one.id, as_of)}
                for one in lists_of(tx, as_of=as_of)
            }

    def _delivered(self, event: Event) -> Delivered:
        offset = self._offsets.get(event.topic, 0)
        self._offsets[event.topic] = offset + 1
        return Delivered(0, offset, as_message(event))

    def _worker(self) -> Consumer:
        subjects = (
            visits_subject(LAND.zone, lambda: 14.0),
            localities_subject(look_through(LAND, self.clock)),
            Subject("fails", after=self._fail),
        )
        return tracing_consumer(self._records_of, subjects)

    def _fail(self, tx: Transaction) -> None:
        if self.fails:
            self.fails -= 1
            raise RuntimeError("made up")

    def _records_of(self, tx: Transaction, records: Collection[str]) -> Sequence[Noted]:
        return [self._noted(self._records[one]) for one in records]

    def _noted(self, one: Said) -> Noted:
        alike = sorted(
            (other for other in self._records.values() if other.key == one.key),
            key=lambda other: other.revision,
        )
        here = alike.index(one)
        body = ResidentDeclaration(
            declaration_id=one.key, declared_at=one.learned_at, person=one.person, area="22",
            visits=tuple(
                Visit(place="x", area=area, arrived=(one.learned_at - first * DAY).date(),
                           left=(one.learned_at - last * DAY).date())
                for area, first, last in one.stays
            ),
        )  # fmt: skip
        following = alike[here + 1].learned_at if here + 1 < len(alike) else None
        return Noted(one.id, "made", one.key, one.revision, one.learned_at, one.person, body, {}, following,
                     alike[here - 1].id if here else None)  # fmt: skip


def said(person: str, *stays: tuple[str, int, int], revision: int = 1) -> Said:
    """A declaration; its stays as areas with the first and last day before it."""
    return Said(f"{person}/{revision}", person, revision, person, NOW + timedelta(minutes=revision), stays)
