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
