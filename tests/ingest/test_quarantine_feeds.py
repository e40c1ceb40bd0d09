"""Gates, stays and roll calls: one thing a key, no house by name, and counts that corrections take back."""

import pytest

from services.domain.events import EntrantsCounted, QuarantineCounted, RollCallsCounted
from services.domain.records import QuarantineKind, QuarantineReason, StayEnd
from services.ingest.faults import BadRow
from services.ingest.feed import Kept
from services.ingest.feeds import FEEDS
from tests.ingest.made_up import NOW, reading_at

LEGAL = {"gate": "G01", "entered_at": "2021-08-19 09:00", "full_name": "ZHANG MAU", "id_number": "E12345678"}
STAY = {"full_name": "ZHANG MAU", "id_number": "E12345678", "place": "F31", "since": "2021-08-10 13:00"}
CALL = {"place": "F31", "checked_at": "2021-08-19 06:30"}


def read(feed: str, row: dict[str, str], **changed: str):
    return FEEDS[feed].read({**row, **changed}, reading_at())


def told(feed: str, *kept: Kept):
    return FEEDS[feed].events(kept, NOW)


def test_a_quarantine_place_that_no_list_knows_is_marked_and_never_named():
    home = "Nhà ông Mẫu, thôn 3"
    one, same = (
        read("bed-checks", CALL, place=home, present_count="3", absent_count="0"),
        read("quarantine-checkins", STAY, place=home.upper(), area="205"),
    )

    assert one.place == same.place
    assert "Mẫu" not in one.model_dump_json() + same.model_dump_json()


def test_entrants_are_told_where_quarantine_is_to_be_kept_else_at_their_gate():
    kept = (
        Kept("1", "a", read("legal-entries", LEGAL, quarantine_place="Khu cách ly tập trung mẫu")),
        Kept("2", "b", read("legal-entries", LEGAL)),
    )

    (event,) = told("legal-entries", *kept)

    assert isinstance(event, EntrantsCounted)
    assert {one.area: (one.gate, one.people, one.unplaced) for one in event.counts} == {
        "07081": ("G01", 1, 0),
        "194": ("G01", 1, 1),
    }


def test_a_stay_without_a_place_is_at_home_and_one_with_a_place_is_central():
    home = read("quarantine-checkins", STAY, place="", area="06649", why="F1")

    assert (home.kind, home.place, home.area, home.why) == (
        QuarantineKind.HOME, None, "06649", QuarantineReason.CONTACT,
    )  # fmt: skip
    assert read("quarantine-checkins", STAY).kind is QuarantineKind.CENTRAL


def test_leaving_is_a_correction_of_the_same_stay_and_takes_the_open_one_back():
    feed = FEEDS["quarantine-checkins"]
    open_, gone = read(feed.name, STAY), read(feed.name, STAY, left_at="2021-08-18 22:00", ended="bỏ trốn")

    (event,) = told(feed.name, Kept("2", "a", gone, replaced=open_))

    assert feed.key(open_) == feed.key(gone)
    assert isinstance(event, QuarantineCounted)
    assert {(one.ended, one.left_on is None): one.people for one in event.counts} == {
        (StayEnd.ESCAPED, False): 1,
        (None, True): -1,
    }


def test_a_roll_call_counts_the_whole_place_or_one_person():
    place = read("bed-checks", CALL, present_count="50", absent_count="2", overdue_tests="1")
    person = read("bed-checks", CALL, full_name="ZHANG MAU", present="không", reason="đi viện")

    (event,) = told("bed-checks", Kept("1", "a", place), Kept("2", "b", person))

    assert isinstance(event, RollCallsCounted)
    (count,) = event.counts
    assert (count.present, count.absent, count.overdue_tests, count.tests_told) == (50, 3, 1, 1)


@pytest.mark.parametrize(
    "row",
    [{}, {"present_count": "5"}, {"full_name": "ZHANG MAU"}, {"full_name": "ZHANG MAU", "absent_count": "1"}],
)
def test_a_roll_call_that_says_nothing_is_refused(row: dict[str, str]):
    with pytest.raises(BadRow) as error:
        read("bed-checks", CALL, **row)

    assert error.value.code == "nothing_told"
