"""Vehicles with seats: Hong Kong's lists as they are."""

from pathlib import Path

import pytest

from services.domain.records import VehicleKind
from services.ingest.case_lists import cases_in
from services.ingest.feeds import FEEDS
from services.ingest.files import receive_file, refused_whole
from services.ingest.formats import rows_of
from services.ingest.manifests import parsed
from services.ingest.published_lists import list_rows
from services.ingest.reading import Row, read_row, read_rows
from services.ingest.vehicle_numbers import vehicle_of
from tests.ingest.made_up import reading_at

VEHICLES, BUILDINGS = FEEDS["vehicles"], FEEDS["case-buildings"]


@pytest.mark.parametrize(
    ("written", "number", "kind"),
    [
        ("Flight EK0380", "EK380", VehicleKind.FLIGHT),
        ("Fight CX658", "CX658", VehicleKind.FLIGHT),
        ("ba 027", "BA27", VehicleKind.FLIGHT),
        ("AY099", "AY99", VehicleKind.FLIGHT),
        ("6E8603", "6E8603", VehicleKind.FLIGHT),
        ("AZG628", "AZG628", VehicleKind.FLIGHT),
        ("Chuyến bay VN0054", "VN54", VehicleKind.FLIGHT),
        ("High Speed Rail G5736", "G5736", VehicleKind.TRAIN),
        ("Tàu hỏa SE1", "SE1", VehicleKind.TRAIN),
        ("SE1", "SE1", VehicleKind.TRAIN),
        ("se 19", "SE19", VehicleKind.TRAIN),
        ("Flight SE19", "SE19", VehicleKind.FLIGHT),
        ("HP 123", "HP123", VehicleKind.FLIGHT),
        ("Taxi TV7", "TV7", VehicleKind.TAXI),
        ("Taxi MB7876 (night shift)", "Taxi MB7876 (night shift)", VehicleKind.TAXI),
        ("Diamond Princess", "Diamond Princess", VehicleKind.SHIP),
        ("xe khách 34B-012.34", "34B01234", VehicleKind.COACH),
        ("Thuyền 77", "Thuyền 77", VehicleKind.OTHER),
    ],
)
def test_one_vehicle_has_one_number(written: str, number: str, kind: VehicleKind):
    assert vehicle_of(written) == (number, kind)


@pytest.mark.parametrize(
    ("written", "numbers", "elsewhere", "doubts"),
    [
        ("143, 153", (143, 153), 0, set()),
        ("144 and case notified by the Health Commission of Guangdong province", (144,), 1, set()),
        ("234 and cases notified by the Health Commission", (234,), 1, {"cases_uncounted"}),
        ("9 cases notified by the Mainland authority", (), 9, set()),
        ("Case notified by the health authority of Canada and Case 117, 118", (117, 118), 1, set()),
        ("130, 131,133, 138", (130, 131, 133, 138), 0, set()),
        ("Returning from Japan (Diamond Princess cruise)", (), 0, {"no_case_number"}),
        ("BN1553; BN1554", (1553, 1554), 0, set()),
    ],
)
def test_the_cases_of_a_cell(written: str, numbers: tuple[int, ...], elsewhere: int, doubts: set[str]):
    told = cases_in(written)

    assert (told.numbers, told.elsewhere, set(told.doubts)) == (numbers, elsewhere, doubts)


def hong_kong(folder: Path, name: str):
    return sorted(folder.glob(f"{name}*.csv"))


def test_every_row_of_hong_kong_s_lists_is_read_and_the_doubtful_keep_their_words(exposure_hk: Path):
    for path in hong_kong(exposure_hk, "flights"):
        rows = list(rows_of(path, VEHICLES))
        read = read_rows(VEHICLES, rows, reading_at())

        assert [one.outcome.value for one in read if one.record is None] == []
        assert len({one.key for one in read}) == len(rows), "no two rows are one thing"
        for row, one in zip(rows, read, strict=True):
            assert one.record.as_written[4] == " ".join(str(row.cells["Seat Number (if known)"]).split())
            assert {fault.code for fault in one.faults} == set(one.record.doubts)


def test_the_doubts_of_the_first_list_are_the_ones_a_person_finds(exposure_hk: Path):
    path = hong_kong(exposure_hk, "flights")[0]
    lines = parsed(read_rows(VEHICLES, rows_of(path, VEHICLES), reading_at()))
    doubtful = {line["as_written"].split(" | ")[0]: line["doubts"] for line in lines if line["doubts"]}

    assert len(lines) == 181
    assert doubtful["Flight AY099"] == "seat_turned"
    assert doubtful["Flight MS960"] == "row_only"
    assert doubtful["Diamond Princess"] == "cases_uncounted days_among_seats"
    assert [line["row"] for line in lines if "seat_told_twice" in line["doubts"]] == [78, 79, 173, 174]
    taxi = next(line for line in lines if line["kind"] == "taxi")
    assert (str(taxi["day"]), str(taxi["last_day"])) == ("2020-03-11", "2020-03-12")


def test_the_lists_of_july_follow_each_other_and_a_row_they_leave_out_is_withdrawn(
    database, exposure_hk: Path
):
    from datetime import UTC, datetime

    for feed, name in ((VEHICLES, "flights"), (BUILDINGS, "building")):
        for path in hong_kong(exposure_hk, name):
            stamp = path.name.split(".")[1]
            moment = datetime.fromisoformat(stamp if "T" in stamp else f"{stamp}T12:00").replace(tzinfo=UTC)
            receipt = receive_file(
                database, feed, path, name=path.name, reading_of=reading_at, learned_at=moment, dated=True
            )
            assert not refused_whole(receipt), path.name
            with database.reading() as tx:
                assert len(list_rows(tx, feed, moment)) == receipt.rows == len(list(rows_of(path, feed)))


def test_a_building_has_its_cases_and_never_a_name():
    row = {
        "District": "Sai Kung",
        "Building name": "Yee Ching House",
        "Related probable/confirmed cases": "58,128",
    }

    one = read_row(BUILDINGS, Row(2, row), reading_at()).record

    assert (one.source, one.cases, one.last_day) == ("hk-chp", (58, 128), None)
