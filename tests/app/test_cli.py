"""The command line as scripts rely on it: one JSON document, an exit code, one clear sentence."""

import io
import json
import re
import socket
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from services.app.cli import main
from services.app.cli.proposing import evidence_said
from services.app.settings import described

VERBS = ["demo", "run", "serve", "work", "tick", "migrate", "check", "feeds", "ingest", "parked", "levels"]
MORE_VERBS = ["receipt", "alerts", "map", "indicators", "sites", "law", "geo", "qr", "scan", "sources"]
RECEIPT_KEYS = ["id", "feed", "file", "rows", "kept", "warned", "duplicate", "refused", "parked", "problems"]
RECEIPT_KEYS += ["more_problems"]
PROBLEM_KEYS = ["row", "field", "code", "message_vi", "message_en"]
LEVEL_KEYS = {
    "area", "name", "level", "level_name", "reasons", "cite", "sources", "order", "data_age_hours",
}  # fmt: skip
ALERT_KEYS = {
    "id",
    "agency",
    "kind",
    "severity",
    "area",
    "title",
    "text",
    "reasons",
    "cite",
    "state",
    "raised_at",
}
INDICATOR_KEYS = {
    "area", "cases_1d", "cases_7d", "cases_14d", "cases_28d", "incidence_14d_per_100k",
    "days_since_last_case",
}  # fmt: skip
HEADING = "code,area,confirmed_at,count,source\n"
CASE = "MAU-1,205,2021-01-27 18:00,1,chưa rõ\n"
LEARNED = ("--learned-at", "2021-01-28T08:00")


@dataclass(frozen=True)
class Ended:
    """What a verb answered."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


Phendau = Callable[..., Ended]


@pytest.fixture
def phendau(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Phendau:
    """Run a verb in this process, on a house in the test's own folder."""
    for name, _, _ in described():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PHENDAU_HOME", str(tmp_path / "home"))

    def run(*words: str) -> Ended:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(list(words))
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Ended(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A sheet with one case."""
    path = tmp_path / "f0.csv"
    path.write_text(HEADING + CASE, encoding="utf-8")
    return path


# --- usage ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [*VERBS, *MORE_VERBS])
def test_every_verb_explains_itself(phendau: Phendau, verb: str):
    ended = phendau(verb, "--help")

    assert ended.code == 0
    assert f"phendau {verb}" in ended.out


def test_wrong_usage_ends_with_2_and_says_what_is_wrong(phendau: Phendau):
    for words in (
        [],
        ["dance"],
        ["levels", "--tier", "galaxy"],
        ["levels", "--tier", "country"],
        ["indicators", "--tier", "country"],
        ["alerts", "--state", "angry"],
        ["alerts", "--agency", "navy"],
        ["ingest", "cases"],
        ["map"],
        ["serve", "kitchen"],
        ["scan"],
        ["scan", "1", "--offline"],
        ["qr"],
        ["work", "kitchen"],
    ):
        ended = phendau(*words)
        assert (ended.code, ended.out) == (2, ""), words
        assert "Usage: phendau" in ended.err, words


# --- one JSON document ------------------------------------------------------------------------------------


def test_every_looking_verb_answers_one_json_document_on_an_empty_house(phendau: Phendau, tmp_path: Path):
    for words in (
        ["feeds"],
        ["levels"],
        ["levels", "--as-of", "2021-01-28"],
        ["alerts"],
        ["indicators", "--tier", "district", "--as-of", "2021-01-28"],
        ["sites"],
        ["sources", "--as-of", "2021-01-28"],
        ["parked"],
        ["check"],
        ["law"],
        ["migrate"],
        ["map", "--out", str(tmp_path / "map.html"), "--as-of", "2021-01-28"],
    ):
        ended = phendau(*words, "--json")
        assert ended.code == 0, (words, ended.err)
        assert ended.document is not None, words
        assert ended.out.count("\n") == 1, words


def test_refused_rows_are_written_mended_and_sent_again(phendau: Phendau, tmp_path: Path):
    sheet, errors = tmp_path / "f0.csv", tmp_path / "errors.csv"
    sheet.write_text(HEADING + CASE + CASE.replace("205", "99999"), encoding="utf-8")
    receipt = phendau("ingest", "cases", str(sheet), *LEARNED, "--json").document

    told = phendau("receipt", receipt["id"], "--errors", str(errors), "--json").document
    errors.write_text(errors.read_text(encoding="utf-8").replace("99999", "205"), encoding="utf-8")
    again = phendau("ingest", "cases", str(errors), *LEARNED, "--json").document

    assert told == receipt
    assert (receipt["refused"], again["rows"], again["duplicate"]) == (1, 1, 1)


def test_the_documents_have_the_keys_that_scripts_rely_on(phendau: Phendau, file: Path):
    receipt = phendau("ingest", "cases", str(file), *LEARNED, "--json").document

    levels = phendau("levels", "--as-of", "2021-01-28T09:00", "--json").document
    alerts = phendau("alerts", "--agency", "police", "--json").document
    indicators = phendau("indicators", "--tier", "district", "--as-of", "2021-01-28", "--json").document
    feeds = phendau("feeds", "--json").document

    assert list(receipt) == RECEIPT_KEYS
    assert set(levels[0]) >= LEVEL_KEYS
    assert set(levels[0]["sources"]) == {"i1", "i2", "i3", "i4"}
    assert {(row["area"], row["level"]) for row in levels if row["area"] == "205"} == {("205", 3)}
    assert alerts
    assert set(alerts[0]) >= ALERT_KEYS
    assert set(indicators[0]) >= INDICATOR_KEYS
    assert all(set(feed) >= {"name", "columns", "sample"} for feed in feeds)


def test_the_four_sources_in_one_model_as_known_then(phendau: Phendau, file: Path):
    phendau("ingest", "cases", str(file), *LEARNED, "--json")

    eve = phendau("sources", "--area", "205", "--as-of", "2021-01-27", "--json").document
    then = phendau("sources", "--area", "205", "--as-of", "2021-01-28", "--json").document
    levels = phendau("levels", "--tier", "district", "--as-of", "2021-01-28", "--json").document
    outside = phendau("sources", "--area", "290", "--json")

    assert eve["outbreak"]["expected"] < then["outbreak"]["expected"] <= then["outbreak"]["high"]
    assert sum(one["percent"] for one in then["shares"].values()) == 100
    assert set(then["shares"]) == {"i1", "i2", "i3", "i4"}
    assert "lây nhiễm ngầm" in then["shares"]["i3"]["reasons"][0]["text"]
    assert then["shares"]["i4"]["silence"]
    assert [row["force"] for row in then["work"]] == ["police"]
    row = next(row for row in levels if row["area"] == "205")
    assert row["unseen"]["outbreak"] == then["outbreak"]
    assert (outside.code, outside.document["error"]["field"]) == (11, "area")


@pytest.mark.parametrize(("lang", "mark"), [("vi", ","), ("en", ".")])
def test_chances_on_screen_are_written_as_people_write_them(
    phendau: Phendau, monkeypatch: pytest.MonkeyPatch, lang: str, mark: str
):
    monkeypatch.setenv("PHENDAU_LANG", lang)

    told = phendau("sources", "--as-of", "2021-01-28").out

    bands = [line for line in told.splitlines() if " – " in line and line[:1] != " "]
    assert len(bands) >= 5
    assert mark in bands[1]
    assert not any({",": ".", ".": ","}[mark] in band for band in bands)
    assert not re.search(r"\de-\d|nan|\binf\b", told)


def test_what_a_step_down_rests_on_is_said_in_one_language():
    row = {"p_no_further": 0.9731, "clean_days": 22}

    assert evidence_said(row, "vi") == "khả năng không phát sinh thêm ca 97 %; 22 ngày không có ca"
    assert evidence_said(row, "en") == "chance of no further case 97%; 22 days without a case"


@pytest.mark.parametrize(("tier", "rows"), [("commune", 177), ("district", 13), ("province", 1)])
def test_levels_of_a_tier(phendau: Phendau, tier: str, rows: int):
    levels = phendau("levels", "--tier", tier, "--as-of", "2021-01-28", "--json").document

    assert len(levels) == rows
    assert {row["tier"] for row in levels} == {tier}


def test_several_files_answer_with_a_list_of_receipts(phendau: Phendau, file: Path, tmp_path: Path):
    other = tmp_path / "other.csv"
    other.write_text(HEADING + CASE.replace("MAU-1", "MAU-2"), encoding="utf-8")

    receipts = phendau("ingest", "cases", str(file), str(other), "--no-settle", "--json").document

    assert [(receipt["file"], receipt["kept"]) for receipt in receipts] == [("f0.csv", 1), ("other.csv", 1)]


def test_the_same_file_twice_is_all_duplicates(phendau: Phendau, file: Path):
    phendau("ingest", "cases", str(file), "--no-settle")

    again = phendau("ingest", "cases", str(file), "--no-settle", "--json")

    assert again.code == 0
    assert (again.document["rows"], again.document["duplicate"]) == (1, 1)


def test_a_table_for_excel_opens_with_a_mark_and_runs_no_formula(phendau: Phendau, tmp_path: Path):
    out = tmp_path / "levels.csv"

    ended = phendau("levels", "--as-of", "2021-01-28", "--csv", str(out))

    assert (ended.code, ended.out) == (0, "")
    assert out.read_bytes().startswith(b"\xef\xbb\xbfarea,name,")
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 177 + 13 + 1 + 1


# --- errors -----------------------------------------------------------------------------------------------

FAULTS = [
    (["ingest", "nonsense", "x.csv"], {}, 11, "unknown_feed"),
    (["ingest", "cases", "not-there.csv"], {}, 10, "no_file"),
    (["levels", "--as-of", "yesterday"], {}, 10, "bad_moment"),
    (["levels", "--as-of", "0001-01-01"], {}, 10, "bad_moment"),
    (["levels", "--as-of", "9999-12-31"], {}, 10, "bad_moment"),
    (["parked", "--retry", "999"], {}, 11, None),
    (["map", "--out", "no/such/folder/map.html", "--as-of", "2021-01-28"], {}, 10, "file_fault"),
    (["demo", "--once", "--until", "2022-01-01"], {}, 10, None),
    (["levels"], {"PHENDAU_JURISDICTION": "atlantis"}, 13, None),
    (["levels"], {"PHENDAU_PORT": "many"}, 14, None),
    (["levels"], {"PHENDAU_SECRET_KEY": "short"}, 14, None),
    (["levels"], {"PHENDAU_WEBHOOK_URL": "http://127.0.0.1:9/"}, 14, None),
    (["levels"], {"PHENDAU_MAIL_TO": "police=ca@phendau.example"}, 14, None),
    (
        ["levels"],
        {"PHENDAU_DATABASE_URL": "postgresql+psycopg://u:geheim@127.0.0.1:9/x"},
        17,
        "database_fault",
    ),
]


@pytest.mark.parametrize(("words", "settings", "code", "word"), FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_ends_with_its_code_and_one_sentence_in_the_chosen_language(
    phendau: Phendau, monkeypatch: pytest.MonkeyPatch, words, settings, code: int, word: str | None
):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    vietnamese = phendau(*words, "--json")
    monkeypatch.setenv("PHENDAU_LANG", "en")
    english = phendau(*words, "--json")

    error = vietnamese.document["error"]
    assert (vietnamese.code, english.code) == (code, code)
    assert set(error) == {"code", "field", "message_vi", "message_en"}
    assert word in (None, error["code"])
    assert vietnamese.err.strip().splitlines()[-1] == error["message_vi"]
    if "PHENDAU_PORT" not in settings:  # whoever cannot read the settings does not know the language
        assert english.err.strip().splitlines()[-1] == error["message_en"]
    assert "geheim" not in vietnamese.out + vietnamese.err


@pytest.mark.parametrize("words", [["serve", "portal"], ["run"]])
def test_the_house_does_not_open_beyond_this_machine_without_tokens(
    phendau: Phendau, monkeypatch: pytest.MonkeyPatch, words: list[str]
):
    monkeypatch.setenv("PHENDAU_HOST", "0.0.0.0")

    for tokens in ("", ","):
        monkeypatch.setenv("PHENDAU_TOKENS", tokens)
        refused = phendau(*words)
        assert refused.code == 14
        assert "PHENDAU_TOKENS" in refused.err


def test_a_port_that_is_taken_is_said_before_anything_starts(phendau: Phendau):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = phendau("run", "--port", str(taken.getsockname()[1]))

    assert refused.code == 14
    assert "--port" in refused.err


@pytest.mark.parametrize("words", [["demo", "--once"], ["demo"]], ids=["once", "serving"])
def test_the_demo_refuses_the_folder_of_a_real_house(phendau: Phendau, file: Path, words: list[str]):
    phendau("ingest", "cases", str(file), "--no-settle")

    refused = phendau(*words)

    assert refused.code == 14
    assert "PHENDAU_HOME" in refused.err
    assert phendau("ingest", "cases", str(file), "--no-settle", "--json").document["duplicate"] == 1


# --- files that are broken as a whole ---------------------------------------------------------------------


def truncated_workbook() -> bytes:
    buffer = io.BytesIO()
    book = Workbook()
    book.active.append(HEADING.strip().split(","))
    book.active.append(CASE.strip().split(","))
    book.save(buffer)
    whole = buffer.getvalue()
    assert zipfile.is_zipfile(io.BytesIO(whole))
    return whole[: len(whole) // 2]


BROKEN = {
    "missing columns": ("f.csv", b"code,count\nMAU-1,1\n"),
    "broken encoding": ("f.csv", (HEADING + CASE).encode() + b"\xc3\x28\xff\n"),
    "conflict marker": ("f.csv", (HEADING + "<<<<<<< HEAD\n" + CASE + "=======\n>>>>>>> b\n").encode()),
    "truncated XLSX": ("f.xlsx", truncated_workbook()),
    "empty": ("f.csv", b""),
    "not JSON": ("f.json", b'[{"code": "MAU-1", '),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_file_broken_as_a_whole_ends_with_10_and_the_last_good_state_stands(
    phendau: Phendau, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
):
    phendau("ingest", "cases", str(file), *LEARNED)
    name, content = BROKEN[kind]
    broken = tmp_path / "broken" / name
    broken.parent.mkdir()
    broken.write_bytes(content)
    before = phendau("levels", "--as-of", "2021-01-28T09:00", "--json").document

    refused = phendau("ingest", "cases", str(broken), *LEARNED, "--json")
    monkeypatch.setenv("PHENDAU_LANG", "en")
    english = phendau("ingest", "cases", str(broken), *LEARNED)
    beside_a_good_one = phendau("ingest", "cases", str(broken), str(file), *LEARNED)
    monkeypatch.delenv("PHENDAU_LANG")

    (problem,) = refused.document["problems"]
    assert refused.code == english.code == beside_a_good_one.code == 10
    assert list(refused.document) == RECEIPT_KEYS
    assert list(problem) == PROBLEM_KEYS
    assert (refused.document["rows"], problem["row"]) == (0, None)
    assert problem["message_vi"] in refused.err
    assert problem["message_en"] in english.err
    assert phendau("levels", "--as-of", "2021-01-28T09:00", "--json").document == before


ROWS = {
    "unknown GSO code": ("vncdc-daily", "date,gso_code,confirmed\n2021-01-27,98,1\n"),
    "negative count": ("vncdc-daily", "date,gso_code,confirmed\n2021-01-27,22,-1\n"),
    "date in the future": ("vncdc-daily", "date,gso_code,confirmed\n2021-03-01,22,1\n"),
    "not a date": ("vncdc-daily", "date,gso_code,confirmed\nhôm qua,22,1\n"),
    "unknown area": ("cases", HEADING + "MAU-1,99999,2021-01-27,1,chưa rõ\n"),
    "negative case": ("cases", HEADING + "MAU-1,205,2021-01-27,-1,chưa rõ\n"),
}


@pytest.mark.parametrize("kind", ROWS)
def test_a_wrong_row_is_refused_alone_with_its_number_and_one_sentence(
    phendau: Phendau, tmp_path: Path, kind: str
):
    feed, content = ROWS[kind]
    good = content.splitlines()[0] + "\n" + {"cases": CASE}.get(feed, "2021-01-27,22,3\n")
    file = tmp_path / "f.csv"
    file.write_text(good + content.splitlines()[1] + "\n", encoding="utf-8")

    ended = phendau("ingest", feed, str(file), *LEARNED, "--no-settle", "--json")

    (problem,) = ended.document["problems"]
    assert ended.code == 0
    assert [ended.document[name] for name in ("rows", "kept", "refused")] == [2, 1, 1]
    assert (problem["row"], bool(problem["field"])) == (3, True)
    assert problem["message_vi"]
    assert problem["message_vi"] != problem["message_en"]
    assert "\n" not in problem["message_vi"] + problem["message_en"]
