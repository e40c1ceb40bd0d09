"""Cases and contacts come in by the doors, and everyone has a level (rule book 2.1); as it was known then."""

from datetime import timedelta

from services.app.wiring import House
from services.domain.agencies import Agency
from services.domain.events import ListKind
from services.linkage.officers import pair_between, say_same, undo
from services.tracing.chain_views import graph_as_of, past_of, standings_now
from services.tracing.list_views import lists_of, members_of
from tests.tracing.chain_rows import PAPERS, case, contact, levels, pseudonym, settle, take, who


def test_contacts_of_a_case_stand_as_they_were_told(house: House) -> None:
    """Rule book 2.1: F1 is a contact of the F0, F2 of an F1, F3 of an F2."""
    take(house, "cases", case("BN9001", "a"))
    rows = [contact(name, level, case_code="BN9001") for name, level in (("b", 1), ("c", 2), ("d", 3))]
    take(house, "contact-persons", *rows)

    assert levels(house) == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_those_between_whom_nobody_told_of_are_never_shown(house: House) -> None:
    take(house, "cases", case("BN9001", "a"))
    take(house, "contact-persons", contact("e", 5, case_code="BN9001"))

    with house.database.reading() as tx:
        (far,) = standings_now(tx, [pseudonym(house, "e")])
        graph = graph_as_of(tx)
    assert far.standing[1:] == (5, pseudonym(house, "a"))
    assert {one.person for one in graph.nodes} == {pseudonym(house, "a"), pseudonym(house, "e")}
    assert [(one.source, one.target, one.kind) for one in graph.contacts] == [
        (pseudonym(house, "a"), pseudonym(house, "e"), "reported-5")
    ]


def test_a_case_without_a_person_is_a_node_of_its_own_until_it_has_a_name(house: House) -> None:
    take(house, "cases", case("BN9001"))
    take(house, "contact-persons", contact("b", 1, case_code="BN9001"))
    assert levels(house) == {"case:BN9001": 0, "b": 1}

    take(house, "cases", case("BN9001", "a"))
    assert levels(house) == {"a": 0, "b": 1}


def test_a_contact_of_a_case_nobody_reported_counts_by_its_own_word(house: House) -> None:
    take(house, "contact-persons", contact("b", 1, case_code="BN9001"))

    assert levels(house) == {"case:BN9001": 0, "b": 1}


def test_many_told_as_one_number_are_nobody_until_contacts_name_them(house: House) -> None:
    take(house, "cases", case("TIN-8", count="8"), case("BN9001"))
    assert levels(house) == {"case:BN9001": 0}

    take(house, "contact-persons", contact("b", 1, case_code="TIN-8"))
    assert levels(house) == {"case:BN9001": 0, "case:TIN-8": 0, "b": 1}

    take(house, "cases", case("BN9001", count="3"))
    assert levels(house) == {"case:TIN-8": 0, "b": 1}


def test_a_withdrawn_case_revokes_what_rested_only_on_it(house: House) -> None:
    """The issue: an F0 withdrawn, what rested only on it is revoked; the lowest other link counts (2.1)."""
    take(house, "cases", case("BN9001", "a"), case("BN9002", "h"))
    take(
        house, "contact-persons",
        contact("b", 1, case_code="BN9001"), contact("c", 1, case_code="BN9001"),
        contact("c", 2, case_code="BN9002"),
    )  # fmt: skip
    assert levels(house) == {"a": 0, "h": 0, "b": 1, "c": 1}

    take(house, "cases", case("BN9001", count="0"))
    # Whoever stood behind the code met c all the same, and b met them.
    assert levels(house) == {"h": 0, "c": 2, "case:BN9001": 3, "b": 4}


def test_an_f1_that_turns_f0_moves_everyone_behind_up(house: House) -> None:
    """Rule book 2.1: if an F1 becomes F0, every person linked moves up one level."""
    take(house, "cases", case("BN9001", "a"))
    take(
        house, "contact-persons",
        contact("b", 1, case_code="BN9001"),
        contact("c", 2, case_code="BN9001", contact_of=PAPERS["b"]),
        contact("d", 3, case_code="BN9001", contact_of=PAPERS["c"]),
    )  # fmt: skip
    assert levels(house) == {"a": 0, "b": 1, "c": 2, "d": 3}

    take(house, "cases", case("BN9002", "b"))
    assert levels(house) == {"a": 0, "b": 0, "c": 1, "d": 2}
    with house.database.reading() as tx:
        past = [one.standing.level for one in past_of(tx, pseudonym(house, "c"))]
    assert past == [2, 1]


def test_a_positive_test_makes_an_f0_and_its_correction_unmakes_it(house: House) -> None:
    """Rule book 2.1: F0 is a person with a positive test; a pool or an antigen test alone makes none."""
    tube = {"sample": "M1", "area": "205", "taken_at": "2021-01-19 08:00", "result": "dương tính"}
    take(house, "cases", case("BN9001", "a"))
    take(house, "contact-persons", contact("b", 1, case_code="BN9001"))
    take(house, "lab-results", tube | who("b") | {"method": "antigen"})
    assert levels(house)["b"] == 1
    take(house, "lab-results", tube | who("b"))
    assert levels(house)["b"] == 0
    take(house, "lab-results", tube | {"result": "âm tính"})
    assert levels(house)["b"] == 1


def test_a_corrected_level_moves_the_contact(house: House) -> None:
    take(house, "cases", case("BN9001", "a"))
    take(house, "contact-persons", contact("b", 2, case_code="BN9001"))
    take(house, "contact-persons", contact("b", 1, case_code="BN9001", reported_at="2021-01-19 08:00"))

    assert levels(house) == {"a": 0, "b": 1}


def test_as_known_then_later_words_are_not_there_yet(house: House) -> None:
    start = house.clock()
    take(house, "cases", case("BN9001", "a"), learned_at=start + timedelta(hours=3))
    take(house, "contact-persons", contact("b", 1, case_code="BN9001"), learned_at=start + timedelta(hours=1))
    take(house, "cases", case("BN9001", count="0"), learned_at=start + timedelta(hours=5))

    def then(hours: int) -> dict[str, int | None]:
        with house.database.reading() as tx:
            return {one.person: one.level for one in graph_as_of(tx, start + timedelta(hours=hours)).nodes}

    assert then(0) == {}
    assert then(1) == {"case:BN9001": 0, pseudonym(house, "b"): 1}
    assert then(4) == {pseudonym(house, "a"): 0, pseudonym(house, "b"): 1}
    assert then(5) == {}
    assert levels(house) == {}


def listed(house: House) -> dict[str, dict[str, float]]:
    """Who stands on the list of each case, by letter, and how urgent."""
    letters = {pseudonym(house, name): name for name in PAPERS}
    with house.database.reading() as tx:
        found = lists_of(tx, kind=ListKind.CHAIN)
        return {
            one.ref: {letters[it.member.person]: it.member.score for it in members_of(tx, one.id)}
            for one in found
        }


def test_each_f1_stands_on_the_list_of_its_case_and_leaves_it_when_it_is_none(house: House) -> None:
    take(house, "cases", case("BN9001", "a"))
    take(
        house, "contact-persons", contact("b", 1, case_code="BN9001"),
        contact("c", 2, case_code="BN9001", contact_of=PAPERS["b"]),
    )  # fmt: skip
    assert listed(house) == {"BN9001": {"b": 0.8}}

    take(house, "cases", case("BN9002", "b"))
    assert listed(house) == {"BN9002": {"c": 0.9}}
    take(house, "cases", case("BN9002", "b", count="0"))
    assert listed(house) == {"BN9001": {"b": 0.8}}


def test_two_pseudonyms_of_one_person_are_one_in_chains_until_they_are_parted(house: House) -> None:
    take(house, "cases", case("BN9001", "a"))
    take(house, "contact-persons", contact("b", 1, case_code="BN9001"))
    take(house, "contact-persons", contact("d", 1, contact_of=PAPERS["c"]))
    tube = {"sample": "M2", "area": "205", "taken_at": "2021-01-19 08:00", "result": "âm tính"}
    take(house, "lab-results", tube | who("c"))
    assert levels(house) == {"a": 0, "b": 1}

    with house.database.transaction() as tx:
        pair = pair_between(tx, pseudonym(house, "b"), pseudonym(house, "c"), Agency.POLICE)
    with house.database.transaction() as tx:
        say_same(tx, pair, Agency.POLICE)
    settle(house)
    # Which of the two names the person depends on the key of the house.
    assert levels(house) in ({"a": 0, "b": 1, "d": 2}, {"a": 0, "c": 1, "d": 2})

    with house.database.transaction() as tx:
        undo(tx, pair, Agency.POLICE)
    settle(house)
    assert levels(house) == {"a": 0, "b": 1}
