"""Where somebody comes from is answered by the law of the day, at the door, the command line and the page."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from services.app.tables import Base
from services.app.wiring import House
from services.app.workers import Readers
from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records
from services.plumbing.clock import SetClock
from tests.app.test_scanning import DECLARATION, code_of, scanned
from tests.journeys.command import phendau

NOW = datetime.fromisoformat("2021-02-23T09:00:00+07:00")
TOKENS = "border-token-000000001=border"


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def tokens() -> str:
    return TOKENS


def tell(house: House, feed: str, *rows: dict[str, Any]) -> None:
    with house.database.transaction() as tx:
        assert receive_records(tx, FEEDS[feed], rows, house.reading()).kept == len(rows)
    readers = Readers(house)
    readers.settle()
    readers.close()


def asked(door: httpx.Client, status: int = 200, **told: Any) -> dict[str, Any]:
    answer = door.post("/api/assess", json=told)
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def row_of(door: httpx.Client, **told: Any) -> tuple[str, str]:
    found = asked(door, **told)
    return found["row"], found["answer"]


def test_each_origin_gets_the_row_of_the_law_with_reasons_and_citation(door: httpx.Client) -> None:
    found = asked(door, **{"from": "Hải Dương"})

    assert (found["row"], found["answer"], found["digit"]) == ("A5", "quarantine", 3)
    assert found["reasons"] == ["Trong 14 ngày qua đã ở Tỉnh Hải Dương"]
    assert "910/UBND-DL1" in found["cite"]
    assert any("triệu chứng" in one or "sốt" in one for one in found["questions"])
    assert row_of(door, **{"from": "34", "worker": True}) == ("A8", "sample")
    assert row_of(door, **{"from": "34", "certificate_on": "2021-02-20"}) == ("A9", "pass")
    assert row_of(door, **{"from": "34", "been": ["30"]}) == ("A5", "quarantine")
    assert row_of(door, abroad=True) == ("A4", "quarantine")
    assert row_of(door, **{"from": "290", "to": "205"})[0] in ("A5", "A10")


def test_a_vehicle_has_an_answer_of_its_own(door: httpx.Client) -> None:
    two = asked(door, **{"from": "30"}, vehicle={"plate": "34C-123.45", "crew": 2, "cargo": "cold"})
    one = asked(door, **{"from": "30"}, vehicle={"plate": "XX", "crew": 1, "cargo": "dry"})
    coach = asked(door, **{"from": "30"}, vehicle={"crew": 30})

    assert (two["row"], two["answer"]) == ("A6", "turn_back")
    assert two["vehicle"]["plate_fits"] is True
    assert any("đông lạnh" in note for note in two["vehicle"]["notes"])
    assert (one["row"], one["answer"], one["vehicle"]["plate_fits"]) == ("A6c", "pass", False)
    assert (coach["row"], coach["vehicle"]["kind"]) == ("A5", "people")
    assert "34C" not in json.dumps([two, one, coach])


def test_another_day_is_answered_by_the_law_and_the_orders_of_that_day(
    house: House, door: httpx.Client
) -> None:
    order = {"number": "QĐ 9", "area": "311", "state": "phong_toa", "since": "2021-02-25", "issuer": "UBND"}
    tell(house, "orders", order)

    rows = {day: row_of(door, **{"from": "311"}, day=day)[0] for day in ("2021-02-23", "2021-02-26")}

    assert rows == {"2021-02-23": "A9b", "2021-02-26": "A5b"}
    assert row_of(door, **{"from": "30"}, day="2021-02-10")[0] == "A0"
    assert row_of(door, **{"from": "30"}, day="2021-03-03") == ("A5", "turn_back")


def test_the_answer_is_the_one_a_scan_of_the_same_journey_gives(house: House, door: httpx.Client) -> None:
    tell(house, "cases", {"code": "M1", "area": "34", "confirmed_at": "2021-02-20", "source": "chưa rõ"})
    assert door.post("/api/intake/declarations", json=DECLARATION).status_code == 202

    scan = scanned(door, code_of(house))
    told = asked(door, **{"from": "34"}, to="193", symptoms=False, contact=False)

    same = ("answer", "row", "ruleset", "cite", "reasons", "questions", "from", "to")
    assert {name: told[name] for name in same} == {name: scan[name] for name in same}


def test_nothing_of_a_question_is_kept(house: House, door: httpx.Client) -> None:
    def kept() -> dict[str, int]:
        with house.database.reading() as tx:
            tables = Base.metadata.sorted_tables
            return {t.name: tx.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}

    before = kept()
    asked(door, **{"from": "30"}, vehicle={"plate": "34C-123.45", "crew": 2, "cargo": "cold"})
    door.get("/ask", params={"from": "30", "been": "Hà Nội; Thái Bình"})

    assert kept() == before


@pytest.mark.parametrize(
    ("told", "status", "said"),
    [
        ({}, 422, "cần nơi đi"),
        ({"from": ""}, 422, "cần nơi đi"),
        ({"from": "  "}, 422, "cần nơi đi"),
        ({"from": ","}, 404, "'from'"),
        ({"from": "30", "been": [""]}, 404, "'been'"),
        ({"from": "Nơi không có"}, 404, "'from'"),
        ({"from": "30", "been": ["Đông Triều", "nơi lạ"]}, 404, "'been'"),
        ({"from": "30", "day": "1999-01-01"}, 409, ""),
        ({"from": "30", "day": "hôm qua"}, 422, ""),
        ({"from": "30", "vehicle": {"crew": -1}}, 422, ""),
        ({"from": "30", "full_name": "NGUYỄN THỊ MẪU"}, 422, ""),
    ],
)
def test_a_question_that_cannot_be_answered_gets_a_sentence(
    door: httpx.Client, told: dict[str, Any], status: int, said: str
) -> None:
    answer = door.post("/api/assess", json=told)

    assert answer.status_code == status
    assert said in answer.text
    assert "NGUYỄN" not in answer.text


def test_the_page_answers_and_says_what_does_not_read(door: httpx.Client) -> None:
    found = door.get("/ask", params={"from": "30", "travel": "goods", "people": "2"})
    wrong = {
        "place": door.get("/ask", params={"from": "30", "been": "nơi lạ"}),
        "long": door.get("/ask", params={"from": "30", "been": "x" * 300}),
        "day": door.get("/ask", params={"from": "30", "day": "32/13"}),
        "people": door.get("/ask", params={"from": "30", "travel": "goods", "people": "²"}),
    }

    assert "chỉ được một lái xe" in found.text
    assert "không lưu lại gì" in found.text
    assert {name: answer.status_code for name, answer in wrong.items()} == {
        "place": 404,
        "long": 422,
        "day": 422,
        "people": 422,
    }
    assert all('role="alert"' in answer.text for answer in wrong.values())
    assert "hãy chọn trong danh sách gợi ý" in wrong["place"].text
    assert not any("phendau" in answer.text.split('role="alert"')[1][:400] for answer in wrong.values())


def test_the_verb_answers_in_one_line_or_one_document(tmp_path: Path) -> None:
    line = phendau(tmp_path / "h", "assess", "--from", "30", "--day", "2021-02-23")
    document = phendau(tmp_path / "h", "assess", "--from", "30", "--day", "2021-02-23", "--json")
    wrong = phendau(tmp_path / "h", "assess", "--from", "x" * 300)
    nowhere = phendau(tmp_path / "h", "assess", "--day", "2021-02-23")
    cargo = phendau(tmp_path / "h", "assess", "--from", "30", "--cargo", "fish")

    assert line.stdout.startswith("3 Cách ly [A5]")
    assert json.loads(document.stdout)["row"] == "A5"
    assert (wrong.returncode, nowhere.returncode, cargo.returncode) == (10, 10, 2)
    assert "Traceback" not in wrong.stderr + nowhere.stderr + cargo.stderr


@pytest.mark.parametrize(
    ("body", "field", "said"),
    [
        (b'{"been": [{"a": 1}]}', "been[0]", "xem /api/docs"),
        (b"{bad", "body", "no JSON in UTF-8"),
        (b'{"from": "H\xe0 N\xf4i"}', "body", "no JSON in UTF-8"),
        (b'{"from": "30", "day": "banana"}', "day", "write a day as 2021-01-28"),
        (b"[]", "body", "/api/docs"),
        (b"", "body", "/api/docs"),
    ],
)
def test_a_request_that_does_not_read_names_the_place_and_the_mend(
    door: httpx.Client, body: bytes, field: str, said: str
) -> None:
    answer = door.post("/api/assess", content=body, headers={"Content-Type": "application/json"})

    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["field"]) == (422, "unreadable_request", field)
    assert said in error["message_vi"] + error["message_en"]
