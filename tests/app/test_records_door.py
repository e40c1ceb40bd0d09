"""A record behind a number leads to the receipt under which it came in, and names nobody."""

from typing import Any

from services.app.wiring import House
from services.app.workers import Readers
from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records

HERE = "07030"
CASES = [
    {
        "code": "MAU1",
        "area": HERE,
        "confirmed_at": "2021-01-19T10:00",
        "count": "2",
        "full_name": "Lê Thị Mẫu",
    },
    {"code": "MAU2", "area": HERE, "confirmed_at": "2021-01-20T07:00", "count": "1"},
]


def test_a_record_leads_to_its_receipt_and_names_nobody(house: House, door: Any) -> None:
    with house.database.transaction() as tx:
        receipt = receive_records(tx, FEEDS["cases"], CASES, house.reading())
    readers = Readers(house)
    readers.settle()
    readers.close()

    told = door.get(f"/api/areas/{HERE}/records", params={"number": "cases_14d"}).json()

    assert [(row["adds"], row["receipt"]) for row in told["rows"]] == [(1, receipt.id), (2, receipt.id)]
    page = door.get(f"/areas/{HERE}/records?number=cases_14d").text
    assert f"/receipts/{receipt.id}" in page and "Lê Thị" not in page


TUBES = [
    {"sample": f"T{n}", "area": HERE, "taken_at": "2021-01-19T10:00", "method": "RT-PCR", "result": result}
    for n, result in enumerate(("positive", "negative", "negative", "negative", "pending"))
]
LOCK = {
    "number": "12/QĐ-UBND",
    "issuer": "Ủy ban nhân dân thành phố Hạ Long",
    "state": "phong_toa",
    "area": HERE,
    "part": "Tổ 4, khu 2",
    "since": "2021-01-19T12:00",
}


def test_the_share_of_positive_tubes_and_a_locked_part_open_to_what_they_were_counted_from(
    house: House, door: Any
) -> None:
    with house.database.transaction() as tx:
        receive_records(tx, FEEDS["lab-results"], TUBES, house.reading())
        receive_records(tx, FEEDS["orders"], [LOCK], house.reading())
    readers = Readers(house)
    readers.settle()
    readers.close()

    tubes = door.get(f"/api/areas/{HERE}/records", params={"number": "positive_tests_share_14d"}).json()
    parts = door.get(f"/api/areas/{HERE}/records", params={"number": "locked_parts"}).json()

    assert (tubes["value"], tubes["sum"], tubes["unit"]) == (0.25, 0.25, "share")
    assert "4 ống có kết quả, 1 dương tính" in tubes["rows"][0]["what"]
    assert [row["what"] for row in parts["rows"]] == [
        "Phong tỏa, Tổ 4, khu 2: 12/QĐ-UBND, Ủy ban nhân dân thành phố Hạ Long"
    ]
    page = door.get(f"/areas/{HERE}").text
    assert "number=positive_tests_share_14d" in page and "number=locked_parts" in page
    assert (
        '<b class="big">25 %</b>' in door.get(f"/areas/{HERE}/records?number=positive_tests_share_14d").text
    )
