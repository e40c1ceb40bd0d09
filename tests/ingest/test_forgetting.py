"""Identity is forgotten on the day the law in force says; the record of the area stays."""

import csv
from datetime import timedelta

from sqlalchemy import func, select

from services.ingest.feeds import FEEDS
from services.ingest.forgetting import forget
from services.ingest.receipts import receive_records
from services.ingest.tables import IdentityRow, RecordRow, RefusedRow
from services.plumbing.database import Base, Transaction


def test_every_feed_with_personal_columns_is_forgotten_by_a_kind_the_law_names(house):
    personal = {feed.name for feed in FEEDS.values() if any(column.personal for column in feed.columns)}
    kinds = house.jurisdiction.law.retention.on(house.clock()).value.kinds

    told = {feed.name: feed.forgotten_as for feed in FEEDS.values() if feed.forgotten_as}
    assert set(told) == personal
    assert set(told.values()) <= set(kinds)


def test_identity_and_refused_rows_go_when_their_time_is_over_and_the_record_stays(house, clock):
    retention = house.jurisdiction.law.retention.on(clock()).value
    sample = _sample("declarations")
    broken = sample[0] | {"declared_at": "không phải ngày"}
    with house.database.transaction() as tx:
        receipt = receive_records(tx, FEEDS["declarations"], [*sample, broken], house.reading(clock()))
    kept = receipt.kept + receipt.warned

    with house.database.transaction() as tx:
        before = forget(tx, FEEDS, retention, clock() + timedelta(days=6))
    with house.database.transaction() as tx:
        after = forget(tx, FEEDS, retention, clock() + timedelta(days=31))

    assert before == 0
    assert after == kept + receipt.refused
    with house.database.reading() as tx:
        left = [
            tx.execute(select(func.count()).select_from(t)).scalar_one() for t in (IdentityRow, RefusedRow)
        ]
        records = _size(tx, RecordRow)
    assert left == [0, 0]
    assert records == kept


def _size(tx: Transaction, table: type[Base]) -> int:
    return tx.execute(select(func.count()).select_from(table)).scalar_one()


def _sample(feed: str) -> list[dict[str, str]]:
    return list(csv.DictReader(FEEDS[feed].sample.splitlines()))
