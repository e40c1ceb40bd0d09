"""Chains as known then: what is read from levels written down is what follows from what was learned then."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from types import MappingProxyType

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.domain.records import Noted
from services.plumbing.clock import SetClock
from services.plumbing.database import Database, Transaction
from services.tracing.chain_facts import case_name
from services.tracing.chain_keeping import keep_same
from services.tracing.chain_levels import Levels
from services.tracing.chain_reading import is_settled, newest_step
from services.tracing.chain_views import graph_as_of, snapshot
from services.tracing.person_views import person_view
from services.tracing.stored_graph import person_of_case, stored_graph
from tests.tracing.chain_told import (
    CASES,
    CODES,
    CONTACTS,
    PEOPLE,
    START,
    contact_history,
    empty,
    hear,
    join_or_part,
    live,
)  # fmt: skip

HALF_HOUR, TEN_MINUTES = timedelta(minutes=30), timedelta(minutes=10)
ANY = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ANY
@given(cases=CASES, contacts=CONTACTS, chance=st.randoms(use_true_random=False))
def test_at_any_moment_it_is_what_would_be_worked_out_anew(database, cases, contacts, chance) -> None:
    """Also of words that came in another order than they were learned in, of failures and of pairs."""
    empty(database)
    told = [one for history in cases for one in history]
    told += [one for n, words in enumerate(contacts) for one in contact_history(n, words)]
    chance.shuffle(told)
    live(database, [Levels(), Levels()], told, chance)

    with database.reading() as tx:
        for n in range(-1, 8):
            _agrees(tx, START + n * HALF_HOUR)


@ANY
@given(cases=CASES, contacts=CONTACTS, chance=st.randoms(use_true_random=False))
def test_between_batches_heard_in_order_levels_are_read_as_written(
    database, clock, cases, contacts, chance
) -> None:
    empty(database)
    begun = clock() - START
    histories = [*cases, *(contact_history(n, words) for n, words in enumerate(contacts))]
    told = [one for each in histories for one in _later(each, begun + chance.randrange(6) * TEN_MINUTES)]
    ends = _hear_in_order(database, clock, told, chance)

    with database.reading() as tx:
        assert [end for end in ends if not is_settled(tx, end)] == []
        for n in range(-1, 20):
            _agrees(tx, START + begun + n * TEN_MINUTES)


def test_amid_a_batch_and_where_a_late_word_counts_levels_are_worked_out_anew(database: Database) -> None:
    """Those written down are of the whole batch; a word that was learned before and heard after it counts."""
    early, late = _later(contact_history(0, [("p1", 1, "A", None, None), ("p2", 1, "A", None, None)]))
    (between,) = _later(contact_history(1, [("p3", 1, "B", None, None)]), HALF_HOUR)
    with database.transaction() as tx:
        _hear_batch(tx, Levels(), [early, late])
    with database.reading() as tx:
        assert [is_settled(tx, START + n * HALF_HOUR) for n in range(-1, 3)] == [True, False, False, True]
    with database.transaction() as tx:
        _hear_batch(tx, Levels(), [between])

    with database.reading() as tx:
        assert [is_settled(tx, START + n * HALF_HOUR) for n in range(-1, 3)] == [True, False, False, True]
        then = stored_graph(tx, START + HALF_HOUR)
        assert [(one.person, one.level) for one in then.nodes] == [
            ("case:A", 0), ("case:B", 0), ("p1", 1), ("p3", 1),
        ]  # fmt: skip
        _agrees(tx, START + HALF_HOUR)


def test_the_newest_step_of_a_moment_stays_until_something_is_learned_of_it(database: Database) -> None:
    (first,), (second,), (late,) = (
        _later(contact_history(n, [(f"p{n}", 1, "A", None, None)]), n % 2 * 2 * HALF_HOUR) for n in (1, 2, 3)
    )
    steps = []
    for one in (second, first, late):
        with database.transaction() as tx:
            _hear_batch(tx, Levels(), [one])
        with database.reading() as tx:
            steps.append(
                [newest_step(tx, START + n * HALF_HOUR).id for n in (-1, 0, 2)] + [newest_step(tx).id]
            )

    assert steps == [[0, 1, 1, 1], [0, 1, 2, 2], [0, 1, 3, 3]]


def _agrees(tx: Transaction, moment: datetime) -> None:
    """Picture, way of each person and who is meant by a code, against the graph worked out anew."""
    stored, anew = stored_graph(tx, moment), graph_as_of(tx, moment)
    assert [one._replace(since=None) for one in stored.nodes] == [
        one._replace(since=None) for one in anew.nodes
    ]
    assert sorted(map(str, stored.contacts)) == sorted(map(str, anew.contacts))
    ways = {one.person: (one.level, one.via) for one in anew.nodes}
    for name, way in ways.items():
        view = person_view(tx, name, moment)
        assert (view.level, view.chain[0].via) == way
        assert all(ways[one.person] == (one.level, one.via) for one in view.chain)
    known = snapshot(tx, moment).known
    assert [person_of_case(tx, code, moment) for code in CODES] == [
        known.person(case_name(code)) for code in CODES
    ]


def _later(history: Sequence[Noted], by: timedelta = timedelta()) -> list[Noted]:
    return [
        one._replace(learned_at=one.learned_at + by, until=one.until and one.until + by) for one in history
    ]


def _hear_in_order(database: Database, clock: SetClock, told: Sequence[Noted], chance) -> list[datetime]:
    """Batches of words as they are learned, some of several moments, by two workers; when each ended."""
    workers = [Levels(), Levels()]
    same: dict[str, str] = {}
    moments = sorted({one.learned_at for one in told})
    ends = [moment for moment in moments if moment == moments[-1] or chance.random() < 0.7]
    for first, last in pairwise([START - HALF_HOUR, *ends]):
        clock.move_to(last)
        batch = [one for one in told if first < one.learned_at <= last]
        if chance.random() < 0.3:
            join_or_part(chance, same)
        with database.transaction() as tx:
            _hear_batch(tx, chance.choice(workers), [_as_of(one, last) for one in batch], same)
    return ends


def _as_of(one: Noted, moment: datetime) -> Noted:
    """As the intake tells of it: it does not know yet what will replace it."""
    return one._replace(until=one.until if one.until and one.until <= moment else None)


def _hear_batch(
    tx: Transaction, worker: Levels, batch: Sequence[Noted], same: Mapping[str, str] = MappingProxyType({})
) -> None:
    def same_as(tx: Transaction, people) -> dict[str, str]:
        return {one: same[one] for one in people if one in same}

    worker.begin(tx)
    for one in batch:
        hear(tx, one, same_as)
    keep_same(tx, PEOPLE, same_as)
    worker.refresh(tx)
