"""Lists of people: who stands on one, who fell away, what is told, and as it was known then."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from services.domain.base import Sentence
from services.domain.errors import NotFound
from services.domain.events import ListKind, PeopleListed
from services.plumbing.clock import SetClock
from services.plumbing.cloudevents import topic_of
from services.plumbing.database import Database
from services.plumbing.tables import Base, OutboxRow
from services.tracing.list_views import Member, list_of, lists_of, lists_with, members_of
from services.tracing.lists import Heading, change_members, set_members

HEADING = Heading(
    ListKind.EXPOSURE_SITE,
    "local:1",
    "205",
    Sentence(vi="Người đã đến Chợ Cột", en="People who were at Chợ Cột"),
)


def member(person: str, score: float = 0.5) -> Member:
    return Member(person, "205", score, Sentence(vi="cùng lúc 30 phút", en="30 minutes together"))


def people_on(database: Database) -> dict[str, float]:
    with database.reading() as tx:
        return {one.member.person: one.member.score for one in members_of(tx, HEADING.id)}


def told(database: Database) -> list[tuple[int, int, int]]:
    with database.reading() as tx:
        here = select(OutboxRow.body).where(OutboxRow.topic == topic_of(PeopleListed))
        bodies = tx.execute(here.order_by(OutboxRow.seq)).scalars().all()
    return [(one["people"], one["added"], one["gone"]) for one in map(json.loads, bodies)]


def test_many_changes_of_one_transaction_are_told_once(database: Database) -> None:
    with database.transaction() as tx:
        change_members(tx, HEADING, [member("p1"), member("p2")])
        change_members(tx, HEADING, [member("p3")], ["p1"])

    assert told(database) == [(2, 3, 1)]
    assert set(people_on(database)) == {"p2", "p3"}


def test_another_score_or_nothing_new_is_told_nobody(database: Database) -> None:
    with database.transaction() as tx:
        set_members(tx, HEADING, [member("p1")])
    with database.transaction() as tx:
        set_members(tx, HEADING, [member("p1", 0.9)])
    with database.transaction() as tx:
        set_members(tx, HEADING, [member("p1", 0.9)])

    assert told(database) == [(1, 1, 0)]
    assert people_on(database) == {"p1": 0.9}


def test_a_corrected_title_is_shown_even_when_the_same_people_stay(database: Database) -> None:
    with database.transaction() as tx:
        set_members(tx, HEADING, [member("p1")])
    corrected = replace(HEADING, title=Sentence(vi="Người đã đến Chợ Cột sáng 20/1", en="… in the morning"))
    with database.transaction() as tx:
        set_members(tx, corrected, [member("p1")])

    with database.reading() as tx:
        assert [one.title for one in lists_of(tx)] == [corrected.title]
    assert told(database) == [(1, 1, 0)]


def test_who_fell_away_is_still_there_as_it_was_known_then(database: Database, clock: SetClock) -> None:
    with database.transaction() as tx:
        set_members(tx, HEADING, [member("p1"), member("p2")])
    before = clock()
    clock.move_to(before + timedelta(hours=1))
    with database.transaction() as tx:
        set_members(tx, HEADING, [])

    with database.reading() as tx:
        assert lists_of(tx) == [] and lists_with(tx, "p1") == []
        assert [one.people for one in lists_of(tx, as_of=before)] == [2]
        assert [one.member.person for one in members_of(tx, HEADING.id, before)] == ["p1", "p2"]
        assert [name for name, _ in lists_with(tx, "p1", before)] == [HEADING.id]
    assert told(database)[-1] == (0, 0, 2)


def test_a_list_is_called_as_it_was_then_and_changed_when_it_had_by_then(
    database: Database, clock: SetClock
) -> None:
    over = replace(HEADING, title=Sentence(vi="Chợ Cột (đã hết)", en="Chợ Cột (over)"))
    other = replace(HEADING, ref="local:2")
    moments = [clock()]
    for heading, people in ((HEADING, ["p1"]), (other, ["p2"]), (HEADING, ["p1", "p3"]), (over, [])):
        clock.move_to(clock() + timedelta(hours=1))
        moments.append(clock())
        with database.transaction() as tx:
            set_members(tx, heading, [member(one) for one in people])

    with database.reading() as tx:
        then = [lists_of(tx, as_of=moment) for moment in moments]
        with pytest.raises(NotFound):
            list_of(tx, HEADING.id, moments[0])
        assert list_of(tx, HEADING.id, moments[3]).title == HEADING.title
        assert list_of(tx, HEADING.id, moments[4]).title == over.title
    first, second = (HEADING.ref, HEADING.title), (other.ref, other.title)
    assert [[(one.ref, one.title, one.revised_at) for one in found] for found in then] == [
        [],
        [(*first, moments[1])],
        [(*second, moments[2]), (*first, moments[1])],
        [(*first, moments[3]), (*second, moments[2])],
        [(*second, moments[2])],
    ]


PEOPLE = st.sampled_from([f"p{n}" for n in range(6)])
STEPS = st.lists(
    st.tuples(st.booleans(), st.dictionaries(PEOPLE, st.sampled_from([0.1, 0.5])), st.sets(PEOPLE)),
    max_size=8,
)


@given(STEPS)
@settings(deadline=None)  # judged by what it says, not by how busy the machine is
def test_any_row_of_changes_leaves_what_a_set_would_and_what_is_told_adds_up(
    steps: list[tuple[bool, dict[str, float], set[str]]],
) -> None:
    clock = SetClock(datetime.fromisoformat("2021-01-20T08:00:00+07:00"))
    database = Database("sqlite://", clock)
    Base.metadata.create_all(database.engine)
    expected: dict[str, float] = {}
    for whole, put, gone in steps:
        with database.transaction() as tx:
            members = [member(person, score) for person, score in put.items()]
            if whole:
                set_members(tx, HEADING, members)
                expected = dict(put)
            else:
                change_members(tx, HEADING, members, gone)
                expected = {p: s for p, s in expected.items() if p not in gone} | put
    assert people_on(database) == expected
    assert sum(added - fallen for _, added, fallen in told(database)) == len(expected)
    database.close()
