"""A declaration sent through the door comes back as a code; a scan of it is answered, kept and counted."""

import csv
import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import segno
import zxingcpp
from sqlalchemy import select

from services.app.declaration_codes import code_for
from services.app.schedule import run_all_once
from services.app.wiring import House
from services.app.workers import Readers
from services.domain.viewers import COMMAND
from services.ingest.columns import columns_by_heading, heading_key
from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records
from services.ingest.tables import RecordRow
from services.plumbing.clock import SetClock
from services.posts.tables import LookRow, ScanRow
from tests.journeys.command import phendau

NOW = datetime.fromisoformat("2021-02-23T09:00:00+07:00")
BORDER, POLICE, HEALTH = ("border-token-000000001", "police-token-000000001", "health-token-000000001")
MILITARY = "military-token-0000001"
TOKENS = f"{BORDER}=border,{POLICE}=police,{HEALTH}=health@205,{MILITARY}=military"
PERSON = {
    "full_name": "NGUYỄN THỊ MẪU",
    "id_number": "034190001234",
    "birth_year": "1990",
    "sex": "Nữ",
    "phone": "0912345678",
}
DECLARATION = PERSON | {
    "declaration_id": "TK-1",
    "declared_at": "2021-02-23T08:00:00+07:00",
    "from_area": "34",
    "to_area": "193",
    "places_14d": "Nhà mẫu|34|2021-02-09|2021-02-23",
    "any_symptom": "không",
    "exp_case": "không",
}


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def tokens() -> str:
    return TOKENS


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def sent(door: httpx.Client, **changed: object) -> dict[str, Any]:
    answer = door.post("/api/intake/declarations", json=DECLARATION | changed)
    assert answer.status_code == 202, answer.text
    return dict(answer.json())


def code_of(house: House, declaration_id: str = "TK-1") -> str:
    with house.database.transaction() as tx:
        return code_for(house, tx, COMMAND, declaration_id).code


def scanned(door: httpx.Client, code: str, token: str = BORDER, **more: object) -> dict[str, Any]:
    answer = door.post("/api/scan", json={"code": code, "post": "C01"} | more, headers=bearer(token))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def tell(house: House, feed: str, *rows: dict[str, object]) -> None:
    """Rows taken in and heard by risk."""
    with house.database.transaction() as tx:
        receipt = receive_records(tx, FEEDS[feed], rows, house.reading())
    assert receipt.kept + receipt.warned == len(rows), receipt
    readers = Readers(house)
    readers.settle()
    readers.close()


def test_who_sent_a_declaration_gets_its_code_by_the_receipt(house: House, door: httpx.Client) -> None:
    receipt = sent(door)

    (code,) = door.get(f"/api/receipts/{receipt['id']}/codes").json()
    picture = door.get("/api/declarations/TK-1/qr.svg", params={"receipt": receipt["id"]})
    digits = door.get("/api/declarations/TK-1/code", params={"receipt": receipt["id"]}).json()

    assert code["declaration_id"] == "TK-1"
    assert digits == code
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert picture.headers["cache-control"] == "no-store"
    assert datetime.fromisoformat(code["valid_until"]) == NOW - timedelta(hours=1) + timedelta(hours=72)
    png = door.get("/api/declarations/TK-1/qr.png", params={"receipt": receipt["id"]})
    assert png.content.startswith(b"\x89PNG")


def test_nobody_else_gets_the_code(door: httpx.Client) -> None:
    other = sent(door, declaration_id="TK-2")["id"]
    sent(door)

    asked = {
        "nobody": door.get("/api/declarations/TK-1/qr.svg"),
        "another receipt": door.get("/api/declarations/TK-1/code", params={"receipt": other}),
        "no post": door.get("/api/declarations/TK-1/code", headers=bearer(MILITARY)),
    }

    assert {name: answer.status_code for name, answer in asked.items()} == dict.fromkeys(asked, 403)
    assert door.get("/api/declarations/TK-1/code", headers=bearer(HEALTH)).status_code == 200
    assert door.get("/api/declarations/none/code", headers=bearer(HEALTH)).status_code == 404
    assert door.get("/api/receipts/none/codes").status_code == 404


def test_a_code_that_would_tell_who_a_person_is_still_finds_its_declaration(door: httpx.Client) -> None:
    sent(door, declaration_id="TK/034190001234")

    found = door.get("/api/declarations/TK/034190001234/code", headers=bearer(BORDER))

    assert found.status_code == 200
    assert "034190001234" not in found.text


def test_a_scan_is_answered_with_level_reasons_questions_and_citation(
    house: House, door: httpx.Client
) -> None:
    tell(house, "cases", {"code": "M1", "area": "34", "confirmed_at": "2021-02-20", "source": "chưa rõ"})
    sent(door)

    found = scanned(door, code_of(house))

    assert (found["answer"], found["digit"], found["row"]) == ("quarantine", 3, "A9b")
    assert found["from"] == "Tỉnh Thái Bình"
    assert any("trở lại làm việc" in one for one in found["questions"])
    assert "910/UBND-DL1" in found["cite"]
    assert found["online"] is True
    worker = scanned(door, code_of(house), worker=True)
    assert (worker["answer"], worker["row"]) == ("sample", "A7")


def test_what_was_learned_after_the_code_was_made_counts(house: House, door: httpx.Client) -> None:
    sent(door, from_area="290", places_14d="", declaration_id="TK-9", to_area="193")
    sent(door, from_area="311", places_14d="", declaration_id="TK-8")
    sent(door)
    quiet = code_of(house, "TK-8"), code_of(house)
    order = {"number": "QĐ 9", "area": "311", "state": "phong_toa", "since": "2021-02-22", "issuer": "UBND"}
    case = PERSON | {"code": "M2", "area": "193", "confirmed_at": "2021-02-23T08:30", "source": "chưa rõ"}
    before = [scanned(door, code)["row"] for code in quiet]

    tell(house, "orders", order)
    locked = scanned(door, quiet[0])
    tell(house, "cases", case)
    positive = scanned(door, quiet[1])

    assert before == ["A9b", "A9b"]
    assert locked["row"] == "A5b"
    assert any("mức 4" in reason for reason in locked["reasons"])
    assert (positive["row"], positive["answer"]) == ("A1", "quarantine")


def test_a_worker_whom_an_enterprise_expects_is_known_at_the_post(house: House, door: httpx.Client) -> None:
    sent(door)
    code = code_of(house)
    returns = {"enterprise": "Than Mẫu", "area": "195", "origin": "34", "arrives_on": "2021-02-23"}
    alone = scanned(door, code)["row"]

    tell(house, "worker-returns", PERSON | returns)

    assert (alone, scanned(door, code)["row"]) == ("A9b", "A8")


def test_every_official_form_gets_a_code(house: House, door: httpx.Client) -> None:
    for feed in ("entry-declarations", "resident-declarations"):
        row = next(csv.DictReader(io.StringIO(FEEDS[feed].sample)))
        known = columns_by_heading(FEEDS[feed].columns)
        named = {known[heading_key(heading)].name: cell for heading, cell in row.items()}
        tell(house, feed, named | {"declared_at": "2021-02-23T08:00"})
    with house.database.reading() as tx:
        keys = dict(tx.execute(select(RecordRow.feed, RecordRow.key)).all())

    rows = {feed: scanned(door, code_of(house, key))["row"] for feed, key in keys.items()}

    assert rows["entry-declarations"] in ("A4", "A11", "A2")
    assert set(rows) == {"entry-declarations", "resident-declarations"}


def test_a_corrected_declaration_counts_as_corrected(house: House, door: httpx.Client) -> None:
    sent(door)
    code = code_of(house)
    sent(door, any_symptom="có")

    found = scanned(door, code)

    assert found["row"] == "A11"
    assert any("đã sửa tờ khai" in reason for reason in found["reasons"])


def test_a_declaration_the_house_no_longer_keeps_is_told_as_such(house: House, door: httpx.Client) -> None:
    sent(door)
    code = code_of(house)
    with house.database.transaction() as tx:
        tx.execute(RecordRow.__table__.delete())

    found = scanned(door, code)

    assert any("không còn giữ" in reason for reason in found["reasons"])


def test_one_code_at_two_posts_at_once_is_stopped_until_the_paper_fits(
    house: House, door: httpx.Client
) -> None:
    sent(door)
    code = code_of(house)

    first, again = scanned(door, code), scanned(door, code, post="Chốt cầu Vàng Chua")
    house.clock.move_to(NOW + timedelta(minutes=20))
    other = scanned(door, code, post="C06")
    fits, differs = (scanned(door, code, post="C06", paper=last) for last in ("1234", "9999"))
    house.clock.move_to(NOW + timedelta(hours=2))
    later = scanned(door, code, post="C02")

    assert (first["problem"], again["problem"]) == (None, None)  # the same post by its code and by its name
    assert (other["problem"], other["answer"]) == ("code_elsewhere", "turn_back")
    assert any("C01" in reason and "09:00" in reason for reason in other["reasons"])
    assert (fits["problem"], fits["paper_fits"]) == (None, True)
    assert (differs["problem"], differs["paper_fits"]) == ("paper_differs", False)
    assert later["problem"] is None


def test_every_scan_is_kept_counted_and_logged_before_it_is_answered(
    house: House, door: httpx.Client
) -> None:
    sent(door)
    scanned(door, code_of(house))
    scanned(door, "123", token=POLICE)

    with house.database.reading() as tx:
        scans = tx.execute(
            select(ScanRow.row, ScanRow.post, ScanRow.agency).order_by(ScanRow.at, ScanRow.id)
        ).all()
        told = tx.execute(select(RecordRow.body).where(RecordRow.feed == "checkpoint-scans")).scalars().all()
        looks = tx.execute(select(LookRow.agency, LookRow.why, LookRow.person)).all()
    assert [tuple(scan) for scan in scans] == [("A9b", "C01", "border"), ("C1", "C01", "police")]
    assert len(told) == 2 and '"declaration":"TK-1"' in "".join(told)
    assert [(look.agency, look.why) for look in looks] == [("command", "code"), ("border", "scan")]
    assert all(look.person.startswith("p") and "034190001234" not in look.person for look in looks)


@pytest.mark.parametrize("token", [None, MILITARY, "a-token-nobody-knows"])
def test_who_is_no_post_scans_nothing(house: House, door: httpx.Client, token: str | None) -> None:
    sent(door)
    headers = bearer(token) if token else {}

    answer = door.post("/api/scan", json={"code": code_of(house)}, headers=headers)

    assert answer.status_code == 403
    assert set(answer.json()["error"]) == {"code", "field", "message_vi", "message_en"}
    with house.database.reading() as tx:
        assert tx.execute(select(ScanRow.id)).all() == []


def test_a_post_bound_to_an_area_scans_whoever_comes_by(house: House, door: httpx.Client) -> None:
    sent(door)

    assert scanned(door, code_of(house), token=HEALTH)["row"] == "A9b"


@pytest.mark.parametrize(
    "body",
    [
        {}, [], {"code": 7}, {"code": "1" * 5001}, {"code": "1", "strange": 1},
        {"code": "1", "post": "x" * 61},
        {"code": "1", "certificate_on": "hôm qua"}, {"code": "1", "people_in_vehicle": 10**30},
    ],
)  # fmt: skip
def test_a_request_of_another_shape_is_refused_with_a_sentence(door: httpx.Client, body: object) -> None:
    answer = door.post("/api/scan", json=body, headers=bearer(BORDER))

    assert answer.status_code == 422
    assert answer.json()["error"]["message_vi"]


def test_a_scan_says_the_same_in_english(house: House, door: httpx.Client) -> None:
    sent(door)

    answer = door.post("/api/scan?lang=en", json={"code": code_of(house)}, headers=bearer(BORDER)).json()

    assert answer["word"] == "Quarantine"
    assert answer["to"] == "Ha Long City"


def test_scans_are_forgotten_when_the_law_says_so(house: House, door: httpx.Client) -> None:
    sent(door)
    scanned(door, code_of(house))
    house.clock.move_to(NOW + timedelta(days=731))

    run_all_once(house)

    with house.database.reading() as tx:
        assert tx.execute(select(ScanRow.id)).all() == []
        assert tx.execute(select(LookRow.seq)).all() == []


def test_a_picture_on_a_phone_is_checked_at_a_post_without_a_house(
    house: House, door: httpx.Client, tmp_path: Path
) -> None:
    sent(door)
    pem = door.get("/api/codes/keys.pem")
    (tmp_path / "keys.pem").write_text(pem.text)
    rows = segno.make(code_of(house), error="m", micro=False).matrix_iter(scale=4, border=4)
    pixels = np.array([[0 if dark else 255 for dark in row] for row in rows], dtype=np.uint8)
    read = zxingcpp.read_barcodes(pixels)[0].text

    key = ("--key", str(tmp_path / "keys.pem"))
    ended = phendau(
        tmp_path / "nothing", "scan", read, "--offline", *key, "--at", "2021-02-23T09:30", "--worker"
    )

    assert "PRIVATE" not in pem.text and "PAPER" not in pem.text
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("2 Lấy mẫu")
    assert "[A8]" in ended.stdout
    assert not (tmp_path / "nothing").exists()
