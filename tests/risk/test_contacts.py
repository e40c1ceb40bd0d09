"""Contacts: chains add up, what is not told hides nobody, and silence is good news only without a case."""

from typing import Any

from services.policy.reader import load_jurisdiction
from tests.risk.made import DAY, NOW, calm, case, contacts, seen

LAND = load_jurisdiction("quang-ninh")
COMMUNE, SISTER, DISTRICT, OTHER = "07090", "07096", "205", "193"


def _contacts(*told: Any, area: str = DISTRICT) -> tuple[float | None, float | None]:
    numbers = seen(LAND, calm(), *told).numbers[area]
    return numbers["contacts_untraced"], numbers["contacts_f1"]


def test_contacts_of_chains_add_up_and_one_cannot_make_good_another() -> None:
    more_than_all = contacts(COMMUNE, 10, 12, 15)

    assert _contacts(contacts(COMMUNE, 10, 7, 4), contacts(SISTER, 5, 5, 5)) == (3, 6)
    assert _contacts(contacts(COMMUNE, 10, 7, 4), more_than_all) == (3, 6)


def test_what_is_not_told_of_tracing_is_unknown_but_hides_nobody() -> None:
    not_told = contacts(SISTER, 5, None, None)

    assert _contacts(not_told) == (None, 5)
    assert _contacts(not_told, contacts(COMMUNE, 10, 7, 10)) == (3, 5)
    assert _contacts(not_told, contacts(COMMUNE, 10, 10, 10)) == (None, 5)
    assert _contacts(contacts(COMMUNE, 0, None, None)) == (0, 0)


def test_contacts_of_a_lower_level_and_reports_of_long_ago_do_not_count() -> None:
    old = contacts(DISTRICT, 10, 1, 1, NOW - 14 * DAY)

    assert _contacts(old) == (0, 0)
    assert _contacts(contacts(DISTRICT, 10, 1, 1, NOW - 13 * DAY)) == (9, 9)


def test_no_contacts_are_expected_where_there_is_no_case_and_some_where_there_is_one() -> None:
    elsewhere = contacts(OTHER, 50, 40, 30)

    assert _contacts() == (0, 0)
    assert _contacts(elsewhere) == (0, 0)
    assert _contacts(case(COMMUNE)) == (None, None)
    assert _contacts(case(COMMUNE), area=SISTER) == (None, None)
    # Another district counts its contacts: that is no news of those of ours.
    assert _contacts(case(COMMUNE), elsewhere) == (None, None)
    assert _contacts(case(COMMUNE), contacts(DISTRICT, 4, 4, 4), area=COMMUNE) == (0, 0)


def test_an_empty_house_knows_nothing_of_contacts() -> None:
    assert seen(LAND).numbers[DISTRICT]["contacts_f1"] is None
