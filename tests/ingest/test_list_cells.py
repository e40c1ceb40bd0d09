"""Cells of lists made by hand elsewhere: times in words, numbers of two lengths, stray bytes, GeoJSON."""

from dataclasses import replace
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from services.domain.errors import BadFile
from services.domain.records import AdviceClass
from services.ingest import geojson, stray_bytes
from services.ingest.advice import advice_class
from services.ingest.cells import Unreadable
from services.ingest.feeds import FEEDS
from services.ingest.json_files import records_in
from services.ingest.list_times import known_degrees, known_moment
from services.ingest.reading import Row, read_row
from services.ingest.site_ids import site_id, suffix
from services.ingest.text_files import encoding_of, lines
from tests.ingest.made_up import reading_at

AUCKLAND = replace(reading_at(), zone=ZoneInfo("Pacific/Auckland"))
SITES = FEEDS["exposure-sites"]


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("8/08/2021, 4:15 pm", "2021-08-08T04:15"),
        ("8/08/2021, 8:05 a.m.", "2021-08-07T20:05"),
        ("8/08/2021, noon", "2021-08-08T00:00"),
        ("8/08/2021, 12 midnight", "2021-08-07T12:00"),
        ("14/08/2021, 12:00 am", "2021-08-13T12:00"),
        ("Tue 10 August 2021, 9.30am", "2021-08-09T21:30"),
        ("1 Sept 2021 at 9am", "2021-08-31T21:00"),
        ("19/08/21 4pm", "2021-08-19T04:00"),
        ("25/09/2021, 9:00 am", "2021-09-24T21:00"),
        ("26/09/2021, 9:00 am", "2021-09-25T20:00"),  # daylight saving has begun in the night
        ("2021-08-22 09:40:43", "2021-08-21T21:40"),
        ("2021-12-10T09:00:00.000Z", "2021-12-10T09:00"),
    ],
)
def test_times_of_english_lists_are_read_in_the_zone_of_the_list(written: str, utc: str):
    found = known_moment(written, AUCKLAND)

    assert found is not None and f"{found.astimezone(UTC):%Y-%m-%dT%H:%M}" == utc


@pytest.mark.parametrize("written", ["NA", "n/a", "TBC", "-"])
def test_what_a_list_says_it_does_not_know_is_nothing(written: str):
    assert known_moment(written, AUCKLAND) is None
    assert known_degrees(written, AUCKLAND) is None


@pytest.mark.parametrize("written", ["25:00", "31/31/2021", "8/08/2021, 13:15 am", "soon", "181", "1e400"])
def test_what_is_no_time_or_place_is_not_guessed(written: str):
    with pytest.raises(Unreadable):
        known_moment(written, AUCKLAND)
    with pytest.raises(Unreadable):
        known_degrees(written, AUCKLAND)


def test_a_salesforce_number_is_the_same_with_15_and_18_characters():
    assert suffix("001A0000006Vm9r") == "IAC"
    assert site_id("001A0000006Vm9rIAC", None) == site_id("001A0000006Vm9r", None) == "001A0000006Vm9r"
    assert site_id("001A0000006Vm9rXXX", None) == "001A0000006Vm9rXXX", "not its suffix: another number"
    assert site_id("a0l4a0000004Ehs", None) != site_id("a0l4a0000004EhS", None), "letters differ in case"


def test_columns_that_are_new_moved_or_spelled_otherwise_change_nothing():
    row = {
        "Event": "Sân mẫu",
        "Location": "1 Mẫu St",
        "Start": "8/08/2021, 4:15 pm",
        "End": "8/08/2021, 5 pm",
    }
    other = {" END ": row["End"], "Flag": "x", "start": row["Start"], "LOCATION": row["Location"]}
    other["event "] = row["Event"]

    one, two = (read_row(SITES, Row(2, cells), reading_at()) for cells in (row, other))

    assert one.record == two.record and one.fingerprint == two.fingerprint
    assert one.record.source == "nz-moh" and one.record.starts.astimezone(UTC).hour == 4


def test_a_row_may_name_its_zone_and_ours_is_the_zone_of_the_house():
    ours = {"Địa điểm": "Chợ mẫu", "Từ": "08/08/2021 16:15", "Đến": "08/08/2021 17:00"}

    local = read_row(SITES, Row(2, ours), reading_at()).record
    named = read_row(SITES, Row(2, ours | {"Múi giờ": "Asia/Tokyo"}), reading_at()).record
    wrong = read_row(SITES, Row(2, ours | {"Múi giờ": "Sao Hỏa"}), reading_at()).record

    assert (local.starts.astimezone(UTC).hour, local.source) == (9, "local")
    assert named.starts.astimezone(UTC).hour == 7
    assert wrong.starts == local.starts


@pytest.mark.parametrize(
    ("advice", "found"),
    [
        ("Isolate at home for 14 days. Test immediately.", AdviceClass.ISOLATE_AND_TEST),
        ("Staff and patrons: Stay at home, test immediately", AdviceClass.ISOLATE_AND_TEST),
        ("Self-monitor. If symptoms develop, get a test and stay at home until", AdviceClass.SELF_MONITOR),
        ("Get tested immediately, with no requirement to self-isolate", AdviceClass.TEST),
        ("Cách ly tại nhà, lấy mẫu xét nghiệm", AdviceClass.ISOLATE_AND_TEST),
        ("Lấy mẫu xét nghiệm trong ngày", AdviceClass.TEST),
        ("Tự theo dõi sức khỏe 14 ngày", AdviceClass.SELF_MONITOR),
        ("Khai báo với trạm y tế", AdviceClass.OTHER),
        (None, AdviceClass.OTHER),
    ],
)
def test_the_class_of_an_advice(advice, found):
    assert advice_class(advice) is found


def test_stray_bytes_of_a_windows_editor_are_read_and_no_others(tmp_path):
    path = tmp_path / "f.csv"
    path.write_bytes("Ōtāhuhu ".encode() + b"next.\xa0\x96 it\x92s\n" + "Māngere\n".encode())

    assert encoding_of(path) == stray_bytes.NAME
    assert list(lines(path, stray_bytes.NAME)) == ["Ōtāhuhu next. – it’s\n", "Māngere\n"]

    path.write_bytes("Ōtāhuhu ".encode() + b"\xe9t\xe9\n")
    with pytest.raises(BadFile):
        encoding_of(path)


def test_stray_bytes_between_two_blocks_of_a_long_file(tmp_path):
    path = tmp_path / "f.csv"
    text = "Māngere " * 30_000
    path.write_bytes(text.encode() + b"\xa0" + text.encode())

    assert "".join(lines(path, encoding_of(path))) == text + " " + text


def test_a_feature_is_a_row_with_its_point():
    point = {"type": "Point", "coordinates": [174.7, -36.8]}
    feature = {"type": "Feature", "properties": {"Event": "Sân mẫu"}, "geometry": point}

    assert geojson.cells_of(feature) == {"Event": "Sân mẫu", "lat": -36.8, "lng": 174.7}
    assert geojson.cells_of(feature | {"geometry": None}) == {"Event": "Sân mẫu"}
    assert geojson.cells_of(feature | {"geometry": {"type": "Point", "coordinates": []}}) == {
        "Event": "Sân mẫu"
    }
    assert records_in('{"type": "FeatureCollection", "features": []}') == []
