"""Levels in the contact graph: rule book 2.1, science E, and every change as a rebuild would have it."""

from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.errors import BadRecord, NotFound
from services.tracing.chains import Chains
from services.tracing.contacts import Contact, begun_by, confirmed_by
from services.tracing.standings import Change, Standing
from tests.tracing.paths import standings_by_trial

FEB = [date(2021, 2, day) for day in range(1, 29)]
PEOPLE = "abcdefg"


def met(source: str, target: str, first: int | None = None, last: int | None = None, **more) -> Contact:
    """A contact from one day of February to another, both included."""
    return Contact(
        source, target, start=first and date(2021, 2, first), end=last and date(2021, 2, last), **more
    )


def chains(*contacts: Contact, cases: str = "a", depth: int = 4) -> Chains:
    return Chains(contacts, dict.fromkeys(cases, FEB[9]), depth)


def levels(of: Chains) -> dict[str, int]:
    return {one.person: one.level for one in of.standings()}


persons = st.sampled_from(PEOPLE)
days = st.none() | st.integers(1, 5)
contacts = st.builds(
    lambda source, target, first, length, directed, kind: met(
        source,
        target,
        first,
        None if length is None else (first or 1) + length,
        directed=directed,
        kind=kind,
    ),
    persons,
    persons,
    days,
    st.none() | st.integers(0, 2),
    st.booleans(),
    st.sampled_from(("", "family")),
)


def test_the_level_is_the_number_of_contacts_to_the_nearest_f0() -> None:
    """Rule book 2.1: F1 close contact of an F0, F2 contact of an F1, and so on."""
    found = chains(met("a", "b"), met("b", "c"), met("c", "d"), met("a", "d"), met("x", "y"))

    assert list(found.standings()) == [
        Standing("a", 0, None),
        Standing("b", 1, "a"),
        Standing("d", 1, "a"),
        Standing("c", 2, "b"),
    ]


def test_the_lowest_number_over_all_contacts_counts() -> None:
    """Rule book 2.1: one current level, the lowest over all open links; with an F0 next to it, F1."""
    assert levels(chains(met("a", "b"), met("b", "c"), met("c", "z"), cases="az"))["c"] == 1


def test_an_f1_passes_on_only_from_the_day_of_its_own_exposure() -> None:
    """Science E; the issue: an F1 exposed after meeting the F2 has no edge."""
    before, on_the_day, after = (
        chains(met("a", "b", 10, 10), met("b", "c", first, last))
        for first, last in ((8, 9), (8, 10), (11, 12))
    )

    assert (before.level("c"), on_the_day.level("c"), after.level("c")) == (None, 2, 2)
    assert on_the_day.exposed_on("c") == date(2021, 2, 10)
    assert after.exposed_on("c") == date(2021, 2, 11)


def test_a_contact_without_days_is_always_valid() -> None:
    assert chains(met("a", "b", 20, 20), met("b", "c")).level("c") == 2


def test_every_contact_of_an_f0_counts_because_nobody_knows_since_when_it_was_one() -> None:
    assert chains(met("a", "b", 1, 1)).level("b") == 1


def test_a_longer_path_that_exposed_earlier_carries_on_to_later_levels() -> None:
    """b is F1 from day 10 and was exposed on day 3 through c: its contact of day 5 counts, as level 3."""
    found = chains(met("a", "b", 10, 10), met("a", "c", 2, 2), met("c", "b", 3, 3), met("b", "d", 5, 5))

    assert levels(found) == {"a": 0, "b": 1, "c": 1, "d": 3}
    assert found.via("d") == "b"
    assert found.exposed_on("b") == date(2021, 2, 3)


def test_via_is_the_neighbour_who_exposed_first_and_then_the_name() -> None:
    late, early = met("a", "d", 12, 12), met("z", "d", 11, 11)

    assert chains(late, early, cases="az").via("d") == "z"
    assert chains(met("z", "d", 12, 12), late, cases="az").via("d") == "a"


def test_a_directed_contact_is_followed_one_way() -> None:
    assert levels(chains(met("b", "a", directed=True), met("a", "c", directed=True))) == {"a": 0, "c": 1}


def test_a_circle_ends_where_everybody_has_a_level() -> None:
    assert levels(chains(met("a", "b"), met("b", "c"), met("c", "a"), depth=9)) == {"a": 0, "b": 1, "c": 1}


def test_a_contact_with_oneself_is_no_contact() -> None:
    found = chains(met("b", "b"))

    assert levels(found) == {"a": 0}
    assert found.add_edge(met("a", "a")) == []


def test_chains_are_followed_as_deep_as_is_asked() -> None:
    row = [met(one, other) for one, other in zip(PEOPLE, PEOPLE[1:], strict=False)]

    assert max(levels(chains(*row)).values()) == 4
    assert max(levels(chains(*row, depth=6)).values()) == 6
    with pytest.raises(BadRecord):
        chains(depth=0)


def test_when_an_f1_turns_f0_everyone_behind_moves_up() -> None:
    """Rule book 2.1: every person linked moves up one level."""
    found = chains(met("a", "b"), met("b", "c"), met("c", "d"))

    assert found.confirm("b", FEB[10]) == [Change("b", 1, 0), Change("c", 2, 1), Change("d", 3, 2)]


def test_what_rested_only_on_a_withdrawn_f0_is_revoked() -> None:
    found = chains(met("a", "b"), met("b", "c"), met("c", "z"), cases="az")

    assert found.withdraw("a") == [Change("a", 0, 3), Change("b", 1, 2)]
    assert found.withdraw("z") == [
        Change(one, level, None) for one, level in zip("abcz", (3, 2, 1, 0), strict=True)
    ]
    assert list(found.standings()) == []


def test_of_the_contacts_that_remain_the_earliest_counts() -> None:
    found = chains(met("z", "b", 3, 3), met("a", "b", 2, 2), met("y", "b", 2, 2), cases="ayz")

    found.withdraw("a")
    assert found.exposed_on("b") == date(2021, 2, 2)
    found.withdraw("y")
    assert found.exposed_on("b") == date(2021, 2, 3)


def test_what_is_told_twice_changes_nothing_the_second_time() -> None:
    found = chains(met("a", "b"))

    assert found.add_edge(met("b", "a")) == []
    assert found.confirm("a", FEB[0]) == []
    assert found.remove_edge(met("a", "b")) == [Change("b", 1, None)]


def test_what_is_not_there_cannot_be_taken_away() -> None:
    found = chains(met("a", "b"))

    with pytest.raises(NotFound):
        found.withdraw("b")
    with pytest.raises(NotFound):
        found.remove_edge(met("a", "c"))
    assert levels(found) == {"a": 0, "b": 1}


def test_as_of_a_day_later_contacts_and_cases_are_not_known() -> None:
    known = list(begun_by([met("a", "b", 3, 9), met("b", "c", 4), met("c", "d")], FEB[2]))

    assert known == [met("a", "b", 3, 9), met("c", "d")]
    assert confirmed_by({"a": FEB[2], "b": FEB[3]}, FEB[2]) == {"a": FEB[2]}


@given(st.lists(contacts, max_size=9), st.sets(persons, max_size=3), st.integers(1, 5))
def test_levels_are_those_of_every_path_tried_one_by_one(graph, cases, depth) -> None:
    found = Chains(graph, dict.fromkeys(cases, FEB[0]), depth)
    tried = standings_by_trial(graph, cases, depth)

    assert {one.person: one for one in found.standings()} == {
        person: Standing(*answer[:3]) for person, answer in tried.items()
    }
    assert {person: found.exposed_on(person) for person in tried} == {
        person: date.fromordinal(answer[3]) if answer[3] else None for person, answer in tried.items()
    }


STEPS = st.one_of(
    st.tuples(st.just("confirm"), persons),
    st.tuples(st.just("withdraw"), persons),
    st.tuples(st.just("add_edge"), contacts),
    st.tuples(st.just("remove_edge"), st.integers(0, 20)),
)


@pytest.mark.parametrize("unsettled", (0, 2, 4096))
@given(
    graph=st.lists(contacts, max_size=12),
    cases=st.sets(persons, max_size=2),
    depth=st.integers(1, 5),
    steps=st.lists(STEPS, max_size=12),
)
def test_after_every_change_all_is_as_a_rebuild_would_have_it(unsettled, graph, cases, depth, steps) -> None:
    """Also while new contacts wait to be settled among the old ones, and as they are."""
    with patch("services.tracing.links.UNSETTLED", unsettled):
        _each_change_as_a_rebuild(graph, cases, depth, steps)


def _each_change_as_a_rebuild(graph, cases, depth, steps) -> None:
    graph, confirmed = set(graph), dict.fromkeys(sorted(cases), FEB[0])
    kept = Chains(graph, confirmed, depth)
    for name, what in steps:
        before = levels(kept)
        changes = _step(kept, graph, confirmed, name, what)
        rebuilt = Chains(graph, confirmed, depth)

        assert list(kept.standings()) == list(rebuilt.standings())
        assert [kept.exposed_on(one) for one in PEOPLE] == [rebuilt.exposed_on(one) for one in PEOPLE]
        after = levels(rebuilt)
        assert changes == [
            Change(one, before.get(one), after.get(one))
            for one in PEOPLE
            if before.get(one) != after.get(one)
        ]


def _step(kept: Chains, graph: set[Contact], confirmed: dict[str, date], name: str, what) -> list[Change]:
    if name == "confirm":
        confirmed[what] = FEB[0]
        return kept.confirm(what, FEB[0])
    if name == "withdraw":
        return kept.withdraw(what) if confirmed.pop(what, None) else []
    if name == "add_edge":
        graph.add(what)
        return kept.add_edge(what)
    listed = sorted(graph, key=repr)
    return _removed(kept, graph, listed[what % len(listed)]) if listed else []


def _removed(kept: Chains, graph: set[Contact], contact: Contact) -> list[Change]:
    """An undirected contact may stand in the test's own list the other way round as well."""
    if contact.source == contact.target:
        return []
    graph.discard(contact)
    if not contact.directed:
        graph.discard(contact._replace(source=contact.target, target=contact.source))
    return kept.remove_edge(contact)
