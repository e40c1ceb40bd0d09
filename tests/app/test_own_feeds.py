"""A house with a feed of its own, made by a file: its name works at every door."""

from pathlib import Path

import pytest

from services.app.schedule import JOBS
from services.app.settings import Settings
from services.app.web import create_app
from services.app.wiring import House
from services.app.workers import Readers
from services.domain.errors import BadSetting
from services.ingest.receipts import as_receipt, totals
from services.ingest.topics import receipt_id
from services.plumbing.cloudevents import INTAKE_TOPIC_PREFIX, intake_message
from tests.app.test_cli import phendau  # noqa: F401  # the command, as a fixture
from tests.houses import moved_in
from tests.ingest.test_routes import Client

FILE = """
name: neighbour-cases
title: {vi: Ca bệnh tỉnh bạn, en: Cases of the neighbour}
extends: cases
columns:
  code: {from: No}
  area: {constant: "205"}
  confirmed_at: {from: Day, time: "%d.%m.%Y"}
  source: {constant: unknown}
"""
ROW = {"No": "7", "Day": "18.01.2021"}
SHEET = "No;Day\n7;18.01.2021\n8;19.01.2021\n"


@pytest.fixture
def house(settings: Settings, clock, tmp_path: Path):
    """The feed's file lies in the home folder."""
    (settings.home / "feeds").mkdir(parents=True)
    (settings.home / "feeds" / "neighbour.yaml").write_text(FILE, encoding="utf-8")
    with moved_in(settings, clock) as house:
        yield house


def test_it_is_told_to_senders_and_taken_in_over_http(house: House):
    client = Client(create_app(house))
    told = {feed["name"]: feed for feed in client.get("/api/feeds").json()}
    one = client.post("/api/intake/neighbour-cases", json=ROW).json()
    file = client.post("/api/intake/neighbour-cases/file", files={"file": ("f.csv", SHEET)}).json()
    contract = client.get("/api/schemas/neighbour-cases.json").json()
    openapi = client.get("/api/openapi.json").json()
    page = client.get("/data")
    receipt = client.get(f"/receipts/{file['id']}")

    assert [column["name"] for column in told["neighbour-cases"]["columns"]] == ["No", "Day"]
    assert (one["kept"], file["kept"], file["duplicate"]) == (1, 1, 1)
    assert set(contract["properties"]) == {"No", "Day"}
    assert "row.neighbour-cases" in openapi["components"]["schemas"]
    assert (page.status_code, receipt.status_code) == (200, 200)
    assert "Ca bệnh tỉnh bạn" in receipt.text


def test_it_is_taken_in_from_its_topic(house: House):
    body = b'{"No": "7", "Day": "18.01.2021"}'
    message = intake_message("neighbour-cases", body, key="7", at=house.clock(), source="/tests")
    house.log.append([message])
    readers = Readers(house)
    readers.settle()
    readers.close()

    assert INTAKE_TOPIC_PREFIX + "neighbour-cases" in house.consumers["intake"].topics
    with house.database.reading() as tx:
        assert as_receipt(tx, receipt_id(house.feeds["neighbour-cases"], message.id)).kept == 1


def test_it_is_taken_in_from_its_folder(house: House):
    inbox = house.settings.home / "inbox" / "neighbour-cases"
    inbox.mkdir(parents=True)
    (inbox / "f.csv").write_text(SHEET, encoding="utf-8")

    next(job for job in JOBS if job.name == "inbox").run(house)

    with house.database.reading() as tx:
        assert sum(totals(tx).values()) == 2
    assert (inbox / "done" / "f.csv").exists()


def test_its_case_changes_the_level_of_its_area_like_any_other(house: House):
    client = Client(create_app(house))
    client.post("/api/intake/neighbour-cases", json=ROW)
    readers = Readers(house)
    readers.settle()
    readers.close()

    assert client.get("/api/areas/205").json()["level"] is not None


def test_the_command_line_takes_it_from_a_folder_of_ones_own(phendau, tmp_path: Path, monkeypatch):  # noqa: F811
    folder, sheet = tmp_path / "own", tmp_path / "f.csv"
    folder.mkdir()
    (folder / "n.yaml").write_text(FILE, encoding="utf-8")
    sheet.write_text(SHEET, encoding="utf-8")
    monkeypatch.setenv("PHENDAU_FEEDS", str(folder))

    feeds = phendau("feeds", "--json").document
    receipt = phendau("ingest", "neighbour-cases", str(sheet), "--json").document

    assert "neighbour-cases" in {feed["name"] for feed in feeds}
    assert receipt["kept"] == 2


def test_a_wrong_file_stops_the_start_with_one_sentence(phendau, tmp_path: Path, monkeypatch):  # noqa: F811
    (tmp_path / "n.yaml").write_text(FILE.replace("extends: cases", "extends: casse"), encoding="utf-8")
    monkeypatch.setenv("PHENDAU_FEEDS", str(tmp_path))

    ended = phendau("check")

    assert ended.code == BadSetting.exit_code
    assert "n.yaml" in ended.err
    assert "'extends'" in ended.err


def test_a_folder_that_is_not_there_stops_the_start(phendau, tmp_path: Path, monkeypatch):  # noqa: F811
    monkeypatch.setenv("PHENDAU_FEEDS", str(tmp_path / "nowhere"))

    assert phendau("feeds").code == BadSetting.exit_code
