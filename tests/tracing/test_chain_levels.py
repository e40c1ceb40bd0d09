"""The verb `phendau chains levels`: files in, rows out, and a sentence for whatever is wrong with them."""

import csv
import json
from pathlib import Path

import pytest

from services.app.cli.main import main

E = """source,target,contact_type,directed,from,to
a,b,family,no,2021-02-03,2021-02-04
b,c,,không,05/02/2021,05/02/2021
c,d,coworker,,,
d,e,,,,
"""
C = "person,confirmed_on\na,2021-02-06\nz,2021-02-09\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two tables in the folder of the process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PHENDAU_LANG", "en")
    put(tmp_path, E, C)
    return tmp_path


def put(folder: Path, edges: str, confirmed: str) -> None:
    (folder / "e.csv").write_text(edges, encoding="utf-8")
    (folder / "c.csv").write_text(confirmed, encoding="utf-8")


def run(capsys: pytest.CaptureFixture[str], *words: str, as_of: str = "2021-02-08") -> tuple[int, str, str]:
    code = 0
    try:
        main(["chains", "levels", "--edges", "e.csv", "--confirmed", "c.csv", "--as-of", as_of, *words])
    except SystemExit as end:
        code = int(end.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


def rows(capsys, *words: str, as_of: str = "2021-02-08") -> list[tuple]:
    code, out, err = run(capsys, *words, as_of=as_of)
    assert code == 0, err
    return [(row["person"], row["level"], row["via"]) for row in json.loads(out)]


CHAIN = [("a", 0, None), ("b", 1, "a"), ("c", 2, "b"), ("d", 3, "c"), ("e", 4, "d")]


def test_everyone_reached_stands_in_it_with_level_and_neighbour(folder: Path, capsys) -> None:
    assert rows(capsys) == rows(capsys, "--json") == CHAIN
    assert rows(capsys, "--depth", "2") == CHAIN[:3]


def test_as_of_a_day_tells_only_what_was_so_by_then(folder: Path, capsys) -> None:
    assert rows(capsys, as_of="2021-02-05T23:00+07:00") == []
    assert ("z", 0, None) in rows(capsys, as_of="2021-02-09")
    put(folder, E, "person,confirmed_on\na,2021-02-01\n")
    assert rows(capsys, as_of="2021-02-04") == CHAIN[:2]


def test_a_table_is_written_with_its_heading_even_when_nobody_is_reached(folder: Path, capsys) -> None:
    for day, expected in (("2021-02-08", 5), ("2021-02-01", 0)):
        code, out, _ = run(capsys, "--csv", "out.csv", as_of=day)
        with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
            read = csv.DictReader(file)
            found = list(read)

        assert (code, out, len(found), read.fieldnames) == (0, "", expected, ["person", "level", "via"])
        assert [row["via"] for row in found][:2] == ["", "a"][:expected]


BAD_CONTACTS = {
    "x,x,,,,": ("target", "both ends are one person", "hai đầu là cùng một người"),
    "b,a,family,false,2021-02-03,2021-02-04": ("source", "stands in a row above", "đã có ở dòng trên"),
    "a,x,,,2021-02-09,": ("from", "starts after --as-of", "bắt đầu sau ngày --as-of"),
    "a,x,,,2021-02-04,2021-02-03": ("to", "ends before it starts", "kết thúc trước khi bắt đầu"),
    "a,x,,,hôm qua,": ("from", "cannot be read", "không đọc được"),
    "a,x,,,,31/02/2021": ("to", "cannot be read", "không đọc được"),
    "a,x,,maybe,,": ("directed", "must be 'yes' or 'no'", "phải là 'có' hoặc 'không'"),
    "a,,,,,": ("target", "names nobody", "thiếu mã người"),
    "b,x,,,2021-02-01,2021-02-02": ("to", "nothing can have passed", "không truyền được"),
}


@pytest.mark.parametrize("bad", BAD_CONTACTS)
def test_a_contact_that_does_not_count_is_said_and_the_others_go_on(
    folder: Path, capsys, monkeypatch: pytest.MonkeyPatch, bad: str
) -> None:
    field, en, vi = BAD_CONTACTS[bad]
    put(folder, f"{E}\n{bad}\n", C)

    said = []
    for language in ("en", "vi"):
        monkeypatch.setenv("PHENDAU_LANG", language)
        code, out, err = run(capsys)
        said.append(err)
        assert code == 0
        assert [row["person"] for row in json.loads(out)] == ["a", "b", "c", "d", "e"]

    assert f"E, row 7, column {field}: " in said[0]
    assert en in said[0]
    assert f"E, dòng 7, cột {field}: " in said[1]
    assert vi in said[1]


BAD_CASES = {
    "a,2021-02-07": ("person", "the earliest day counts"),
    "b,2021-02-31": ("confirmed_on", "cannot be read"),
    "b,": ("confirmed_on", "cannot be read"),
    ",2021-02-01": ("person", "names nobody"),
    "b,2021-02-10": ("confirmed_on", "no F0 yet"),
}


@pytest.mark.parametrize("bad", BAD_CASES)
def test_a_case_that_does_not_count_is_said_and_the_others_go_on(folder: Path, capsys, bad: str) -> None:
    field, sentence = BAD_CASES[bad]
    put(folder, E, f"{C}{bad}\n")

    code, out, err = run(capsys)

    assert code == 0
    assert [row["level"] for row in json.loads(out)] == [0, 1, 2, 3, 4]
    assert f"C, row 4, column {field}: " in err
    assert sentence in err


def test_of_a_person_confirmed_twice_the_earliest_day_counts(folder: Path, capsys) -> None:
    put(folder, E, C + "z,2021-02-08\n")

    assert ("z", 0, None) in rows(capsys)


def test_directed_contacts_in_a_circle_are_said_and_levels_stand(folder: Path, capsys) -> None:
    put(folder, "source,target,directed\na,b,yes\nb,c,1\nc,a,có\nc,d,\n", C)

    _, out, err = run(capsys)

    assert [row["level"] for row in json.loads(out)] == [0, 1, 2, 3]
    assert [f"E, row {n}, column directed: directed contacts form a circle" in err for n in (2, 3, 4, 5)] == [
        True,
        True,
        True,
        False,
    ]


def test_of_many_rows_alike_every_number_is_said(folder: Path, capsys) -> None:
    put(folder, E + "x,x,,,,\n" * 30, C)

    _, _, err = run(capsys)

    assert err.count("both ends are one person") == 20
    assert "10 more like these (E: 26, 27, 28, 29, 30, 31, 32, 33, 34, 35)." in err


def test_no_sentence_repeats_a_name(folder: Path, capsys) -> None:
    put(folder, E + "secret,secret,,,,\nsecret,x,perhaps,secret,secret,\n", C + "secret,secret\n")

    _, _, err = run(capsys)

    assert len(err.splitlines()) == 4  # with z, who is confirmed later
    assert "secret" not in err


def test_a_file_without_its_columns_or_an_unreadable_day_ends_with_one_sentence(folder: Path, capsys) -> None:
    code, _, err = run(capsys, as_of="soon")
    assert (code, err.startswith("--as-of: ")) == (10, True)

    put(folder, "from_person,target\na,b\n", C)
    code, out, err = run(capsys, "--json")
    assert (code, json.loads(out)["error"]["field"]) == (10, "source")
    assert err == "File E: lacks the columns source; source, target are needed; add them and run again.\n"
