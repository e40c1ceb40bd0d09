import json
from pathlib import Path

import pytest

from services.ingest import folder
from services.ingest.feeds import FEEDS
from services.ingest.folder import receive_folder
from tests.ingest.made_up import NOW, reading_at

TEXT = "Mã ca bệnh,Khu vực,Thời điểm xác định\nMAU1,205,19/08/2021\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox" / "cases").mkdir(parents=True)
    return tmp_path / "inbox"


def look(database, inbox: Path):
    return receive_folder(database, FEEDS, inbox, reading_of=reading_at, learned_at=NOW, settle_seconds=0)


def test_a_file_is_taken_in_and_moved_beside_its_receipt(database, inbox: Path):
    (inbox / "cases" / "f.csv").write_text(TEXT, encoding="utf-8")

    (receipt,) = look(database, inbox)

    assert receipt.kept == 1
    assert not (inbox / "cases" / "f.csv").exists()
    assert (inbox / "cases" / "done" / "f.csv").read_text(encoding="utf-8") == TEXT
    assert (
        json.loads((inbox / "cases" / "done" / "f.csv.receipt.json").read_text(encoding="utf-8"))["kept"] == 1
    )
    assert look(database, inbox) == []


def test_a_broken_file_goes_to_the_refused(database, inbox: Path):
    (inbox / "cases" / "f.csv").write_text("<<<<<<< HEAD\n")

    look(database, inbox)

    assert (inbox / "cases" / "refused" / "f.csv.receipt.json").exists()


def test_two_files_of_one_name_are_both_kept(database, inbox: Path):
    for code in ("MAU1", "MAU2"):
        (inbox / "cases" / "f.csv").write_text(TEXT.replace("MAU1", code), encoding="utf-8")
        look(database, inbox)

    assert len(list((inbox / "cases" / "done").glob("*.csv"))) == 2


def test_a_file_that_still_grows_waits(database, inbox: Path, monkeypatch: pytest.MonkeyPatch):
    path = inbox / "cases" / "f.csv"
    path.write_text(TEXT, encoding="utf-8")

    def meanwhile(_seconds: float) -> None:
        path.write_text(TEXT + "MAU2,205,18/08/2021\n", encoding="utf-8")

    monkeypatch.setattr(folder.time, "sleep", meanwhile)

    assert look(database, inbox) == []
    assert path.exists()


def test_hidden_and_foreign_files_are_left_alone(database, inbox: Path):
    (inbox / "unknown-feed").mkdir()
    for path in (
        inbox / "cases" / ".f.csv",
        inbox / "cases" / "f.csv.part",
        inbox / "unknown-feed" / "f.csv",
    ):
        path.write_text(TEXT, encoding="utf-8")

    assert look(database, inbox) == []
