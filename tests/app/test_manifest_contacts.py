"""The verb `phendau manifest contacts`: rows a passenger, and a sentence for whatever is wrong with a row."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.app.cli.main import main
from services.policy.reader import load_jurisdiction
from services.tracing.manifests import NearRules
from tests.ingest.sending import as_cp1258

HEAD = "vehicle,date,seat,role\n"
COACH = HEAD + "xe khách 34B-012.34,2021-01-28,12A,index\nxe khách 34B-012.34,28/01/2021,14C,passenger\n"


@pytest.fixture
def near(ask_of):
    """`manifest contacts` of a list of seats."""
    return lambda text, *words: ask_of("s.csv", text, "manifest", "contacts", "--seats", "s.csv", *words)


def test_a_passenger_has_one_row_in_the_order_of_the_file_and_a_case_has_none(near):
    rows = COACH + "VN54,2021-01-28,3A,passenger\nxe khách 34B-012.34,2021-01-28,15A,Hành khách\n"

    code, found, said = near(rows)

    assert code == 0
    assert [line[:10] for line in said.splitlines()] == ["S, dòng 4,"], "what is in order needs no sentence"
    assert list(found[0]) == ["vehicle", "date", "seat", "rows_apart", "class"]
    assert [tuple(row.values()) for row in found] == [
        ("xe khách 34B-012.34", "28/01/2021", "14C", 2, "close"),
        ("VN54", "2021-01-28", "3A", None, "unknown_seat"),
        ("xe khách 34B-012.34", "2021-01-28", "15A", 3, "same_vehicle"),
    ]


def test_the_law_of_quang_ninh_says_what_the_core_takes_for_granted():
    law = load_jurisdiction("quang-ninh").law.parameters
    moment = datetime(2021, 1, 28, tzinfo=UTC)

    told = [law.number(name, moment) for name in ("vehicle_rows", "seats_per_row", "small_vehicle_seats")]

    assert NearRules(*map(int, told)) == NearRules()


def test_the_rows_apart_may_be_asked_for(near):
    assert near(COACH, "--rows-apart", "1")[1][0]["class"] == "same_vehicle"


def test_seats_with_numbers_alone_stand_four_in_a_row_unless_told(near):
    bare = HEAD + "xe khách,2021-01-28,13,index\nxe khách,2021-01-28,21,passenger\n"

    assert near(bare)[1][0]["rows_apart"] == 2
    assert near(bare, "--seats-per-row", "3")[1][0]["rows_apart"] == 2
    assert near(bare, "--seats-per-row", "1")[1][0]["rows_apart"] == 8


def test_the_rows_can_be_had_as_a_table(near, folder: Path, capsys):
    (folder / "s.csv").write_text(COACH + "xe khách 34B-012.34,2021-01-28,,passenger\n", encoding="utf-8")

    with pytest.raises(SystemExit, match="0"):
        main(["manifest", "contacts", "--seats", "s.csv", "--csv", "out.csv"])

    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["seat"], row["rows_apart"], row["class"]) for row in rows] == [
        ("14C", "2", "close"),
        ("", "", "unknown_seat"),
    ]


BAD = [
    ("34B-012.34,2021-01-28,13A,lái xe", "S, dòng 4, cột role", "column role", [2, 1]),
    ("34B-012.34,2021-01-28,13A,", "S, dòng 4, cột role", "taken for a passenger", [2, 1]),
    (",2021-01-28,13A,passenger", "S, dòng 4, cột vehicle", "compared with nobody", [2, None]),
    ("34B-012.34,hôm qua,13A,passenger", "S, dòng 4, cột date", "cannot be read", [2, None]),
    ("34B-012.34,,13A,passenger", "S, dòng 4, cột date", "is not told", [2, None]),
    ("34B-012.34,2021-01-28,1-45,passenger", "S, dòng 4, cột seat", "cannot be read", [2, None]),
    ("34B-012.34,2021-01-28,14C,passenger", "S, dòng 4, cột seat", "stands in an earlier row", [2, 2]),
    ("VN54,2021-01-28,12A,passenger", "S, dòng 4, cột role", "has no index row", [2, None]),
    ("34B-012.34,2021-01-28,?,index", "S, dòng 4, cột seat", "nobody is found near this case", [2]),
]


@pytest.mark.parametrize(("row", "vi", "en", "apart"), BAD)
def test_a_wrong_row_is_said_in_both_languages_and_the_others_go_on(near, monkeypatch, row, vi, en, apart):
    text = COACH.replace("xe khách ", "") + row + "\n"

    code, found, said = near(text)
    monkeypatch.setenv("PHENDAU_LANG", "en")
    in_english = near(text)[2]

    assert code == 0
    assert [one["rows_apart"] for one in found] == apart
    assert vi in said and en in in_english and "S, row 4" in in_english
    assert len(said.splitlines()) == len(in_english.splitlines())


def test_rows_without_a_vehicle_are_not_compared_with_each_other(near):
    found = near(HEAD + ",2021-01-28,12A,index\n,2021-01-28,12B,passenger\n")[1]

    assert [(row["rows_apart"], row["class"]) for row in found] == [(None, "unknown_seat")]


def test_blank_lines_do_not_shift_the_number_of_a_row(near):
    assert "S, dòng 5, cột role" in near(COACH + "\nxe khách 34B-012.34,2021-01-28,1A,?\n")[2]


def test_rows_of_one_unreadable_day_still_meet(near):
    found = near(HEAD + "VN54,hôm qua,12A,index\nVN0054,Hôm  qua,12B,passenger\n")[1]

    assert found[0]["class"] == "close"


def test_in_a_taxi_or_a_car_everyone_is_close(near):
    taxi = HEAD + "xe 7 chỗ 14A-123.45,2021-01-28,,index\nxe 7 chỗ 14A-123.45,2021-01-28,sau,passenger\n"

    assert [(row["rows_apart"], row["class"]) for row in near(taxi)[1]] == [(None, "close")]


def test_a_negative_number_of_rows_is_refused_with_a_sentence(near):
    code, answer, said = near(COACH, "--rows-apart", "-1")

    assert code == 10
    assert answer["error"]["code"] == "negative_rows"
    assert "không được âm" in said and "must not be negative" in answer["error"]["message_en"]


def test_a_list_without_a_column_is_refused_whole_and_names_it(near):
    code, answer, _ = near("vehicle,date,seat\nVN54,2021-01-28,1A\n")

    assert (code, answer["error"]["field"]) == (10, "role")


def test_a_list_of_cases_alone_says_that_there_is_nothing_to_answer(near):
    code, found, said = near(HEAD + "VN54,2021-01-28,12A,index\n")

    assert (code, found) == (0, [])
    assert "passenger" in said


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("vehicle,date,seat,role", "Phương tiện,Ngày,Số ghế,Vai trò").encode(),
    ],
    ids=["mark and CRLF", "semicolons", "UTF-16", "Vietnamese headings"],
)
def test_lists_are_read_as_people_save_them(near, spoil):
    assert near(spoil(COACH))[1] == near(COACH)[1]


def test_a_list_in_windows_1258_is_read(near):
    words = COACH.replace("passenger", "hành khách").replace("index", "ca bệnh")

    assert near(as_cp1258(words))[1] == near(words)[1] != []
