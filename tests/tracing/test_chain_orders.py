"""Whatever the order of records, whoever works, whatever is rolled back: levels are those of a rebuild."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.plumbing.database import Database, Transaction
from services.tracing.chain_keeping import keep_same
from services.tracing.chain_levels import Levels, told_standings
from services.tracing.chain_views import snapshot, standings_now
from tests.tracing.chain_told import (
    CASES,
    CONTACTS,
    PEOPLE,
    START,
    case_history,
    contact_history,
    empty,
    fail,
    hear,
    live,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=CASES, contacts=CONTACTS, chance=st.randoms(use_true_random=False))
def test_levels_are_those_of_a_rebuild(database: Database, cases, contacts, chance) -> None:
    """Two workers, words in any order and twice, transactions that fail, pseudonyms joined and parted."""
    empty(database)
    told = [one for history in cases for one in history]
    told += [one for n, words in enumerate(contacts) for one in contact_history(n, words)]
    told += chance.sample(told, len(told) // 3)
    chance.shuffle(told)
    workers = [Levels(), Levels()]
    live(database, workers, told, chance)

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
            hear(tx, one, same_as)
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
        hear(tx, first, alone)
        worker.refresh(tx)
    fail(database, worker, second, alone)
    with database.transaction() as tx:
        hear(tx, second, alone)
        assert [(one.person, one.after) for one in worker.refresh(tx)] == [("p1", None)]
