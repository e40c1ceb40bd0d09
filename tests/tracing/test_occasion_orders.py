"""Whatever the order, whatever comes twice or is rolled back: who was with an F0 is as if told at once."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from services.domain.records import CaseReport, Declaration, Noted, SharedKind, SharedStay
from services.ingest.vehicle_numbers import vehicle_of
from services.plumbing.clock import system_clock
from services.plumbing.database import Database, Transaction
from services.plumbing.tables import Base
from services.tracing.chain_keeping import keep_cases
from services.tracing.manifests import NearRules
from services.tracing.occasions import Occasions, Sources
from services.tracing.ride_facts import Terms
from services.tracing.rides import RideLaw, rides
from services.tracing.stay_contacts import SharingRules
from services.tracing.stays import stays
from services.tracing.tables_chains import LinkRow
from services.tracing.tables_lists import ListedRow, ListRow
from services.tracing.tables_rides import RideRow
from services.tracing.tables_stays import SharedStayRow
from tests.tracing.chain_told import ZONE, case_history

START = datetime(2021, 1, 20, tzinfo=UTC)
PEOPLE = ["p1", "p2", "p3"]
SEATS = ["12A", "12B", "13C", "20F", ""]
FLIGHTS = ["plane VN1", "plane VN1", "plane VN1", "plane VN2", None]
LAW = RideLaw(Terms(ZONE, vehicle_of), NearRules, lambda: 14)
Worker = Callable[[Sources], Occasions]


def sources(same: dict[str, str]) -> Sources:
    def names(tx: Transaction, people) -> dict[str, str]:
        firsts = {same.get(one, one) for one in people}
        return {one: same.get(one, one) for one in PEOPLE if same.get(one, one) in firsts}

    def same_as(tx: Transaction, people) -> dict[str, str]:
        return {one: same[one] for one in people if one in same}

    return Sources(names, same_as, lambda tx, pair: [], lambda tx, people: {})


def riding(who: Sources) -> Occasions:
    return rides(LAW, who)


def staying(who: Sources) -> Occasions:
    """Two at once are close, of three the law says nothing; a quarter of an hour is too short."""
    return stays(lambda: SharingRules(ZONE, least=timedelta(minutes=20), most_people=2), who)


def declared(person: str, words: Sequence[tuple[str | None, str]]) -> list[Noted]:
    """Revisions of one declaration: the vehicle and the seat."""
    bodies = [
        Declaration(
            declaration_id=person, declared_at=START, person=person, area="205", origin=None, origin_text="",
            vehicle=vehicle,
        )
        for vehicle, _ in words
    ]  # fmt: skip
    beside = [{"seat": seat, "depart_date": "2021-01-18"} for _, seat in words]
    return _revisions("declarations", person, bodies, beside)


def stayed(person: str, words: Sequence[tuple[str, int, int, bool]]) -> list[Noted]:
    """Revisions of one stay: the room, the hour, how many quarters, and whether it was told in error."""
    bodies = []
    for room, hour, quarters, mistaken in words:
        since = START + timedelta(hours=hour)
        bodies.append(
            SharedStay(
                person=person, kind=SharedKind.ROOM, mark=room, place="Ký túc xá Mẫu", unit=f"phòng {room}",
                since=since, until=since + timedelta(minutes=15 * quarters), mistaken=mistaken,
            )
        )  # fmt: skip
    return _revisions("shared-stays", person, bodies, [{} for _ in words])


def _revisions(feed: str, person: str, bodies: Sequence, beside: Sequence[dict]) -> list[Noted]:
    ids = [f"{person}-{n}" for n in range(len(bodies))]
    moments = [START + timedelta(hours=n) for n in range(len(bodies))]
    return [
        Noted(
            ids[n], feed, person, n + 1, moments[n], person, bodies[n], beside[n],
            moments[n + 1] if n + 1 < len(bodies) else None, ids[n - 1] if n else None,
        )
        for n in range(len(bodies))
    ]  # fmt: skip


SEATED = st.lists(st.tuples(st.sampled_from(FLIGHTS), st.sampled_from(SEATS)), min_size=1, max_size=3)
ROOM = st.tuples(
    st.sampled_from("112"),
    st.integers(0, 2),
    st.integers(1, 12),
    st.sampled_from([False, False, False, True]),
)
ROOMS = st.lists(ROOM, min_size=1, max_size=3)
CASES = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from([1, 1, 0])), min_size=1, max_size=3)
SORTS = st.one_of(
    st.tuples(st.just(riding), st.tuples(SEATED, SEATED, SEATED).map(lambda each: _of_all(declared, each))),
    st.tuples(st.just(staying), st.tuples(ROOMS, ROOMS, ROOMS).map(lambda each: _of_all(stayed, each))),
)


def _of_all(tell: Callable[..., list[Noted]], each: Sequence) -> list[Noted]:
    return [one for person, words in zip(PEOPLE, each, strict=True) for one in tell(person, words)]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sort=SORTS, cases=st.tuples(CASES, CASES), same=st.booleans(), chance=st.randoms(use_true_random=False)
)
def test_lists_and_contacts_are_those_of_one_telling(database: Database, sort, cases, same, chance) -> None:
    worker, told = sort
    told = [
        *told,
        *(one for code, words in zip("AB", cases, strict=True) for one in case_history(code, words)),
    ]
    who = sources({"p2": "p1"} if same else {})
    _empty(database)
    _batch(database, worker(who), told)
    wanted = _standing(database)

    _empty(database)
    told += chance.sample(told, len(told) // 3)
    chance.shuffle(told)
    told = _as_known(told)
    workers = [worker(who), worker(who)]
    while told:
        many = chance.randint(1, 3)
        if chance.random() < 0.3:
            with pytest.raises(ZeroDivisionError):
                _batch(database, chance.choice(workers), told[:many], fail=True)
        _batch(database, chance.choice(workers), told[:many])
        told = told[many:]
    assert _standing(database) == wanted


def _as_known(told: Sequence[Noted]) -> list[Noted]:
    """What takes a record's place is known only once that was kept; here: when it is told."""
    came: set[str | None] = set()
    found = []
    for one in told:
        found.append(one if one.id in came else one._replace(until=None))
        came.add(one.replaces)
    return found


def _batch(database: Database, worker: Occasions, told: Sequence[Noted], *, fail: bool = False) -> None:
    with database.transaction() as tx:
        worker.begin(tx)
        for one in told:
            worker.people(tx, [one])
            if isinstance(one.body, CaseReport):
                keep_cases(tx, [one], ZONE, lambda tx, people: {})
        worker.settle(tx)
        if fail:
            raise ZeroDivisionError


def _standing(database: Database) -> tuple[list[tuple], ...]:
    listed = select(ListRow.ref, ListedRow.person, ListedRow.score, ListedRow.why).join(
        ListedRow, ListedRow.list == ListRow.id
    )
    linked = select(LinkRow.record, LinkRow.a, LinkRow.b, LinkRow.since, LinkRow.until)
    rode = select(RideRow.person, RideRow.ref, RideRow.seat).where(RideRow.gone_at.is_(None))
    was = select(SharedStayRow.person, SharedStayRow.ref, SharedStayRow.since)
    wanted = (
        listed.where(ListedRow.gone_at.is_(None)), linked.where(LinkRow.gone_at.is_(None)),
        rode, was.where(SharedStayRow.gone_at.is_(None)),
    )  # fmt: skip
    with database.reading() as tx:
        return tuple(sorted((tuple(row) for row in tx.execute(one)), key=str) for one in wanted)


def _empty(database: Database) -> None:
    with database.transaction() as tx:
        for table in Base.metadata.tables.values():
            if table.name.startswith("tracing_"):
                tx.execute(delete(table))


SEAT, ROOM_1 = ("plane VN1", "12A"), ("1", 0, 8, False)
FIRST_WORDS = [
    (riding, declared("p1", [SEAT]), declared("p2", [("plane VN1", "13C"), ("plane VN1", "20F")])),
    (staying, stayed("p1", [ROOM_1]), stayed("p2", [("1", 1, 8, False), ("1", 1, 8, True)])),
]


@pytest.mark.postgres
@pytest.mark.parametrize(("sort", "before", "words"), FIRST_WORDS)
def test_on_postgresql_too_a_neighbour_comes_and_goes(
    postgres_url: str, sort: Worker, before: list[Noted], words: list[Noted]
) -> None:
    database = Database(postgres_url, system_clock)
    try:
        Base.metadata.create_all(database.engine)
        worker = sort(sources({}))
        first, later = words
        _batch(database, worker, [*before, *case_history("A", [("p1", 1)])])
        _batch(database, worker, [first._replace(until=None)])
        assert [one[1] for one in _standing(database)[0]] == ["p2"]
        assert len(_standing(database)[1]) == 1
        _batch(database, worker, [later])
        assert _standing(database)[:2] == ([], [])
    finally:
        database.close()
