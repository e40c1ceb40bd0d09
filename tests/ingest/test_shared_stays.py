"""Lists of rooms, shifts, teams and tables: how they are written, what is refused, what is warned of."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from services.domain.receipts import Receipt
from services.domain.records import SharedKind, SharedStay
from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records
from services.ingest.tables import RecordRow
from services.plumbing.database import Database
from tests.ingest.made_up import NOW, reading_at

FEED = FEEDS["shared-stays"]
ROOM = {
    "Họ và tên": "Lưu Văn Mẫu", "CCCD": "034090000201", "Năm sinh": "1990", "Đơn vị": "Ký túc xá Mẫu",
    "Xã phường": "205", "Phòng": "12", "Từ": "2021-08-17 18:00", "Đến": "2021-08-18 06:00",
}  # fmt: skip
SHIFT = {
    **ROOM,
    "Đơn vị": "Công ty Mẫu",
    "Phòng": "",
    "Ca": "A",
    "Ngày": "17/08/2021",
    "Từ": "22:00",
    "Đến": "06:00",
}


def send(
    database: Database, *rows: dict[str, object], later: int = 0, enterprise: str | None = None
) -> Receipt:
    reading = replace(reading_at(NOW + timedelta(minutes=later)), enterprise=enterprise)
    with database.transaction() as tx:
        return receive_records(tx, FEED, rows, reading)


def codes(receipt: Receipt) -> list[tuple[str | None, str]]:
    return [(one.field, one.code) for one in receipt.problems]


def records(database: Database) -> list[SharedStay]:
    with database.reading() as tx:
        bodies = tx.execute(select(RecordRow.body).order_by(RecordRow.id)).scalars().all()
    return [SharedStay.model_validate_json(body) for body in bodies]


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        (ROOM | {"Đến": "2021-08-17 17:00"}, "ends_at", "ends_before_start"),
        (ROOM | {"Đến": "2021-08-17 18:00"}, "ends_at", "ends_before_start"),
        (ROOM | {"Đến": "2021-08-20 18:00"}, "ends_at", "future"),
        (ROOM | {"Từ": "2021-08-21 18:00", "Đến": "2021-08-22 18:00"}, "starts_at", "future"),
        (ROOM | {"Đến": "khi nào về"}, "ends_at", "unreadable_date"),
        (ROOM | {"Từ": "25:00", "Ngày": "17/08/2021"}, "starts_at", "unreadable_date"),
        (ROOM | {"Đến": ""}, "ends_at", "missing"),
        (ROOM | {"Đơn vị": ""}, "place", "missing"),
        (ROOM | {"Họ và tên": ""}, "full_name", "missing"),
        (ROOM | {"Phòng": ""}, "unit", "missing"),
        (ROOM | {"Phòng": "", "unit": "12"}, "kind", "missing"),
        (ROOM | {"Loại": "khu vực"}, "kind", "not_in_list"),
        (ROOM | {"Đơn vị": "Nhà ông Mẫu"}, "place", "home_in_the_open"),
        (SHIFT | {"Ngày": ""}, "day", "missing"),
        (SHIFT | {"Từ": "2021-07-29 06:00", "Đến": "2021-08-18 06:00"}, "ends_at", "too_long"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_field_and_nothing_is_lost(
    database: Database, row: dict[str, str], field: str, code: str
):
    receipt = send(database, row, ROOM | {"CCCD": "034090000202"})

    assert (receipt.refused, receipt.kept, receipt.balances()) == (1, 1, True)
    assert codes(receipt) == [(field, code)]
    assert all(one.message_vi and one.message_en for one in receipt.problems)


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        (ROOM | {"Từ": "2021-07-29 06:00"}, "ends_at", "long_stay"),
        (ROOM | {"Đến": "2021-08-17"}, "ends_at", "midnight"),
        (ROOM | {"Xã phường": ""}, "area", "no_area"),
    ],
)
def test_what_should_be_looked_at_is_kept_with_a_warning(
    database: Database, row: dict[str, str], field: str, code: str
):
    receipt = send(database, row)

    assert receipt.warned == 1
    assert codes(receipt) == [(field, code)]


def test_workers_housing_is_nobodys_home(database: Database):
    assert send(database, ROOM | {"Đơn vị": "Nhà ở công nhân Mẫu"}).kept == 1


def test_hours_alone_belong_to_the_day_and_a_night_shift_ends_on_the_next(database: Database):
    send(
        database,
        SHIFT,
        SHIFT | {"Từ": "6h00", "Đến": "14h30"},
        SHIFT | {"Từ": "2021-08-16 22:00", "Đến": "6:00"},
    )

    local = [(one.since.isoformat()[5:16], one.until.isoformat()[5:16]) for one in records(database)]
    assert sorted(local) == [
        ("08-16T22:00", "08-17T06:00"), ("08-17T06:00", "08-17T14:30"), ("08-17T22:00", "08-18T06:00"),
    ]  # fmt: skip


def test_a_time_without_a_zone_is_local_and_one_with_a_zone_is_kept(database: Database):
    send(database, ROOM | {"Từ": "2021-08-17T11:00:00Z"})

    (one,) = records(database)
    assert one.since == datetime.fromisoformat("2021-08-17T18:00:00+07:00")


@pytest.mark.parametrize(
    "other",
    [
        {"Phòng": "P.12"},
        {"Phòng": "phòng số 12"},
        {"Phòng": "Phong 12"},
        {"Phòng": "", "unit": "Phòng 12"},
        {"Phòng": "", "unit": "12", "Loại": "phòng ở"},
        {"Đơn vị": "KÝ TÚC XÁ MẪU"},
    ],
)
def test_one_room_is_one_however_it_is_written(database: Database, other: dict[str, str]):
    send(database, ROOM, ROOM | {"CCCD": "034090000202"} | other)

    first, second = records(database)
    assert first.mark == second.mark
    assert second.kind is SharedKind.ROOM and second.unit.endswith("12")


@pytest.mark.parametrize(
    "other", [{"Phòng": "21"}, {"Đơn vị": "Ký túc xá B"}, {"Xã phường": "290"}, {"Bàn": "12", "Phòng": ""}]
)
def test_another_room_dormitory_commune_or_kind_is_another(database: Database, other: dict[str, str]):
    send(database, ROOM, ROOM | {"CCCD": "034090000202"} | other)

    first, second = records(database)
    assert first.mark != second.mark
    assert "12" not in first.mark[:4] and len(first.mark) == 24


def test_a_table_of_a_shift_is_narrower_than_the_shift(database: Database):
    send(database, SHIFT, SHIFT | {"Bàn": "Bàn số 7", "Tổ": "Chuyền May 3"})

    shift, table = sorted(records(database), key=lambda one: one.kind)
    assert (shift.kind, shift.unit) == (SharedKind.SHIFT, "ca A")
    assert (table.kind, table.unit) == (SharedKind.TABLE, "bàn 7, Chuyền May 3, ca A")
    assert shift.mark != table.mark


def test_the_same_row_is_a_duplicate_another_end_a_correction(database: Database):
    send(database, ROOM)

    assert send(database, ROOM, later=1).duplicate == 1
    assert send(database, ROOM | {"Đến": "2021-08-18 07:00"}, later=2).kept == 1
    assert [one.until.hour for one in records(database)] == [6, 7]


def test_an_enterprise_speaks_of_no_other(database: Database):
    mine, other = SHIFT, SHIFT | {"Đơn vị": "Công ty Khác"}
    receipt = send(database, mine, other, enterprise="Công ty mẫu")

    assert (receipt.kept, receipt.refused) == (1, 1)
    assert codes(receipt) == [("place", "other_enterprise")]
