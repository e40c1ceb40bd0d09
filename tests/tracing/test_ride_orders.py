"""Whatever the order, whatever comes twice or is rolled back: who rode with an F0 is as if told at once."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from services.domain.records import CaseReport, Declaration, Noted
from services.ingest.vehicle_numbers import vehicle_of
from services.plumbing.clock import system_clock
from services.plumbing.database import Database, Transaction
from services.plumbing.tables import Base
from services.tracing.chain_keeping import keep_cases
from services.tracing.manifests import NearRules
from services.tracing.ride_facts import Terms
from services.tracing.rides import Rides, RideSources
from services.tracing.tables_chains import LinkRow
from services.tracing.tables_lists import ListedRow, ListRow
from services.tracing.tables_rides import RideRow
from tests.tracing.chain_told import ZONE, case_history

START = datetime(2021, 1, 20, tzinfo=UTC)
PEOPLE = ["p1", "p2", "p3"]
SEATS = ["12A", "12B", "13C", "20F", ""]
FLIGHTS = ["plane VN1", "plane VN1", "plane VN1", "plane VN2", None]


def sources(same: dict[str, str]) -> RideSources:
    def names(tx: Transaction, people) -> dict[str, str]:
        firsts = {same.get(one, one) for one in people}
        return {one: same.get(one, one) for one in PEOPLE if same.get(one, one) in firsts}

    def same_as(tx: Transaction, people) -> dict[str, str]:
        return {one: same[one] for one in people if one in same}

    return RideSources(
        terms=Terms(ZONE, vehicle_of),
        rules=NearRules,
        lookback_days=lambda: 14,
        names_of=names,
        same_as=same_as,
        people_of_pair=lambda tx, pair: [],
        whereabouts=lambda tx, people: {},
    )


def declared(person: str, words: Sequence[tuple[str | None, str]]) -> list[Noted]:
    """Revisions of one declaration: the vehicle and the seat."""
    ids = [f"{person}-{n}" for n in range(len(words))]
    moments = [START + timedelta(hours=n) for n in range(len(words))]
    return [
        Noted(
            ids[n], "declarations", person, n + 1, moments[n], person,
            Declaration(
                declaration_id=person, declared_at=START, person=person, area="205", origin=None,
                origin_text="", vehicle=vehicle,
            ),
            {"seat": seat, "depart_date": "2021-01-18"},
            moments[n + 1] if n + 1 < len(words) else None, ids[n - 1] if n else None,
        )
        for n, (vehicle, seat) in enumerate(words)
    ]  # fmt: skip


WORDS = st.lists(st.tuples(st.sampled_from(FLIGHTS), st.sampled_from(SEATS)), min_size=1, max_size=3)
CASES = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from([1, 1, 0])), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rides=st.tuples(WORDS, WORDS, WORDS), cases=st.tuples(CASES, CASES), same=st.booleans(),
    chance=st.randoms(use_true_random=False),
)  # fmt: skip
def test_lists_and_contacts_are_those_of_one_telling(database: Database, rides, cases, same, chance) -> None:
    told = [one for person, words in zip(PEOPLE, rides, strict=True) for one in declared(person, words)]
    told += [one for code, words in zip("AB", cases, strict=True) for one in case_history(code, words)]
    who = sources({"p2": "p1"} if same else {})
    _empty(database)
    _batch(database, Rides(who), told)
    wanted = _standing(database)

    _empty(database)
    told += chance.sample(told, len(told) // 3)
    chance.shuffle(told)
    told = _as_known(told)
    workers = [Rides(who), Rides(who)]
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


def _batch(database: Database, worker: Rides, told: Sequence[Noted], *, fail: bool = False) -> None:
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
    listed = select(ListRow.ref, ListedRow.person, ListedRow.score).join(
        ListedRow, ListedRow.list == ListRow.id
    )
    linked = select(LinkRow.record, LinkRow.a, LinkRow.b).where(LinkRow.gone_at.is_(None))
    rode = select(RideRow.person, RideRow.ref, RideRow.seat).where(RideRow.gone_at.is_(None))
    wanted = (listed.where(ListedRow.gone_at.is_(None)), linked, rode)
    with database.reading() as tx:
        return tuple(sorted(tuple(row) for row in tx.execute(one)) for one in wanted)


def _empty(database: Database) -> None:
    with database.transaction() as tx:
        for table in Base.metadata.tables.values():
            if table.name.startswith("tracing_"):
                tx.execute(delete(table))


@pytest.mark.postgres
def test_on_postgresql_too_a_neighbour_comes_and_goes(postgres_url: str) -> None:
    database = Database(postgres_url, system_clock)
    try:
        Base.metadata.create_all(database.engine)
        worker = Rides(sources({}))
        first, later = declared("p2", [("plane VN1", "13C"), ("plane VN1", "20F")])
        _batch(database, worker, [*declared("p1", [("plane VN1", "12A")]), *case_history("A", [("p1", 1)])])
        _batch(database, worker, [first._replace(until=None)])
        assert [one[1] for one in _standing(database)[0]] == ["p2"]
        assert len(_standing(database)[1]) == 1
        _batch(database, worker, [later])
        assert _standing(database)[:2] == ([], [])
    finally:
        database.close()
