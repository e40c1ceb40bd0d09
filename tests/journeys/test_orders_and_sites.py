"""Orders stand above suggestions; a second official site can only add to what is known."""

from datetime import datetime

import pytest

from services.plumbing.clock import SetClock
from tests.journeys.serving import Living

ORDER = {
    "number": "101/QĐ-MAU",
    "issuer": "UBND tỉnh",
    "state": "ct16",
    "area": "205",
    "since": "2021-01-28T06:00",
}


def nothing_to_report(day: str) -> dict[str, str | int]:
    return {"code": f"0-{day}", "area": "205", "confirmed_at": day, "count": 0}


def test_an_order_outranks_the_suggestion_and_both_are_told(alive: Living):
    alive.post("cases", nothing_to_report("2021-01-28"))
    alive.post(
        "contacts", {"chain": "A", "area": "205", "reported_at": "2021-01-28", "level": "F1", "total": 0}
    )
    before = alive.area("205")

    alive.post("orders", ORDER)

    ordered = alive.area("205")
    assert (ordered["level"], ordered["order"]["number"]) == (4, "101/QĐ-MAU")
    assert before["level"] == before["suggested"] == 1
    assert ordered["suggested"] < ordered["level"]
    police = [alert for alert in alive.alerts(agency="police", area="205") if alert["kind"] == "level_raised"]
    assert "101/QĐ-MAU" in police[-1]["text"]["vi"]


def test_no_number_and_no_day_that_passes_lowers_an_order(alive: Living):
    alive.post("orders", ORDER)

    for day in ("2021-01-28", "2021-01-29", "2021-01-30"):
        alive.post("cases", nothing_to_report(day))
        alive.wait(days=1)
    alive.wait(days=40)

    assert alive.area("205")["level"] == 4
    assert not [alert for alert in alive.alerts(area="205") if alert["kind"] == "level_lowered"]


def test_an_order_ends_when_its_issuer_ends_it(alive: Living):
    alive.post("cases", nothing_to_report("2021-01-28"))
    alive.post("orders", ORDER)

    alive.post("orders", ORDER | {"until": "2021-02-08T18:00"})
    before = alive.area("205")["order"]
    alive.wait(days=12)

    after = alive.area("205")
    assert before["until"] == "2021-02-08T18:00:00+07:00"
    assert after["order"] is None
    assert after["level"] == after["suggested"]


@pytest.fixture
def autumn(clock: SetClock) -> datetime:
    """November 2021: the law of then counts cases a week per 100,000 people, which official sites tell."""
    clock.move_to(datetime.fromisoformat("2021-11-01T08:00:00+07:00"))
    return clock()


def test_a_second_site_with_smaller_numbers_never_makes_a_level_fall(autumn: datetime, alive: Living):
    alive.post("vncdc-daily", {"date": "2021-10-30", "gso_code": "22", "confirmed": 2500})
    before = {row["area"]: row for row in alive.door.get("/api/areas").json()}

    for confirmed in (0, 10, 2499):
        alive.post("ncsc-daily", {"date": "2021-10-30", "gso_code": "22", "confirmed": confirmed})

    after = {row["area"]: row for row in alive.door.get("/api/areas").json()}
    assert before["22"]["at_least"] == 3
    assert all(after[area]["at_least"] >= row["at_least"] for area, row in before.items())
    assert not [alert for alert in alive.alerts() if alert["kind"] == "level_lowered"]
