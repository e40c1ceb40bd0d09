"""The verb `phendau chains export`: two files in, the graph out, and a sentence for a wrong name."""

import csv
import json
from pathlib import Path

import pytest

from services.app.cli.main import main


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """The verb over a small chain: exit code, document, what was said beside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PHENDAU_LANG", raising=False)
    Path("e.csv").write_text("source,target,from\nA,B,2021-01-28\nB,=C,2021-01-30\nX,X,\n", encoding="utf-8")
    Path("c.csv").write_text("person,confirmed_on\nA,2021-01-28\n", encoding="utf-8")

    def asked(*words: str):
        code = 0
        try:
            main(["chains", "export", "--edges", "e.csv", "--confirmed", "c.csv", *words])
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return asked


def test_a_table_has_one_row_a_person_and_no_formula(ask):
    code, out, said = ask("--as-of", "2021-01-31", "--out", "g.csv", "--json")

    assert code == 0
    assert json.loads(out) == {"file": "g.csv", "people": 3, "contacts": 2}
    assert "hai đầu là cùng một người" in said
    with Path("g.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["person", "level", "via", "since", "source", "area"],
        ["A", "0", "", "2021-01-28", "A", ""],
        ["B", "1", "A", "2021-01-28", "A", ""],
        ["'=C", "2", "B", "2021-01-30", "A", ""],
    ]


def test_as_of_an_earlier_day_tells_what_was_so_then(ask):
    assert ask("--as-of", "2021-01-29", "--out", "g.csv", "--json")[0] == 0

    assert "=C" not in Path("g.csv").read_text(encoding="utf-8-sig")


def test_another_ending_is_refused_by_name(ask):
    code, out, said = ask("--as-of", "2021-01-31", "--out", "g.dot", "--json")

    assert code == 10
    assert json.loads(out)["error"]["code"] == "unknown_ending"
    assert ".gexf" in said
    assert not Path("g.dot").exists()


def test_a_folder_that_is_not_there_is_a_sentence(ask):
    code, _, said = ask("--as-of", "2021-01-31", "--out", "nowhere/g.gexf")

    assert code == 10
    assert "nowhere/g.gexf" in said
