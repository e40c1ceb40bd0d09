"""The verb `phendau manifest contacts`: rows a passenger, and a sentence for whatever is wrong with a row."""

import csv
import json
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
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PHENDAU_LANG", raising=False)
    return tmp_path


@pytest.fixture
def ask(folder: Path, capsys: pytest.CaptureFixture[str]):
    """The answer to a list of seats: exit code, rows, what was said beside them."""

    def asked(text: str | bytes, *words: str):
        (folder / "s.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        code = 0
        try:
            main(["manifest", "contacts", "--seats", "s.csv", "--json", *words])
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, json.loads(said.out), said.err

    return asked


def test_a_passenger_has_one_row_in_the_order_of_the_file_and_a_case_has_none(ask):
    rows = COACH + "VN54,2021-01-28,3A,passenger\nxe khách 34B-012.34,2021-01-28,15A,Hành khách\n"

    code, found, said = ask(rows)

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


def test_the_rows_apart_may_be_asked_for(ask):
    assert ask(COACH, "--rows-apart", "1")[1][0]["class"] == "same_vehicle"


def test_seats_with_numbers_alone_stand_four_in_a_row_unless_told(ask):
    bare = HEAD + "xe khách,2021-01-28,13,index\nxe khách,2021-01-28,21,passenger\n"

    assert ask(bare)[1][0]["rows_apart"] == 2
    assert ask(bare, "--seats-per-row", "3")[1][0]["rows_apart"] == 2
    assert ask(bare, "--seats-per-row", "1")[1][0]["rows_apart"] == 8


def test_the_rows_can_be_had_as_a_table(ask, folder: Path, capsys):
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
def test_a_wrong_row_is_said_in_both_languages_and_the_others_go_on(ask, monkeypatch, row, vi, en, apart):
    text = COACH.replace("xe khách ", "") + row + "\n"

    code, found, said = ask(text)
    monkeypatch.setenv("PHENDAU_LANG", "en")
    in_english = ask(text)[2]

    assert code == 0
    assert [one["rows_apart"] for one in found] == apart
    assert vi in said and en in in_english and "S, row 4" in in_english
    assert len(said.splitlines()) == len(in_english.splitlines())


def test_rows_without_a_vehicle_are_not_compared_with_each_other(ask):
    found = ask(HEAD + ",2021-01-28,12A,index\n,2021-01-28,12B,passenger\n")[1]

    assert [(row["rows_apart"], row["class"]) for row in found] == [(None, "unknown_seat")]


def test_blank_lines_do_not_shift_the_number_of_a_row(ask):
    assert "S, dòng 5, cột role" in ask(COACH + "\nxe khách 34B-012.34,2021-01-28,1A,?\n")[2]


def test_rows_of_one_unreadable_day_still_meet(ask):
    found = ask(HEAD + "VN54,hôm qua,12A,index\nVN0054,Hôm  qua,12B,passenger\n")[1]

    assert found[0]["class"] == "close"


def test_in_a_taxi_or_a_car_everyone_is_close(ask):
    taxi = HEAD + "xe 7 chỗ 14A-123.45,2021-01-28,,index\nxe 7 chỗ 14A-123.45,2021-01-28,sau,passenger\n"

    assert [(row["rows_apart"], row["class"]) for row in ask(taxi)[1]] == [(None, "close")]


def test_a_negative_number_of_rows_is_refused_with_a_sentence(ask):
    code, answer, said = ask(COACH, "--rows-apart", "-1")

    assert code == 10
    assert answer["error"]["code"] == "negative_rows"
    assert "không được âm" in said and "must not be negative" in answer["error"]["message_en"]


def test_a_list_without_a_column_is_refused_whole_and_names_it(ask):
    code, answer, _ = ask("vehicle,date,seat\nVN54,2021-01-28,1A\n")

    assert (code, answer["error"]["field"]) == (10, "role")


def test_a_list_of_cases_alone_says_that_there_is_nothing_to_answer(ask):
    code, found, said = ask(HEAD + "VN54,2021-01-28,12A,index\n")

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
def test_lists_are_read_as_people_save_them(ask, spoil):
    assert ask(spoil(COACH))[1] == ask(COACH)[1]


def test_a_list_in_windows_1258_is_read(ask):
    words = COACH.replace("passenger", "hành khách").replace("index", "ca bệnh")

    assert ask(as_cp1258(words))[1] == ask(words)[1] != []
