"""Scans at posts: which post was meant, who was stopped, and what is told of them."""

import pytest

from services.domain.events import PassagesCounted
from services.domain.records import CheckpointScan, PostDecision
from services.ingest.feed import Kept
from services.ingest.feeds import checkpoint_scans
from services.ingest.feeds.checkpoint_scans import FEED
from tests.ingest.made_up import NOW, reading_at

SCAN = {"post": "C01", "scanned_at": "2021-08-19 07:40", "decision": "cho qua", "declaration_id": "TK-1"}


def scan(**changed: str) -> CheckpointScan:
    record = FEED.read({**SCAN, **changed}, reading_at())
    assert isinstance(record, CheckpointScan)
    return record


@pytest.mark.parametrize(
    "said", ["C01", "c01", "Chốt cầu Vàng Chua", "cau vang chua", "Vang Chua bridge post"]
)
def test_a_post_is_known_by_its_code_and_by_its_name(said: str):
    assert (scan(post=said).post, scan(post=said).area) == ("C01", "07081")


def test_a_post_that_no_list_knows_keeps_its_name_and_lies_where_the_row_says():
    assert (scan(post="Chốt lạ").post, scan(post="Chốt lạ").area) == ("Chốt lạ", None)
    assert scan(post="Chốt lạ", area="205").area == "205"


def test_a_scan_is_the_same_when_post_moment_and_declaration_are():
    assert FEED.key(scan(decision="quay lại")) == FEED.key(scan(post="Chốt cầu Vàng Chua"))
    assert FEED.key(scan()) != FEED.key(scan(scanned_at="2021-08-19 07:41"))
    assert FEED.key(scan()) != FEED.key(scan(declaration_id="TK-2"))


def test_a_declaration_named_by_a_pseudonym_is_found_again():
    ours = f"{reading_at().privacy.pseudonym('id', '030190001234')}@2021-08-19T08:30:00+07:00"

    assert scan(declaration_id=ours).declaration == ours


def test_a_plate_is_compared_without_being_told():
    one, same, other = (scan(vehicle_no=plate).plate for plate in ("14A-123.45", "14a 12345", "14A-123.46"))

    assert one == same != other
    assert one is not None and "12345" not in one


@pytest.mark.parametrize("cell", ["36.7", "36,7", "36,7°C", "36.7 độ C"])
def test_a_temperature_is_read_as_people_write_it(cell: str):
    assert scan(temperature=cell).temperature_c == pytest.approx(36.7)


def test_a_batch_is_told_in_people_by_post_day_and_decision():
    whole_bus = scan(declaration_id="", vehicle_no="14B-000.01", people_in_vehicle="30", decision="quay lại")
    kept = [Kept("1", "a", scan()), Kept("2", "b", scan(people_in_vehicle="3")), Kept("3", "c", whole_bus)]

    (told,) = checkpoint_scans.FEED.events(kept, NOW)

    assert isinstance(told, PassagesCounted)
    assert {(one.post, one.area, one.decision): one.people for one in told.counts} == {
        ("C01", "07081", PostDecision.PASS): 2,  # who is named is one, whoever else sits in the vehicle
        ("C01", "07081", PostDecision.TURN_BACK): 30,
    }


def test_a_corrected_decision_takes_back_the_first():
    (told,) = checkpoint_scans.FEED.events([Kept("2", "a", scan(decision="cách ly"), replaced=scan())], NOW)

    assert isinstance(told, PassagesCounted)
    assert {one.decision: one.people for one in told.counts} == {
        PostDecision.QUARANTINE: 1,
        PostDecision.PASS: -1,
    }
