"""The time line of places: what is refused, what is warned of, and what others are told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.domain.events import Event, ExposureSiteReported, PeopleNoted
from services.domain.receipts import Receipt
from services.domain.records import Milestone, Setting
from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records
from services.ingest.tables import RecordRow
from services.plumbing.cloudevents import Message, as_event, topic_of
from services.plumbing.database import Database, OutboxRow
from tests.ingest.made_up import NOW, reading_at

FEED = FEEDS["milestones"]
PERSON = "p0123456789abcdef01234567"
MARKET = {
    "person": PERSON, "told_at": "2021-08-19 18:00", "level": "F0", "case_code": "BN9001", "setting": "chợ",
    "place": "Chợ Mẫu", "address": "Khu 2", "area": "205", "from": "2021-08-17 08:00",
    "to": "2021-08-17 09:30", "with_whom": "Bà Mẫu", "mask": "có",
}  # fmt: skip


def send(database: Database, *changed: dict[str, object], later: int = 0) -> Receipt:
    reading = reading_at(NOW + timedelta(minutes=later))
    with database.transaction() as tx:
        return receive_records(tx, FEED, [{**MARKET, **one} for one in changed or ({},)], reading)


def codes(receipt: Receipt) -> list[tuple[str | None, str]]:
    return [(one.field, one.code) for one in receipt.problems]


def record(database: Database) -> Milestone:
    with database.reading() as tx:
        (body,) = tx.execute(select(RecordRow.body)).scalars()
    return Milestone.model_validate_json(body)


def told(database: Database) -> list[ExposureSiteReported]:
    wanted = select(OutboxRow.topic, OutboxRow.key, OutboxRow.id, OutboxRow.body)
    with database.reading() as tx:
        rows = tx.execute(wanted.order_by(OutboxRow.seq)).all()
    events: list[Event] = [as_event(Message(row.topic, row.key, row.id, row.body.encode())) for row in rows]
    return [one for one in events if isinstance(one, ExposureSiteReported)]


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"to": "2021-08-17 07:00"}, "to", "ends_before_start"),
        ({"to": "2021-08-17 08:00"}, "to", "ends_before_start"),
        ({"from": "2021-08-21 08:00", "to": "2021-08-21 09:00"}, "from", "future"),
        ({"to": "2021-08-20 18:00", "from": "2021-08-19 17:00"}, "to", "future"),
        ({"told_at": "2021-08-21 08:00"}, "told_at", "future"),
        ({"from": "2021-07-30 08:00", "to": "2021-08-19 08:00"}, "to", "too_long"),
        ({"place": ""}, "place", "missing"),
        ({"from": ""}, "from", "missing"),
        ({"person": ""}, "full_name", "missing"),
        ({"person": "Mẫu"}, "person", "no_pseudonym"),
        ({"setting": "nhà riêng", "place": "Nhà ông Mẫu", "address": ""}, "place", "home_in_the_open"),
        ({"setting": "", "place": "Nhà ông Mẫu", "address": ""}, "place", "home_in_the_open"),
        ({"setting": "nhà riêng", "place": "Nhà riêng"}, "address", "home_in_the_open"),
        ({"level": "F9"}, "level", "not_in_list"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field_and_nothing_is_lost(
    database: Database, changed: dict[str, str], field: str, code: str
):
    receipt = send(database, changed, {"place": "Siêu thị Mẫu"})

    assert (receipt.refused, receipt.kept) == (1, 1)
    assert (field, code) in codes(receipt)
    assert all(one.message_vi and one.message_en for one in receipt.problems)


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"to": "2021-08-17"}, "to", "midnight"),
        ({"from": "2021-07-17 08:00", "to": "2021-07-17 09:00"}, "to", "outside_lookback"),
        ({"area": ""}, "area", "no_area"),
    ],
)
def test_what_should_be_looked_at_is_kept_with_a_warning(
    database: Database, changed: dict[str, str], field: str, code: str
):
    receipt = send(database, changed)

    assert receipt.warned == 1
    assert codes(receipt) == [(field, code)]


def test_until_midnight_of_the_same_day_is_until_its_end(database: Database):
    send(database, {"to": "2021-08-17"})

    assert record(database).until - record(database).since == timedelta(hours=16)


def test_a_stay_of_a_fortnight_at_home_is_no_slip(database: Database):
    at_home = {"setting": "nhà riêng", "place": "Nhà riêng", "address": "", "home_address": "Số 8 ngõ Mẫu"}
    receipt = send(database, at_home | {"from": "2021-08-06 08:00", "to": "2021-08-19 08:00"})

    assert receipt.kept == 1


def test_a_home_keeps_no_words_and_is_told_to_nobody(database: Database):
    at_home = {"setting": "", "place": "Nhà riêng", "address": "", "home_address": "Số 8 ngõ Mẫu"}
    send(database, at_home | {"lat": "21.05", "lng": "106.5"})

    here = record(database)
    assert (here.setting, here.place, here.address, here.latitude) == (Setting.HOME, "Nhà riêng", None, None)
    assert told(database) == []


def test_a_named_kind_of_place_outranks_a_name_that_sounds_like_a_home(database: Database):
    send(database, {"setting": "quán ăn", "place": "Nhà Cô Mẫu"})

    assert record(database).place == "Nhà Cô Mẫu"
    assert [one.place for one in told(database)] == ["Nhà Cô Mẫu"]


def test_a_public_place_of_an_f0_becomes_an_exposure_site(database: Database):
    send(database)

    (site,) = told(database)
    assert (site.site, site.place, site.area, site.withdrawn) == ("milestones", "Chợ Mẫu", "205", False)
    assert site.until is not None and site.since is not None
    assert site.until - site.since == timedelta(minutes=90)
    assert PERSON not in site.model_dump_json()


def test_a_place_of_an_f1_is_told_to_nobody(database: Database):
    send(database, {"level": "F1"})

    assert told(database) == []


@pytest.mark.parametrize(
    "mended", [{"mistaken": "có"}, {"level": "F1"}, {"setting": "nhà riêng", "address": ""}]
)
def test_what_was_told_in_error_is_withdrawn(database: Database, mended: dict[str, str]):
    send(database, {"place": "Nhà riêng", "setting": "khác", "address": ""})
    send(database, {"place": "Nhà riêng", "setting": "khác", "address": ""} | mended, later=1)

    first, second = told(database)
    assert (first.ref, first.withdrawn) == (second.ref, False)
    assert second.withdrawn


def test_another_end_is_a_correction_of_the_same_site(database: Database):
    send(database)
    send(database, {"to": "2021-08-17 11:00"}, later=1)

    first, second = told(database)
    assert first.ref == second.ref
    assert first.until != second.until


def test_a_row_that_comes_after_its_correction_tells_nothing(database: Database):
    send(database, {"to": "2021-08-17 11:00"}, later=1)
    send(database)

    assert len(told(database)) == 1


def test_a_person_is_heard_of_even_when_only_their_pseudonym_is_sent(database: Database):
    send(database, {"with_whom": ""})

    with database.reading() as tx:
        topics = list(tx.execute(select(OutboxRow.topic)).scalars())
    assert topic_of(PeopleNoted) in topics
