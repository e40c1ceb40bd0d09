"""Records and sites told to the real consumer in any order, and what matching all afresh would give."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import update

from services.domain.areas import Area, Areas, Tier
from services.domain.events import Event, ExposureSiteReported, PeopleNoted
from services.domain.records import AdviceClass, Noted, ResidentDeclaration
from services.plumbing.bus import Delivered
from services.plumbing.cloudevents import as_message
from services.plumbing.consuming import Consumer, deliver
from services.plumbing.database import Database, Transaction
from services.plumbing.parking import parked_messages
from services.tracing.exposed_people import Stay, exposed
from services.tracing.exposures import Terms, Visit, Window
from services.tracing.hearing import Subject, tracing_consumer
from services.tracing.list_views import lists_of, members_of
from services.tracing.matching import Ground, exposures_subject
from services.tracing.places import Place
from services.tracing.tables_visits import VisitRow

NOW = datetime.fromisoformat("2021-02-08T08:00:00+07:00")
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AREAS = Areas(
    [
        Area(code="22", tier=Tier.PROVINCE, name="Tỉnh Quảng Ninh", short_name="Quảng Ninh", name_en="QN"),
        Area(code="205", tier=Tier.DISTRICT, name="Thị xã Đông Triều", short_name="Đông Triều", name_en="DT",
             parent="22"),
    ]
)  # fmt: skip

Found = dict[str, dict[str, float]]
"""Site to people to score."""


class Record(NamedTuple):
    """One revision of what somebody said: places at times."""

    id: str
    key: str
    revision: int
    person: str
    learned_at: datetime
    stays: tuple[Visit, ...]


def at(hours: float) -> datetime:
    """Hours after eight o'clock of the 1st of February."""
    return NOW - timedelta(days=7) + timedelta(hours=hours)


def site(ref: str, learned_at: datetime, place: Place, start: datetime | None, end: datetime | None,
         **more: Any) -> ExposureSiteReported:  # fmt: skip
    """A telling of a site."""
    told: dict[str, Any] = {
        "learned_at": learned_at, "ref": ref, "site": "local", "area": "205", "place": place.name,
        "address": place.address, "since": start, "until": end, "latitude": place.latitude,
        "longitude": place.longitude, "advice_class": AdviceClass.OTHER, "withdrawn": False,
    }  # fmt: skip
    return ExposureSiteReported(**told | more)


def noted_of(records: Collection[Record]) -> PeopleNoted:
    """The event that tells of them."""
    return PeopleNoted(learned_at=NOW, ref="b", feed="made", records=tuple(one.id for one in records))


class Stream:
    """Workers of the consumer over one database, and everything that was said."""

    def __init__(self, database: Database, workers: int = 1, fails: set[int] | None = None) -> None:
        """`fails`: which batches fail at their end the first time."""
        self.database = database
        self._records: dict[str, Record] = {}
        self._told: list[ExposureSiteReported] = []
        self._offsets: dict[str, int] = {}
        self._fails = fails if fails is not None else set()
        self._batches = 0
        self._workers = [self._worker() for _ in range(workers)]

    def keep(self, *records: Record) -> PeopleNoted:
        """What ingest does: keep them, and say so."""
        self._records |= {one.id: one for one in records}
        return noted_of(records)

    def hear(self, *events: Event, worker: int = 0) -> None:
        """One batch, to one of the workers."""
        self._told += [one for one in events if isinstance(one, ExposureSiteReported)]
        self._batches += 1
        deliver(self.database, self._workers[worker], [self._delivered(one) for one in events])
        with self.database.reading() as tx:
            assert parked_messages(tx) == []

    def hear_apart(self, events: Sequence[Event], worker: int) -> None:
        """One by one on a partition of its own, as workers of one group share a topic."""
        for number, event in enumerate(events):
            before = sum(one.topic == event.topic for one in events[:number])
            if isinstance(event, ExposureSiteReported):
                self._told.append(event)
            delivered = [Delivered(worker, before, as_message(event))]
            deliver(self.database, self._workers[worker], delivered)

    def found(self) -> Found:
        """What the lists say."""
        with self.database.reading() as tx:
            return {
                one.ref: {m.member.person: round(m.member.score, 9) for m in members_of(tx, one.id)}
                for one in lists_of(tx)
            }

    def rebuilt(self, as_of: datetime | None = None) -> Found:
        """What matching all that is known with all that is known gives, without any database."""
        known = [one for one in self._records.values() if as_of is None or one.learned_at <= as_of]
        told = [one for one in self._told if as_of is None or one.learned_at <= as_of]
        newest = {one.key: one for one in sorted(known, key=lambda one: (one.learned_at, one.revision))}
        stays = [Stay(one.person, visit) for one in newest.values() for visit in one.stays]
        sites = {one.ref: one for one in sorted(told, key=lambda one: (one.learned_at, one.id))}
        found: Found = {}
        for one in exposed(stays, [_window(s) for s in sites.values() if _counts(s)], Terms()):
            found.setdefault(one.site, {})[one.person] = round(one.score, 9)
        return found

    def _delivered(self, event: Event) -> Delivered:
        offset = self._offsets.get(event.topic, 0)
        self._offsets[event.topic] = offset + 1
        return Delivered(0, offset, as_message(event))

    def _worker(self) -> Consumer:
        # An index of a few visits would be made anew after nearly every one: here it keeps the closed ones.
        ground = Ground(AREAS, ZONE, lambda tx, people: {}, stale_share=1.0)
        subjects = (Subject("made", people=keep), exposures_subject(ground), Subject("f", after=self._fail))
        return tracing_consumer(self._records_of, subjects)

    def _fail(self, tx: Transaction) -> None:
        if self._batches in self._fails:
            self._fails.discard(self._batches)
            raise RuntimeError("made up")

    def _records_of(self, tx: Transaction, records: Collection[str]) -> Sequence[Noted]:
        return [self._noted(self._records[one]) for one in records]

    def _noted(self, one: Record) -> Noted:
        alike = sorted(
            (other for other in self._records.values() if other.key == one.key),
            key=lambda other: (other.learned_at, other.revision),
        )
        here = alike.index(one)
        body = ResidentDeclaration(
            declaration_id=one.key, declared_at=one.learned_at, person=one.person, area="205"
        )
        following = alike[here + 1].learned_at if here + 1 < len(alike) else None
        return Noted(one.id, "made", one.key, one.revision, one.learned_at, one.person, body,
                     {"stays": one.stays}, following, alike[here - 1].id if here else None)  # fmt: skip


def keep(tx: Transaction, noted: Sequence[Noted]) -> None:
    """Visits with addresses and coordinates, as no form of the house has them yet; else as `keep_visits`."""
    rows = [
        {"record": one.id, "person": one.person, "kind": "declared", "place": visit.place.name,
         "address": visit.place.address, "latitude": visit.place.latitude,
         "longitude": visit.place.longitude, "area": None, "since": visit.start, "until": visit.end,
         "learned_at": one.learned_at, "gone_at": one.until}
        for one in noted for visit in one.beside["stays"]
    ]  # fmt: skip
    tx.add(VisitRow, rows)
    for one in noted:
        if one.replaces:
            close = update(VisitRow).where(VisitRow.record == one.replaces)
            tx.execute(close.values(gone_at=one.learned_at))


def _counts(told: ExposureSiteReported) -> bool:
    return not told.withdrawn and bool(told.since and told.until and told.place)


def _window(told: ExposureSiteReported) -> Window:
    assert told.since and told.until
    place = Place(None, told.place, told.address, told.latitude, told.longitude)
    return Window(told.ref, place, told.since, told.until, told.exposure_type)
