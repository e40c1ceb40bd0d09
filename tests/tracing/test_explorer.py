"""The contact graph as bubbles: nobody is drawn twice or lost, whatever is opened, and files say the same."""

import io
import random
from datetime import date, timedelta

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tracing import explorer
from services.tracing.chains import Chains
from services.tracing.contacts import Contact
from services.tracing.explorer import Picture, aggregate
from services.tracing.gexf import gexf_lines
from services.tracing.graphs import Graph, graph_of
from services.tracing.wanted import LOOSE, Wanted

FIRST = date(2021, 1, 28)


def graph(contacts: list[Contact], cases: dict[str, date], areas: dict[str, str] | None = None) -> Graph:
    return graph_of(Chains(contacts, cases), contacts, cases, areas)


def two_cases() -> Graph:
    """A met B and C, B met D; K met L; nobody of these met X, who met Y."""
    met = [("A", "B"), ("A", "C"), ("B", "D"), ("K", "L"), ("X", "Y")]
    contacts = [Contact(one, other, start=FIRST, end=FIRST) for one, other in met]
    areas = {"B": "07030", "C": "07033", "D": "07030", "K": "07030"}
    return graph(contacts, {"A": FIRST, "K": FIRST}, areas)


def leaves(picture: Picture) -> list:
    return [group for group in picture.groups if not group.opened]


def test_everyone_has_the_case_at_the_end_of_the_way_back():
    sources = {node.person: node.source for node in two_cases().nodes}

    assert sources == {"A": "A", "B": "A", "C": "A", "D": "A", "K": "K", "L": "K", "X": None, "Y": None}


def test_a_case_is_known_since_its_confirmation_and_others_since_their_exposure():
    since = {node.person: node.since for node in two_cases().nodes}

    assert since == dict.fromkeys("ABCDKL", FIRST) | {"X": None, "Y": None}


def test_bubbles_are_source_cases_until_one_is_opened():
    picture = aggregate(two_cases())

    assert [(one.path, one.kind, one.people) for one in picture.groups] == [
        (("A",), "source", 4), (("",), "source", 2), (("K",), "source", 2),
    ]  # fmt: skip
    assert picture.groups[0].levels == [1, 2, 1, 0]
    assert picture.groups[1].levels == [0, 0, 0, 2]
    assert [one.inside for one in picture.groups] == [3, 1, 1]
    assert not picture.links


def test_an_opened_bubble_shows_levels_then_areas_then_people():
    picture = aggregate(two_cases(), opened={("A",), ("A", "1")})

    below = [one for one in picture.groups if one.parent]
    assert [(one.path, one.kind) for one in below] == [
        (("A", "1"), "level"),
        (("A", "1", "07030", "B"), "person"),
        (("A", "1", "07033", "C"), "person"),
        (("A", "0", "", "A"), "person"),
        (("A", "2", "07030", "D"), "person"),
    ]
    between = {
        frozenset((picture.groups[a].path[-1], picture.groups[b].path[-1])) for a, b, _ in picture.links
    }
    assert between == {frozenset("AB"), frozenset("AC"), frozenset("BD")}


def test_a_step_at_which_all_are_alike_is_passed_over():
    contacts = [Contact("A", name) for name in "BCD"]

    picture = aggregate(graph(contacts, {"A": FIRST}))

    assert [one.kind for one in picture.groups] == ["level", "person"]


def test_filters_take_those_who_fit_and_a_day_nobody_noted_fits_every_window():
    whole = two_cases()

    def people(**wanted: object) -> int:
        return aggregate(whole, Wanted(**wanted)).people

    assert people(source="A") == 4
    assert people(level=1) == 3
    assert people(level=LOOSE) == 2
    assert people(first=FIRST, last=FIRST) == 8
    assert people(first=FIRST + timedelta(days=1)) == 2
    assert people(source="A", last=FIRST - timedelta(days=1)) == 0


def test_a_contact_with_somebody_who_is_not_wanted_is_not_counted():
    picture = aggregate(two_cases(), Wanted(source="A", level=1))

    assert (picture.people, picture.contacts) == (2, 0)


def test_the_smallest_bubbles_beyond_the_most_stand_together(monkeypatch):
    monkeypatch.setattr(explorer, "MOST_GROUPS", 2)
    cases = {name: FIRST for name in "ABCD"}

    picture = aggregate(graph([Contact("A", "E"), Contact("B", "F")], cases))

    assert [(one.path[-1], one.kind, one.people) for one in picture.groups] == [
        ("A", "source", 2), ("B", "source", 2), ("*", "rest", 2),
    ]  # fmt: skip


def test_an_empty_graph_is_an_empty_picture():
    assert aggregate(Graph()) == Picture([], [], 0, 0, 0)


@st.composite
def graphs(draw) -> Graph:
    people = [f"p{n}" for n in range(draw(st.integers(2, 14)))]
    pairs = draw(st.lists(st.tuples(st.sampled_from(people), st.sampled_from(people)), max_size=30))
    cases = draw(st.sets(st.sampled_from(people), max_size=4))
    areas = {one: draw(st.sampled_from(["a", "b", ""])) for one in people}
    days = st.one_of(st.none(), st.integers(0, 5).map(lambda n: FIRST + timedelta(days=n)))
    contacts = [Contact(one, other, start=draw(days)) for one, other in pairs]
    return graph(contacts, dict.fromkeys(cases, FIRST), areas)


@given(graphs(), st.randoms(use_true_random=False))
def test_nobody_is_drawn_twice_or_lost_whatever_is_opened(drawn: Graph, chance: random.Random):
    opened: set[tuple[str, ...]] = set()
    for _ in range(5):
        picture = aggregate(drawn, opened=opened)
        found = leaves(picture)
        assert sum(one.people for one in found) == picture.people == len(drawn.nodes)
        assert all(sum(one.levels) == one.people for one in picture.groups)
        assert (
            sum(one.inside for one in found) + sum(one.contacts for one in picture.links) == picture.contacts
        )
        assert sum(one.outside for one in found) == 2 * sum(one.contacts for one in picture.links)
        assert len({one.path for one in picture.groups}) == len(picture.groups)
        parents = {one.path for one in picture.groups if one.opened} | {()}
        assert all(one.parent in parents for one in picture.groups)
        opened.update(one.path for one in found if one.kind != "person" and chance.random() < 0.5)


@pytest.mark.parametrize("directed", [False, True])
def test_networkx_reads_the_file_back(directed: bool):
    whole = two_cases()
    whole = Graph(
        whole.nodes, [one._replace(directed=directed, kind='<"&', end=None) for one in whole.contacts]
    )

    read = networkx.read_gexf(io.BytesIO("".join(gexf_lines(whole, FIRST)).encode()))

    assert read.is_directed() == directed
    assert set(read.nodes) == {node.person for node in whole.nodes}
    assert read.nodes["B"] == {
        "label": "B", "level": 1, "via": "A", "since": "2021-01-28", "source": "A", "area": "07030",
    }  # fmt: skip
    assert read.nodes["X"] == {"label": "X"}
    assert {frozenset(one) for one in read.edges} == {frozenset(one[:2]) for one in whole.contacts}
    assert read.edges["A", "B"]["from"] == "2021-01-28"
    assert read.edges["A", "B"]["kind"] == '<"&'
    assert read.edges["A", "B"].get("directed", False) is directed


def test_networkx_reads_a_mixture_of_directed_and_other_contacts():
    contacts = [Contact("A", "B", directed=True), Contact("B", "C"), Contact("B\x00", "A")]

    read = networkx.read_gexf(io.BytesIO("".join(gexf_lines(graph(contacts, {"A": FIRST}), FIRST)).encode()))

    assert not read.is_directed()
    assert [data.get("directed", False) for *_, data in sorted(read.edges(data=True))] == [True, False, False]


def test_a_contact_with_somebody_outside_the_graph_has_no_line():
    whole = two_cases()
    part = Graph([node for node in whole.nodes if node.source == "K"], whole.contacts)

    read = networkx.read_gexf(io.BytesIO("".join(gexf_lines(part, FIRST)).encode()))

    assert set(read.nodes) == {"K", "L"}
    assert list(read.edges) == [("K", "L")]
