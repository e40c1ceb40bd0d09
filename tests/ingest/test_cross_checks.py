"""What rows of several feeds say of one person, held against each other; each rule from both sides."""

from typing import Any, NamedTuple

import pytest
from sqlalchemy import event

from services.ingest.cross_checks import cross_faults
from services.ingest.cross_checks.finding import RULES, faults_of
from services.ingest.cross_checks.known import ANSWERED_BY, KINDS
from services.ingest.feeds import FEEDS
from services.ingest.intake import take_in
from services.ingest.limits import NO_LIMITS
from services.ingest.reading import Read, Row, read_row
from tests.ingest.made_up import NOW, reading_at

WHO = {"full_name": "LÊ VĂN MẪU", "id_number": "030085001234", "birth_year": "1985", "phone": "0912345678"}
DECLARED = {
    **WHO, "declaration_id": "TK-1", "declared_at": "2021-08-19 08:00", "from_area": "290", "to_area": "205",
    "any_symptom": "không", "exp_case": "không", "vehicle_no": "34B-012.34",
    "places_14d": "Công ty mẫu|290|2021-08-06|2021-08-18",
}  # fmt: skip
SCANNED = {
    **WHO,
    "post": "C01",
    "scanned_at": "2021-08-19 09:00",
    "decision": "cho qua",
    "vehicle_no": "34B-012.34",
}
MET = {
    **WHO, "area": "30", "reported_at": "2021-08-18 18:00", "level": "F1", "case_code": "BN9001",
    "last_contact_on": "2021-08-15", "quarantine_place": "F31",
}  # fmt: skip
LISTED = {
    **WHO, "enterprise": "Công ty mẫu", "area": "205", "origin": "Hải Dương", "arrives_on": "2021-08-20",
}  # fmt: skip
STAYING = {**WHO, "place": "F31", "since": "2021-08-18 10:00", "planned_until": "2021-09-01"}
COUNTED = {**WHO, "place": "F31", "checked_at": "2021-08-19 09:10", "present": "có"}

CONTRADICTIONS: list[tuple[str, str, dict[str, str], str, dict[str, str]]] = [
    ("denied_contact", "declarations", DECLARED, "contact-persons", MET),
    ("contact_passed", "checkpoint-scans", SCANNED, "contact-persons", MET),
    ("list_not_declared", "worker-returns", {**LISTED, "origin": "Nam Định"}, "declarations", DECLARED),
    ("declared_not_listed", "worker-returns", {**LISTED, "origin": "Nam Định"}, "declarations",
     {**DECLARED, "places_14d": "Nhà|36|2021-08-06|2021-08-18"}),
    ("two_places", "checkpoint-scans", SCANNED, "checkpoint-scans",
     {**SCANNED, "post": "C10", "scanned_at": "2021-08-19 09:10"}),
    ("two_places", "checkpoint-scans", {**SCANNED, "post": "C10"}, "bed-checks", COUNTED),
    ("two_places", "checkpoint-scans", {**SCANNED, "post": "C10", "scanned_at": "2021-08-19 08:05"},
     "declarations", {**DECLARED, "post": "C01"}),
    ("left_quarantine", "checkpoint-scans", SCANNED, "quarantine-checkins", STAYING),
    ("left_quarantine", "declarations", {**DECLARED, "post": "C01", "declared_at": "2021-08-19 10:00"},
     "quarantine-checkins", {**STAYING, "place": "", "kind": "tại nhà", "area": "205"}),
    ("plate_differs", "checkpoint-scans", {**SCANNED, "vehicle_no": "14A-999.99"}, "declarations", DECLARED),
]  # fmt: skip
FITTING: list[tuple[str, str, dict[str, str], str, dict[str, str]]] = [
    ("contact is admitted", "declarations", {**DECLARED, "exp_case": "có"}, "contact-persons", MET),
    ("contact was not asked for", "declarations", {**DECLARED, "exp_case": ""}, "contact-persons", MET),
    ("F3 cannot know", "declarations", DECLARED, "contact-persons", {**MET, "level": "F3"}),
    ("declared before they met", "declarations", {**DECLARED, "declared_at": "2021-08-14 08:00"},
     "contact-persons", MET),
    ("met more than two weeks before", "declarations", DECLARED, "contact-persons",
     {**MET, "last_contact_on": "2021-08-01"}),
    ("an F1 sent to quarantine", "checkpoint-scans", {**SCANNED, "decision": "cách ly"}, "contact-persons",
     MET),
    ("the list names the province of the district", "worker-returns", LISTED, "declarations", DECLARED),
    ("another journey", "worker-returns", {**LISTED, "origin": "36", "arrives_on": "2021-09-20"},
     "declarations", DECLARED),
    ("time enough", "checkpoint-scans", SCANNED, "checkpoint-scans",
     {**SCANNED, "post": "C10", "scanned_at": "2021-08-19 11:00"}),
    ("a post that lies nobody knows where", "checkpoint-scans", SCANNED, "checkpoint-scans",
     {**SCANNED, "post": "Chốt lạ", "scanned_at": "2021-08-19 09:01"}),
    ("declared at home", "checkpoint-scans", {**SCANNED, "scanned_at": "2021-08-19 08:01"},
     "declarations", DECLARED),
    ("absent from bed", "checkpoint-scans", {**SCANNED, "post": "C10"}, "bed-checks",
     {**COUNTED, "present": "không"}),
    ("counted where they stay", "bed-checks", COUNTED, "quarantine-checkins", STAYING),
    ("on the way to quarantine", "checkpoint-scans", SCANNED, "quarantine-checkins",
     {**STAYING, "since": "2021-08-19 08:30"}),
    ("released", "checkpoint-scans", SCANNED, "quarantine-checkins",
     {**STAYING, "left_at": "2021-08-19 07:00"}),
    ("the plan is over", "checkpoint-scans", SCANNED, "quarantine-checkins",
     {**STAYING, "since": "2021-08-01", "planned_until": "2021-08-15"}),
    ("the plate was not read", "checkpoint-scans", {**SCANNED, "vehicle_no": ""}, "declarations", DECLARED),
    ("last week's vehicle", "checkpoint-scans", {**SCANNED, "vehicle_no": "14A-999.99"}, "declarations",
     {**DECLARED, "declared_at": "2021-08-12 08:00"}),
]  # fmt: skip


class Placed(NamedTuple):
    read: Read


def record(feed: str, row: dict[str, str]) -> Any:
    return FEEDS[feed].read(row, reading_at())


def codes(feed: str, row: dict[str, str], other_feed: str, other: dict[str, str]) -> list[str]:
    found = faults_of(record(feed, row), [record(other_feed, other)], reading_at())
    assert all(one.field in {column.name for column in FEEDS[feed].columns} for one in found)
    return [one.code for one in found]


def arrive(database, feed: str, *rows: dict[str, str], keep: bool = True) -> list[list[str]]:
    """What each row of a batch is warned of, against all that was kept before."""
    reading = reading_at()
    placed = [Placed(read_row(FEEDS[feed], Row(n, row), reading)) for n, row in enumerate(rows)]
    with database.transaction() as tx:
        found = cross_faults(tx, FEEDS[feed], placed, reading)
        if keep:
            take_in(tx, FEEDS[feed], rows, reading)
    return [[fault.code for fault in found.get(n, ())] for n in range(len(rows))]


@pytest.mark.parametrize(("code", "feed", "row", "other_feed", "other"), CONTRADICTIONS)
def test_a_contradiction_is_told_whichever_of_the_two_comes_last(
    code: str, feed: str, row: dict[str, str], other_feed: str, other: dict[str, str]
):
    assert code in codes(feed, row, other_feed, other)
    assert code in codes(other_feed, other, feed, row)


@pytest.mark.parametrize(("_why", "feed", "row", "other_feed", "other"), FITTING)
def test_what_fits_together_is_left_alone(
    _why: str, feed: str, row: dict[str, str], other_feed: str, other: dict[str, str]
):
    assert codes(feed, row, other_feed, other) == []
    assert codes(other_feed, other, feed, row) == []


def test_every_rule_has_an_example_and_every_pair_is_looked_up_from_both_sides():
    told = {
        rule.__name__
        for rule in RULES
        for _, feed, row, other_feed, other in CONTRADICTIONS
        if rule(record(feed, row), record(other_feed, other), reading_at())
    }

    assert told == {rule.__name__ for rule in RULES}
    assert set(ANSWERED_BY) == set(KINDS)
    for _, feed, _, other_feed, _ in CONTRADICTIONS:
        assert other_feed in ANSWERED_BY[feed] and feed in ANSWERED_BY[other_feed]
    assert all(KINDS[name] is FEEDS[name].record for name in KINDS)


@pytest.mark.parametrize(("code", "feed", "row", "other_feed", "other"), CONTRADICTIONS)
def test_a_batch_is_held_against_what_was_kept_before(
    database, code: str, feed: str, row: dict[str, str], other_feed: str, other: dict[str, str]
):
    arrive(database, other_feed, other)

    stranger = {**row, "id_number": "030085009999", "phone": "0912349999"}
    found = arrive(database, feed, stranger, row)

    assert found[0] == []
    assert code in found[1]


def test_two_rows_of_one_batch_are_held_against_each_other(database):
    far = {**SCANNED, "post": "C10", "scanned_at": "2021-08-19 09:10"}

    assert arrive(database, "checkpoint-scans", SCANNED, far) == [[], ["two_places"]]


def test_a_correction_is_not_held_against_what_it_corrects(database):
    arrive(database, "quarantine-checkins", STAYING)
    arrive(database, "declarations", {**DECLARED, "post": "C01"})
    moved = {**DECLARED, "post": "C10"}

    assert arrive(database, "declarations", moved) == [["left_quarantine"]]


def test_a_corrected_contradiction_is_forgotten(database):
    arrive(database, "contact-persons", MET)
    arrive(database, "contact-persons", {**MET, "level": "F4"})

    assert arrive(database, "declarations", DECLARED) == [[]]


def test_a_vehicle_scanned_without_a_name_is_held_against_the_declaration_it_shows(database):
    arrive(database, "declarations", DECLARED)
    nameless = {name: SCANNED[name] for name in ("post", "scanned_at", "decision")}
    other, same = (
        {**nameless, "declaration_id": "TK-1", "vehicle_no": no} for no in ("14A-999.99", "34B01234")
    )

    assert arrive(database, "checkpoint-scans", other, same) == [["plate_differs"], []]


def people(number: int, phone: str = "0912345678") -> list[dict[str, str]]:
    return [
        {**DECLARED, "declaration_id": f"TK-{phone}-{n}", "id_number": f"0300850{n:05d}", "phone": phone}
        for n in range(number)
    ]


def test_a_telephone_of_more_than_ten_people_is_told_across_batches_and_feeds(database):
    eleven = people(11)

    assert arrive(database, "declarations", *eleven[:10]) == [[]] * 10
    assert arrive(database, "declarations", eleven[9]) == [[]]  # the same ten people
    assert arrive(database, "worker-returns", {**LISTED, **{
        name: eleven[10][name] for name in ("id_number", "phone")
    }}) == [["phone_shared"]]  # fmt: skip


def test_a_telephone_of_more_than_ten_people_is_told_within_one_batch(database):
    assert arrive(database, "declarations", *people(11)) == [["phone_shared"]] * 11


def test_without_limits_of_the_law_nothing_is_compared(database):
    arrive(database, "contact-persons", MET)
    reading = reading_at()
    object.__setattr__(reading, "limits", NO_LIMITS)
    placed = [Placed(read_row(FEEDS["declarations"], Row(1, DECLARED), reading))]

    with database.transaction() as tx:
        assert cross_faults(tx, FEEDS["declarations"], placed, reading) == {}


@pytest.mark.parametrize("size", [1, 500])
def test_a_batch_costs_as_many_questions_as_one_row(database, size: int):
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    rows = [{**row, "phone": f"0912{n:06d}"} for n, row in enumerate(people(size))]

    arrive(database, "declarations", *rows, keep=False)

    assert len([one for one in asked if one.startswith("SELECT")]) == 2


def test_warnings_quote_nothing_and_speak_both_languages():
    for code, feed, row, other_feed, other in CONTRADICTIONS:
        for fault in faults_of(record(feed, row), [record(other_feed, other)], reading_at()):
            said = fault.sentence.vi + fault.sentence.en
            assert fault.sentence.vi != fault.sentence.en, code
            assert not any(cell in said for cell in WHO.values())


def test_moments_learned_later_do_not_answer_an_earlier_row(database):
    with database.transaction() as tx:
        take_in(tx, FEEDS["contact-persons"], [MET], reading_at())
        before = [reading_at(NOW.replace(hour=hour)) for hour in (7, 9)]
        row = Row(1, DECLARED)
        found = [
            cross_faults(tx, FEEDS["declarations"], [Placed(read_row(FEEDS["declarations"], row, at))], at)
            for at in before
        ]

    assert [bool(one) for one in found] == [False, True]
