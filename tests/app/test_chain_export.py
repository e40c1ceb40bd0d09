"""The verb `phendau chains export`: two files in, the graph out, and a sentence for a wrong name."""

import csv
import json
from pathlib import Path

import pytest

from services.app.cli.main import main
from services.ingest.feeds import contact_persons


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


def test_without_files_it_is_the_graph_of_the_house_as_it_was_known_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PHENDAU_HOME", str(tmp_path / "house"))
    sample = Path(contact_persons.__file__).with_name("contact_persons.sample.csv")

    def document(*words: str) -> dict:
        try:
            main([*words, "--json"])
        except SystemExit as end:
            assert not end.code
        return json.loads(capsys.readouterr().out)

    document("ingest", "contact-persons", str(sample), "--learned-at", "2021-01-29T08:00")

    now = document("chains", "export", "--out", str(tmp_path / "g.gexf"))
    then = document("chains", "export", "--out", str(tmp_path / "g.csv"), "--as-of", "2021-01-28")

    assert now["people"] > 1
    assert now["contacts"] > 0
    assert then["people"] == 0
    assert "MẪU" not in (tmp_path / "g.gexf").read_text(encoding="utf-8"), "pseudonyms only"


def test_one_file_alone_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["chains", "export", "--out", str(tmp_path / "g.csv"), "--edges", "e.csv"])

    assert ended.value.code == 2
    assert "--confirmed" in capsys.readouterr().err
