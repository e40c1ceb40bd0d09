"""The replay says what the sources say: totals, places, orders."""

from collections import Counter
from datetime import datetime

import pytest

from services.app.demo.delivery import Delivery
from services.app.demo.expected import delivered_total, lies_in, standing_cases, told_total
from services.app.demo.facts import Facts, read_facts
from services.domain.areas import Areas
from tests.app.demo.conftest import ZONE

QUANG_NINH, VAN_DON, DONG_TRIEU, HA_LONG, CAM_PHA = "22", "203", "205", "193", "195"
FIRST_NIGHT = datetime.fromisoformat("2021-01-27T23:59:00+07:00")
DAY_AFTER = datetime.fromisoformat("2021-01-28T23:59:00+07:00")
TIMELINE = {
    "2021-01-27": 1, "2021-01-28": 11, "2021-01-29": 16, "2021-01-30": 22, "2021-01-31": 25, "2021-02-01": 30,
    "2021-02-02": 38, "2021-02-03": 42, "2021-02-04": 44, "2021-02-05": 46, "2021-02-06": 47,
    "2021-02-08": 50, "2021-02-09": 53, "2021-02-10": 57, "2021-02-11": 59, "2021-02-14": 60,
    "2021-02-20": 60, "2021-02-22": 61, "2021-03-31": 61,
}  # fmt: skip

# The first two cases are told for 23:00 of the 27th and learned half an hour later: that hour is ours.
TOLD = [total for total in read_facts("quang-ninh", ZONE).totals if total.timeline not in ("E003", "E004")]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00")


@pytest.mark.parametrize("told", TOLD, ids=lambda told: f"{told.timeline}-{told.area}")
def test_every_total_told_is_reached_at_its_moment(told, replay: list[Delivery], areas: Areas):
    assert delivered_total(replay, areas, told.area, told.moment) == told.cumulative


@pytest.mark.parametrize(("day", "total"), TIMELINE.items())
def test_the_province_adds_up_evening_by_evening(day, total, replay, areas, facts: Facts):
    evening = moment(f"{day}T23:59:00")
    assert delivered_total(replay, areas, QUANG_NINH, evening) == total
    assert told_total(facts, QUANG_NINH, evening) == total


@pytest.mark.parametrize(("district", "total"), {DONG_TRIEU: 23, VAN_DON: 18, HA_LONG: 8, CAM_PHA: 1}.items())
def test_districts_of_8_february(district, total, replay, areas):
    assert delivered_total(replay, areas, district, moment("2021-02-08T08:00:00")) == total


def test_hai_duong_is_drawn_through_every_number_told(replay, areas):
    for text, total in (
        ("2021-02-14T16:00:00", 461),
        ("2021-02-17T18:00:00", 557),
        ("2021-03-03T00:00:00", 689),
    ):
        assert delivered_total(replay, areas, "30", moment(text)) == total


def test_both_outbreaks_are_known_in_the_night_of_the_27th_and_not_in_its_evening(replay, areas):
    told = [d for d in replay if d.feed == "cases" and d.at.date().isoformat() == "2021-01-27"]
    night = [row for d in told if d.at.hour == 23 for row in d.rows]
    evening = {row["area"]: row["count"] for d in told if d.at.hour < 23 for row in d.rows}
    assert {(row["area"], row["count"]) for row in night} == {("07009", "1"), ("290", "1")}
    assert delivered_total(replay, areas, QUANG_NINH, FIRST_NIGHT) == 1
    assert evening[VAN_DON] == evening[QUANG_NINH] == "0"


def test_on_the_day_after_van_don_has_a_case_without_known_source_and_ha_long_has_not(replay, areas):
    rows = standing_cases(delivery for delivery in replay if delivery.at <= DAY_AFTER)
    unknown = [row for row in rows if row["source"] == "not_yet"]
    assert [row["code"] for row in unknown] == ["BN1553"]
    assert lies_in(unknown[0]["area"], VAN_DON, areas)
    known = [row for row in rows if lies_in(row["area"], HA_LONG, areas)]
    assert known and {row["source"] for row in known} == {"known"}


def test_the_source_of_the_first_case_is_told_later(replay):
    told = [
        (delivery.at.date().isoformat(), row["source"], row["area"])
        for delivery in replay
        for row in delivery.rows
        if row.get("code") == "BN1553"
    ]
    assert told == [("2021-01-27", "not_yet", "07009"), ("2021-02-05", "known", "06697")]


def test_on_the_day_after_the_neighbour_is_locked_and_a_street_group_of_ha_long_too(replay):
    rows = [
        row
        for delivery in replay
        if delivery.feed == "orders" and delivery.at <= DAY_AFTER
        for row in delivery.rows
    ]
    assert {(row["area"], row["part"], row["state"]) for row in rows} == {
        ("290", "", "phong_toa"),
        ("06697", "tổ 1, khu 6", "phong_toa"),
        ("07009", "Cảng hàng không quốc tế Vân Đồn", "phong_toa"),
    }


def test_distancing_is_planned_long_and_ended_early(replay):
    told = [
        (delivery.at.isoformat()[:16], row["until"][:16])
        for delivery in replay
        if delivery.feed == "orders"
        for row in delivery.rows
        if (row["area"], row["state"]) == (DONG_TRIEU, "ct16")
    ]
    assert told == [("2021-01-29T12:00", "2021-02-23T12:00"), ("2021-02-09T18:00", "2021-02-09T18:00")]


def test_a_revision_names_its_order_and_leaves_the_start(facts: Facts):
    starts: dict[tuple[str, str, str], set[datetime]] = {}
    for order in facts.orders:
        starts.setdefault((order.number, order.area, order.part), set()).add(order.since)
    assert all(len(since) == 1 for since in starts.values())


def test_every_lock_inside_the_province_ends(facts: Facts, areas: Areas):
    last = {(order.number, order.area, order.part): order.until for order in facts.orders}
    assert [key for key, until in last.items() if until is None] == []


@pytest.mark.parametrize(
    ("moment_told", "level", "total"),
    [
        ("2021-02-08T19:00:00", "F1", 3351),
        ("2021-02-08T19:00:00", "F2", 17198),
        ("2021-02-08T19:00:00", "F4", 44366),
    ],
)
def test_contacts_of_8_february(moment_told, level, total, replay, areas):
    rows = [
        row
        for delivery in replay
        if delivery.feed == "contacts" and delivery.at == moment(moment_told)
        for row in delivery.rows
        if row["level"] == level and lies_in(row["area"], QUANG_NINH, areas)
    ]
    assert sum(int(row["total"]) for row in rows) == pytest.approx(total, abs=len(rows))


def test_tracing_lags_a_day_in_january_and_is_complete_in_february(replay):
    lag = Counter()
    for delivery in replay:
        if delivery.feed == "contacts":
            for row in delivery.rows:
                lag[delivery.at.date().isoformat()] += int(row["total"]) - int(row["traced"])
    assert lag["2021-01-29"] > 0 and lag["2021-01-31"] > 0
    assert not any(lag[f"2021-02-{day:02d}"] for day in range(5, 29))


def test_on_the_day_after_only_the_two_outbreaks_have_untraced_contacts(replay, areas):
    behind = {
        row["area"]
        for delivery in replay
        if delivery.feed == "contacts" and delivery.at <= DAY_AFTER
        for row in delivery.rows
        if int(row["traced"]) < int(row["total"]) and lies_in(row["area"], QUANG_NINH, areas)
    }
    assert behind == {VAN_DON, DONG_TRIEU}


def test_workers_come_back_as_told(replay):
    arrived = Counter()
    for delivery in replay:
        if "-da-ve-" in delivery.name:
            arrived[delivery.at.date().isoformat()] += len(delivery.rows)
    assert sum(number for day, number in arrived.items() if day <= "2021-02-23") == 24_070
    assert sum(arrived.values()) == 24_070 + 7_500


def test_every_fact_keeps_its_certainty(facts: Facts):
    assert all(fact.certainty for fact in (*facts.cases, *facts.orders, *facts.contacts))
    assert all(fact.basis for fact in facts.outside)
