"""The verb `exposures match` on small files: what is read, what is told, what is broken."""

import csv
import json
import re
from pathlib import Path

import pytest

from services.app.cli.main import main

HEAD = "visit_id,place_text,address_text,lat,lon,start,end,as_of\n"
LIST = "Mã điểm,Địa điểm,Địa chỉ,Từ,Đến,Vĩ độ,Kinh độ\n"
MARKET = "S1,Chợ Mẫu Hạ Long,12 Lê Lợi,{start},{end},20.95,107.08\n"
VISIT = "v1,cho mau ha long,,,,{start},{end},\n"


@pytest.fixture
def match(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """The rows of the verb and what it told on standard error."""
    monkeypatch.setenv("PHENDAU_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PHENDAU_LANG", "en")

    def run(sites: dict[str, str] | str, visits: str, *words: str, code: int = 0):
        files = {"list.csv@2021-01-28T18:00": sites} if isinstance(sites, str) else sites
        for name, text in files.items():
            (tmp_path / name.partition("@")[0]).write_text(LIST + text, encoding="utf-8")
        (tmp_path / "V.csv").write_text(visits, encoding="utf-8")
        given = [f"exposure-sites:{tmp_path / name}" for name in files]
        with pytest.raises(SystemExit) as ended:
            main(["exposures", "match", "--sites", *given, "--visits", str(tmp_path / "V.csv"), *words])
        said = capsys.readouterr()
        assert (ended.value.code or 0) == code, said.err
        return json.loads(said.out) if said.out else None, said.err

    return run


def site(start: str = "28/01/2021 08:00", end: str = "28/01/2021 10:00") -> str:
    return MARKET.format(start=start, end=end)


def visit(start: str = "2021-01-28T09:30", end: str = "2021-01-28T11:00") -> str:
    return HEAD + VISIT.format(start=start, end=end)


def test_a_visit_and_a_site_in_local_time_meet(match):
    ((found,), err) = match(site(), visit())
    assert (found["visit_id"], found["site_id"], found["overlap_minutes"]) == ("v1", "S1", 30)
    assert list(found) == ["visit_id", "site_id", "overlap_minutes", "score", "why"]
    assert err == ""


def test_a_time_with_an_offset_is_that_moment(match):
    rows, _ = match(site(), visit("2021-01-28T02:30Z", "2021-01-28T04:00Z"))
    assert [one["overlap_minutes"] for one in rows] == [30]


def test_csv_has_its_heading_even_without_rows(match, tmp_path: Path):
    out = tmp_path / "out.csv"
    match(site(), visit("2021-01-28T10:00", "2021-01-28T11:00"), "--csv", str(out))
    with out.open(encoding="utf-8-sig", newline="") as lines:
        assert list(csv.reader(lines)) == [["visit_id", "site_id", "overlap_minutes", "score", "why"]]


def test_lingering_and_metres_can_be_given(match):
    late = visit("2021-01-28T10:00", "2021-01-28T11:00")
    assert match(site(), late, "--lingering", "15")[0][0]["overlap_minutes"] == 15
    beside = HEAD + "v1,,,20.9505,107.08,2021-01-28T09:00,2021-01-28T09:30,\n"
    assert match(site(), beside)[0] == []
    assert len(match(site(), beside, "--metres", "80")[0]) == 1


def test_a_later_revision_replaces_the_list_and_a_rows_own_moment_wins(match):
    lists = {
        "sites_20210128T1800.csv": site(),
        "sites_2021-01-29.csv": site(end="28/01/2021 09:45"),
        "sites.csv@2021-01-30T08:00": "S2,Quán Mẫu,,28/01/2021 08:00,28/01/2021 10:00,,\n",
    }
    one = VISIT.format(start="2021-01-28T09:30", end="2021-01-28T11:00").removesuffix("\n")
    asked = HEAD + "".join(
        f"{one.replace('v1', name)}{as_of}\n"
        for name, as_of in (
            ("a", "2021-01-28T17:00"),
            ("b", "2021-01-28T19:00"),
            ("c", "2021-01-29"),
            ("d", "2021-01-30T09:00"),
            ("e", ""),
        )
    )
    rows, err = match(lists, asked, "--as-of", "2021-01-28T20:00")
    assert {row["visit_id"]: row["overlap_minutes"] for row in rows} == {"b": 30, "c": 15, "e": 30}
    assert err == ""


def test_a_manifest_beside_the_files_names_their_moments(match, tmp_path: Path):
    (tmp_path / "MANIFEST.csv").write_text("file,committed_at\nlist.csv,2021-01-29T00:00:00+07:00\n")
    assert match({"list.csv": site()}, visit(), "--as-of", "2021-01-28T23:00")[0] == []
    assert len(match({"list.csv": site()}, visit(), "--as-of", "2021-01-29T00:00")[0]) == 1


def test_a_list_without_a_known_moment_counts_always_and_is_told_of(match):
    rows, err = match({"list.csv": site()}, visit(), "--as-of", "2021-01-28T12:00")
    assert len(rows) == 1
    assert "counts always" in err


def test_a_broken_revision_is_told_of_and_the_one_before_stands(match):
    lists = {"l_20210128T1800.csv": site(), "l_20210129T1800.csv": "<<<<<<< HEAD\n" + site()}
    rows, err = match(lists, visit())
    assert len(rows) == 1
    assert "l_20210129T1800.csv: " in err and "the one before stands" in err


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "has no row at all, so nothing is withdrawn by it"),
        ("vi", "không có dòng nào nên không rút điều gì"),
    ],
)
def test_a_revision_without_any_row_withdraws_nobody_and_is_told_of(
    match, monkeypatch: pytest.MonkeyPatch, language: str, told: str
):
    monkeypatch.setenv("PHENDAU_LANG", language)
    rows, err = match({"l_20210128T1800.csv": site(), "l_20210129T1800.csv": ""}, visit())
    assert len(rows) == 1
    assert "l_20210129T1800.csv: " in err and told in err


def test_the_only_list_without_any_row_is_refused_whole(match):
    rows, err = match("", visit(), code=10)
    assert rows is None and "no row at all" in err


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_site_that_names_only_an_area_meets_nobody_but_its_code(
    match, monkeypatch: pytest.MonkeyPatch, language: str
):
    monkeypatch.setenv("PHENDAU_LANG", language)
    area = "S9,TP Hạ Long,,28/01/2021 08:00,28/01/2021 10:00,,\n"
    asked = HEAD.replace("\n", ",place_code\n")
    asked += "v1,TP Hạ Long,,,,2021-01-28T09:30,2021-01-28T11:00,,\n"
    asked += "v2,,,,,2021-01-28T09:30,2021-01-28T11:00,,S9\n"
    rows, err = match(area, asked)
    assert [row["visit_id"] for row in rows] == ["v2"]
    assert {"vi": "chỉ nêu tên địa bàn", "en": "names only an area"}[language] in err


@pytest.mark.parametrize(
    ("start", "end", "met", "told"),
    [
        ("28/01/2021 10:00", "28/01/2021 08:00", [], "end"),
        ("28/01/2021 08:00", "28/01/2021 08:00", [], "end"),
        ("", "28/01/2021 08:00", [], "start"),
        ("28/01/2021 09:00", "28/01/2021 00:00", [90], "end"),
        ("28/01/2021", "28/01/2021", [90], "end"),
        ("28/01/2021 09:00", "29/01/2021 00:00", [90], ""),
        ("27/01/2021 23:00", "28/01/2021 00:00", [], ""),
    ],
)
def test_windows_at_midnight_and_the_wrong_way_round(match, start: str, end: str, met: list[int], told: str):
    rows, err = match(site(start, end), visit())
    assert [row["overlap_minutes"] for row in rows] == met
    assert re.search(rf"list\.csv, row 2(, column {told}:|: Column '{told}')", err) if told else err == ""


def test_an_end_at_midnight_of_its_own_day_is_told_of_once(match):
    _, err = match(site("28/01/2021 09:00", "28/01/2021 00:00"), visit())
    assert err.count("row 2") == 1 and "read as the end of that day" in err


def test_a_site_without_a_place_is_refused_and_told_of(match):
    rows, err = match(",,,28/01/2021 08:00,28/01/2021 10:00,20.95,107.08\n" + site(), visit())
    assert len(rows) == 1
    assert "list.csv, row 2: Column 'place'" in err


def test_half_of_a_sites_coordinates_is_told_of_and_its_name_still_counts(match):
    rows, err = match(site().replace("20.95,", ","), visit())
    assert len(rows) == 1
    assert "list.csv, row 2: Column 'lat'" in err and "half of the coordinates" in err


def test_a_visit_told_by_its_day_alone_is_that_day(match):
    rows, err = match(site(), visit("28/01/2021", "28/01/2021"))
    assert ([row["overlap_minutes"] for row in rows], err) == ([120], "")


@pytest.mark.parametrize(
    ("row", "field", "met"),
    [
        ("v1,,,,,2021-01-28T09:00,2021-01-28T10:00,", "place_text", 0),
        ("v1,nhà riêng,,,,2021-01-28T09:00,2021-01-28T10:00,", "place_text", 0),
        (",Chợ Mẫu Hạ Long,,,,2021-01-28T09:00,2021-01-28T10:00,", "visit_id", 0),
        ("v1,Chợ Mẫu Hạ Long,,,,2021-01-28T09:00,,", "end", 0),
        ("v1,Chợ Mẫu Hạ Long,,,,2021-01-28T10:00,2021-01-28T09:00,", "end", 0),
        ("v1,Chợ Mẫu Hạ Long,,,,2021-01-28T00:00,2021-01-28T00:00,", "end", 0),
        ("v1,Chợ Mẫu Hạ Long,,,,28/01/2021 0:00,28/01/2021 12:00 am,", "end", 0),
        ("v1,Chợ Mẫu Hạ Long,,,,31/02/2021 09:00,2021-01-28T10:00,", "start", 0),
        ("v1,Chợ Mẫu Hạ Long,,,,2099-01-28T09:00,2099-01-28T10:00,", "start", 0),
        ("v1,Chợ Mẫu Hạ Long,,,,2021-01-28T09:00,2021-01-28T10:00,soon", "as_of", 0),
        ("v1,Chợ Mẫu Hạ Long,,20.95,,2021-01-28T09:00,2021-01-28T10:00,", "lon", 1),
        ("v1,Chợ Mẫu Hạ Long,,107.08,20.95,2021-01-28T09:00,2021-01-28T10:00,", "lat", 1),
        ("v1,Chợ Mẫu Hạ Long,,,,2021-01-20T09:00,2021-02-09T09:00,", "end", 1),
    ],
)
def test_a_doubtful_visit_has_a_sentence_and_no_other_row_is_lost(match, row: str, field: str, met: int):
    other = "ok,Chợ Mẫu Hạ Long,,,,2021-01-28T09:00,2021-01-28T10:00,"
    rows, err = match(site(), f"{HEAD}{row}\n{other}\n")
    assert len(rows) == met + 1
    assert f"V.csv, row 2, column {field}: " in err


def test_the_same_visit_twice_counts_once_and_another_of_its_number_counts_too(match):
    one = "v1,Chợ Mẫu Hạ Long,,,,2021-01-28T09:00,2021-01-28T10:00,\n"
    rows, err = match(site(), HEAD + one + one + one.replace("T09", "T08"))
    assert [row["overlap_minutes"] for row in rows] == [60, 120]
    assert "V.csv, row 3, column visit_id: " in err and "V.csv, row 4, column visit_id: " in err


def test_a_table_without_the_columns_is_refused_in_a_sentence(match):
    _, err = match(site(), "visit_id,place_text\nv1,Chợ\n", code=10)
    assert "start, end" in err


def test_another_feed_or_no_file_is_refused_in_a_sentence(tmp_path: Path, capsys):
    (tmp_path / "V.csv").write_text(visit(), encoding="utf-8")
    for source, code in (("vehicles:x.csv", 11), ("exposure-sites:none.csv", 10)):
        with pytest.raises(SystemExit) as ended:
            main(["exposures", "match", "--sites", source, "--visits", str(tmp_path / "V.csv"), "--json"])
        assert ended.value.code == code
        assert json.loads(capsys.readouterr().out)["error"]["code"]
