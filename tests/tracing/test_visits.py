"""Where people say they were becomes visits, and what was corrected no longer stands."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import select

from services.app.wiring import House
from services.app.workers import Readers
from services.domain.days import midnight
from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records
from services.ingest.tables import RecordRow
from services.ingest.telling import records_noted
from services.tracing.tables_visits import VisitRow
from services.tracing.visits import Terms, keep_visits

DECLARED: dict[str, Any] = {
    "declaration_id": "MAU-1", "declared_at": "2021-01-20 07:30", "full_name": "Nguyễn Văn Mẫu",
    "id_number": "022090123457", "birth_year": "1990", "sex": "Nam", "phone": "0912345678",
    "addr_province": "22", "addr_district": "205", "from_area": "290", "to_area": "205",
    "any_symptom": "không", "exp_case": "không", "exp_country": "không", "exp_ill": "không",
    "places_14d": "Chợ Sặt|30|2021-01-12|2021-01-13; Quán Gió|205||",
}  # fmt: skip


def taken_in(house: House, feed: str, row: Mapping[str, object], learned_at: datetime | None = None) -> None:
    with house.database.transaction() as tx:
        receive_records(tx, FEEDS[feed], [row], house.reading(learned_at))


def settle(house: House) -> None:
    readers = Readers(house)
    readers.settle()
    readers.close()


def visits(house: House) -> list[tuple[str, str | None, datetime, datetime, bool]]:
    wanted = select(VisitRow).with_only_columns(
        VisitRow.kind, VisitRow.place, VisitRow.since, VisitRow.until, VisitRow.gone_at
    )
    with house.database.reading() as tx:
        found = tx.execute(wanted.order_by(VisitRow.id)).all()
    return [(row.kind, row.place, row.since, row.until, row.gone_at is None) for row in found]


def test_a_declared_day_reaches_from_local_midnight_to_the_next_and_an_untold_one_as_far_as_the_form_asks(
    house: House,
) -> None:
    taken_in(house, "declarations", DECLARED)
    settle(house)

    zone, declared = house.jurisdiction.zone, datetime.fromisoformat("2021-01-20T07:30+07:00")
    market, inn, origin = visits(house)
    assert market[1:4] == (
        "Chợ Sặt", midnight(datetime(2021, 1, 12, tzinfo=zone).date(), zone),
        midnight(datetime(2021, 1, 14, tzinfo=zone).date(), zone),
    )  # fmt: skip
    assert inn[1:4] == ("Quán Gió", declared - timedelta(days=14), declared)
    assert origin[0] == "origin" and origin[2:4] == (declared - timedelta(days=14), declared)


def test_a_corrected_declaration_closes_the_visits_it_replaces_and_keeps_them(house: House) -> None:
    taken_in(house, "declarations", DECLARED)
    settle(house)
    taken_in(house, "declarations", DECLARED | {"places_14d": "Chợ Cột|205|2021-01-12|2021-01-13"})
    settle(house)

    assert {(place, stands) for kind, place, _, _, stands in visits(house) if kind == "declared"} == {
        ("Chợ Sặt", False), ("Quán Gió", False), ("Chợ Cột", True),
    }  # fmt: skip


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_revisions_heard_in_any_order_leave_the_same_visits_standing(
    house: House, order: tuple[int, ...]
) -> None:
    start = house.clock()
    for hours, place in enumerate(("Chợ Một", "Chợ Hai", "Chợ Ba")):
        row = DECLARED | {"places_14d": f"{place}|205|2021-01-12|2021-01-13"}
        taken_in(house, "declarations", row, start + timedelta(hours=hours))
    with house.database.reading() as tx:
        records = tx.execute(select(RecordRow.id).order_by(RecordRow.revision)).scalars().all()
    terms = Terms(house.jurisdiction.zone, timedelta(days=14))

    for number in order:
        with house.database.transaction() as tx:
            keep_visits(tx, records_noted(tx, FEEDS, [records[number]]), terms)

    with house.database.reading() as tx:
        rows = tx.execute(
            select(VisitRow.place, VisitRow.learned_at, VisitRow.gone_at).where(VisitRow.kind == "declared")
        ).all()
    known = {row.place: (row.learned_at, row.gone_at) for row in rows}
    moments = [start, start + timedelta(hours=1), start + timedelta(hours=2), None]
    assert known == {
        place: (moments[n], moments[n + 1]) for n, place in enumerate(("Chợ Một", "Chợ Hai", "Chợ Ba"))
    }


@pytest.mark.parametrize(
    ("level", "mistaken", "stands"), [("F1", "", True), ("F0", "", False), ("F1", "có", False)]
)
def test_a_milestone_of_a_contact_is_a_visit_and_that_of_a_case_is_none(
    house: House, level: str, mistaken: str, stands: bool
) -> None:
    told = {
        "full_name": "Nguyễn Văn Mẫu", "told_at": "2021-01-20 07:30", "level": level, "place": "Chợ Cột",
        "address": "Khu 2", "area": "205", "from": "2021-01-18 08:00", "to": "2021-01-18 09:00",
    }  # fmt: skip
    taken_in(house, "milestones", told)
    if mistaken:
        taken_in(house, "milestones", told | {"mistaken": mistaken})
    settle(house)

    assert [place for kind, place, _, _, open_ in visits(house) if kind == "told" and open_] == (
        ["Chợ Cột"] if stands else []
    )
