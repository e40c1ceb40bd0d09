"""Whatever the order of records, whoever works, whatever is rolled back: levels are those of a rebuild."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from services.domain.records import CaseReport, ContactPerson, Noted
from services.plumbing.database import Database, Transaction
from services.plumbing.tables import Base
from services.tracing.chain_keeping import keep_cases, keep_chains, keep_same
from services.tracing.chain_levels import Levels, told_standings
from services.tracing.chain_views import snapshot, standings_now

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2021, 1, 20, tzinfo=UTC)
PEOPLE = ["p1", "p2", "p3", "p4", "p5"]
CODES = ["A", "B"]


def case_history(code: str, words: Sequence[tuple[str | None, int]]) -> list[Noted]:
    """Revisions of one case: of whom, and how many."""
    return _history(
        "cases", code,
        [
            (person, CaseReport(code=code, area="205", confirmed_at=START, count=count))
            for person, count in words
        ],
    )  # fmt: skip


def contact_history(number: int, words: Sequence[tuple]) -> list[Noted]:
    """Revisions of one contact: who, level, of which case, by way of whom, result."""
    return _history(
        "contact-persons", str(number),
        [
            (
                person,
                ContactPerson(
                    person=person, area="205", reported_at=START, contact_level=level, case=code,
                    contact_of=before, result=result,
                ),
            )
            for person, level, code, before, result in words
        ],
    )  # fmt: skip


def _history(feed: str, key: str, bodies: Sequence[tuple]) -> list[Noted]:
    ids = [f"{feed}-{key}-{n}" for n in range(len(bodies))]
    moments = [START + timedelta(hours=n) for n in range(len(bodies))]
    return [
        Noted(
            ids[n], feed, key, n + 1, moments[n], person, body, {},
            moments[n + 1] if n + 1 < len(bodies) else None, ids[n - 1] if n else None,
        )
        for n, (person, body) in enumerate(bodies)
    ]  # fmt: skip


CASES = st.tuples(*(
    st.lists(st.tuples(st.none() | st.sampled_from(PEOPLE), st.integers(0, 1)), max_size=3).map(
        lambda words, code=code: case_history(code, words)
    )
    for code in CODES
))  # fmt: skip
WORD = st.tuples(
    st.sampled_from(PEOPLE), st.integers(1, 5), st.sampled_from(CODES),
    st.none() | st.sampled_from([*PEOPLE, "case:B"]), st.sampled_from([None, None, "negative", "positive"]),
)  # fmt: skip
CONTACTS = st.lists(st.lists(WORD, min_size=1, max_size=2), max_size=5)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=CASES, contacts=CONTACTS, chance=st.randoms(use_true_random=False))
def test_levels_are_those_of_a_rebuild(database: Database, cases, contacts, chance) -> None:
    """Two workers, words in any order and twice, transactions that fail, pseudonyms joined and parted."""
    _empty(database)
    told = [one for history in cases for one in history]
    told += [one for n, words in enumerate(contacts) for one in contact_history(n, words)]
    told += chance.sample(told, len(told) // 3)
    chance.shuffle(told)
    workers = [Levels(), Levels()]
    _live(database, workers, told, chance)

    for worker in workers:
        with database.transaction() as tx:
            assert worker.refresh(tx) == []
    with database.reading() as tx:
        rebuilt = list(told_standings(snapshot(tx).chains))
        assert [one.standing for one in standings_now(tx)] == rebuilt
        late = snapshot(tx, max(tx.now, START + timedelta(days=1)))
        assert list(told_standings(late.chains)) == rebuilt


def test_whom_another_worker_wrote_down_under_a_former_name_is_told_as_gone(
    database: Database,
) -> None:
    """A worker reads the contact and the joining at once: its graph never named the pseudonym."""
    (told,) = contact_history(0, [("p2", 1, "A", None, None)])
    same: dict[str, str] = {}

    def same_as(tx: Transaction, people) -> dict[str, str]:
        return {one: same[one] for one in people if one in same}

    behind, ahead = Levels(), Levels()
    (seen,) = case_history("B", [("p4", 1)])
    for worker, one in ((behind, seen), (ahead, told)):
        with database.transaction() as tx:
            worker.begin(tx)
            _hear(tx, one, same_as)
            worker.refresh(tx)
    same["p2"] = "p1"
    with database.transaction() as tx:
        behind.begin(tx)
        keep_same(tx, PEOPLE, same_as)
        behind.refresh(tx)

    with database.reading() as tx:
        assert [one.standing.person for one in standings_now(tx)] == ["case:A", "p4", "p1"]


def test_after_a_rollback_who_is_nowhere_told_of_any_more_is_told_as_gone(database: Database) -> None:
    """Read anew, the graph does not name them: they are found among those who were written down."""
    first, second = case_history("A", [("p1", 1), ("p2", 0)])
    first = first._replace(until=None)
    worker = Levels()

    def alone(tx: Transaction, people) -> dict[str, str]:
        return {}

    with database.transaction() as tx:
        _hear(tx, first, alone)
        worker.refresh(tx)
    _fail(database, worker, second, alone)
    with database.transaction() as tx:
        _hear(tx, second, alone)
        assert [(one.person, one.after) for one in worker.refresh(tx)] == [("p1", None)]


def _live(database: Database, workers: Sequence[Levels], told: Sequence[Noted], chance) -> None:
    same: dict[str, str] = {}

    def same_as(tx: Transaction, people) -> dict[str, str]:
        return {one: same[one] for one in people if one in same}

    for one in told:
        if chance.random() < 0.2:
            _join_or_part(chance, same)
            worker = chance.choice(workers)
            with database.transaction() as tx:
                worker.begin(tx)
                keep_same(tx, PEOPLE, same_as)
                worker.refresh(tx)
        if chance.random() < 0.2:
            _fail(database, chance.choice(workers), one, same_as)
        worker = chance.choice(workers)
        with database.transaction() as tx:
            worker.begin(tx)
            _hear(tx, one, same_as)
            worker.refresh(tx)


def _hear(tx: Transaction, one: Noted, same_as) -> None:
    if one.feed == "cases":
        keep_cases(tx, [one], ZONE, same_as)
    else:
        keep_chains(tx, [one], ZONE, same_as)


def _fail(database: Database, worker: Levels, one: Noted, same_as) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction() as tx:
        worker.begin(tx)
        _hear(tx, one, same_as)
        worker.refresh(tx)
        raise ZeroDivisionError


def _join_or_part(chance, same: dict[str, str]) -> None:
    if same:
        same.clear()
    else:
        first, other = sorted(chance.sample(PEOPLE, 2))
        same[other] = first


def _empty(database: Database) -> None:
    with database.transaction() as tx:
        for table in Base.metadata.tables.values():
            if table.name.startswith("tracing_"):
                tx.execute(delete(table))
