"""The verb `phendau link`: files in, result out, and a sentence for whatever is wrong with them."""

import csv
import json
from pathlib import Path

import pytest

from services.app.cli.main import main
from tests.linkage.stream import stream

A = "rec,họ tên,ngày sinh,cccd\n1,Nguyễn Văn Hùng,1990-05-17,022090123457\n2,Trần Thị Lan,1985-01-02,\n"
B = "rec,name,dob,id\nx,NGUYEN VAN HUNG,17/05/1990,022090123457\ny,Lê Văn Tám,1977-03-04,\n"
MAP = """row: rec
name: {a: họ tên, b: name}
birth_date: {a: ngày sinh, b: dob}
id: {a: cccd, b: id}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two tables and their map, in the folder of the process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PHENDAU_LANG", raising=False)
    for name, text in (("a.csv", A), ("b.csv", B), ("map.yaml", MAP)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = 0
    try:
        main(["link", *words])
    except SystemExit as end:
        code = int(end.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


def rows(capsys, *words: str) -> list[dict]:
    code, out, err = run(capsys, *words, "--fields", "map.yaml", "--json")
    assert code == 0, err
    return json.loads(out)


def test_a_pair_stands_first_with_its_reasons_and_then_who_is_new(folder: Path, capsys) -> None:
    found = rows(capsys, "a.csv", "b.csv")

    assert [(row["a"], row["b"], row["band"]) for row in found] == [
        ("1", "x", "merge"),
        ("2", None, "new"),
        (None, "y", "new"),
    ]
    assert set(found[0]) == {"a", "b", "probability", "band", "why"}
    assert found[0]["probability"] > 0.9 and "số giấy tờ: trùng (+" in found[0]["why"]


def test_the_reasons_can_be_had_in_english(folder: Path, capsys, monkeypatch) -> None:
    monkeypatch.setenv("PHENDAU_LANG", "en")

    assert "number of papers: the same (+" in rows(capsys, "a.csv", "b.csv")[0]["why"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").encode("utf-16"),
        lambda text: (text + "\n\n").encode(),
    ],
    ids=["mark and CRLF", "semicolons", "UTF-16 with tabs", "blank lines"],
)
def test_files_are_read_as_people_save_them(folder: Path, capsys, spoil) -> None:
    before = rows(capsys, "a.csv", "b.csv")
    (folder / "a.csv").write_bytes(spoil(A))

    assert rows(capsys, "a.csv", "b.csv") == before


def test_without_a_column_for_it_a_row_is_called_by_its_number_in_the_sheet(folder: Path, capsys) -> None:
    (folder / "map.yaml").write_text(MAP.replace("row: rec\n", ""), encoding="utf-8")

    assert [(row["a"], row["b"]) for row in rows(capsys, "a.csv", "b.csv")] == [
        ("2", "2"),
        ("3", None),
        (None, "3"),
    ]


def test_a_csv_file_holds_the_same_and_nothing_is_said_on_standard_output(folder: Path, capsys) -> None:
    code, out, _ = run(capsys, "a.csv", "b.csv", "--fields", "map.yaml", "--csv", "out.csv")
    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.DictReader(file))

    assert (code, out) == (0, "")
    assert [(row["a"], row["b"], row["band"]) for row in written][0] == ("1", "x", "merge")


def test_one_file_is_compared_with_itself(folder: Path, capsys) -> None:
    (folder / "a.csv").write_text(A + "3,Nguyen Van Hung,1990-05-17,022090123457\n", encoding="utf-8")
    (folder / "map.yaml").write_text(
        "row: rec\nname: họ tên\nbirth_date: ngày sinh\nid: cccd\n", encoding="utf-8"
    )

    assert {"1", "3"} in [{row["a"], row["b"]} for row in rows(capsys, "a.csv") if row["band"] != "new"]


@pytest.mark.parametrize(
    ("file", "text", "code", "vi", "en"),
    [
        ("a.csv", "", "empty_file", "trống", "is empty"),
        ("a.csv", "rec,họ tên,ngày sinh,cccd\n", "empty_file", "không có dòng dữ liệu", "no row of data"),
        ("a.csv", "rec,rec\n1,2\n", "same_heading", "hai cột cùng tên 'rec'", "two columns called 'rec'"),
        ("a.csv", "rec,name\n1,2\n", "missing_column", "không có cột 'họ tên'", "has no column 'họ tên'"),
        ("b.csv", 'rec,name,dob,id\n1,"x\n', "broken_rows", "dấu ngoặc kép", "unmatched quotes"),
        (
            "b.csv",
            "rec,name,dob,id\n1,2,3,4,5\n",
            "too_many_cells",
            "dòng 2 có nhiều ô",
            "row 2 has more cells",
        ),
        ("map.yaml", "tên: name\n", "bad_map", "không có loại 'tên'", "knows no kind 'tên'"),
        ("map.yaml", "name: [\n", "bad_map", "không phải YAML", "is no valid YAML"),
        ("map.yaml", "name: {a: 5}\n", "bad_map", "'name' cần tên cột", "needs the name of a column"),
        ("map.yaml", "row: rec\n", "bad_map", "không nêu trường nào", "names no field"),
        ("map.yaml", "- name\n", "bad_map", "'loại: cột'", "'kind: column'"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_two_languages(
    folder: Path, capsys, file: str, text: str, code: str, vi: str, en: str
) -> None:
    (folder / file).write_text(text, encoding="utf-8")

    ended, out, err = run(capsys, "a.csv", "b.csv", "--fields", "map.yaml", "--json")
    error = json.loads(out)["error"]

    assert (ended, error["code"]) == (10, code)
    assert vi in error["message_vi"] and en in error["message_en"] and vi in err


def test_a_file_that_is_not_there_is_named(folder: Path, capsys) -> None:
    ended, _, err = run(capsys, "nowhere.csv", "b.csv", "--fields", "map.yaml")

    assert ended == 10 and "nowhere.csv" in err


def test_without_a_map_the_usage_is_told(folder: Path, capsys) -> None:
    assert run(capsys, "a.csv", "b.csv")[0] == 2


def test_the_stream_is_linked_through_the_door(folder: Path, capsys) -> None:
    tables = stream(400, seed=5)
    tables.write(folder)

    found = {(row["a"], row["b"]) for row in rows(capsys, "a.csv", "b.csv") if row["band"] == "merge"}

    assert len(found & tables.pairs) >= 0.85 * len(tables.pairs)
    assert len(found & tables.pairs) >= 0.99 * len(found)
