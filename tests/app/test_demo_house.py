"""The demo's house: fresh each time, and never in the way of its own next start."""

from services.app.demo_house import fresh_house
from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records, totals


def test_a_demo_that_was_cut_off_can_be_started_again(tmp_path, monkeypatch):
    monkeypatch.delenv("PHENDAU_DATABASE_URL", raising=False)
    with fresh_house(home=tmp_path) as (house, _), house.database.transaction() as tx:
        row = {"number": "1", "issuer": "UBND", "state": "ct15", "area": "22", "since": "2021-01-20"}
        receive_records(tx, FEEDS["orders"], [row], house.reading())

    with fresh_house(home=tmp_path) as (house, _), house.database.reading() as tx:
        left = totals(tx)

    assert not any(left.values())
