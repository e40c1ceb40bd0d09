"""The rows that terminal, API and pages share: one shape, plain JSON, worst first."""

import json
from datetime import datetime

import pytest

from services.app.views import level_rows
from services.domain.areas import Tier
from services.domain.events import OrderIssued
from services.domain.levels import State
from services.domain.viewers import PUBLIC
from services.risk.heard import Entrants, Quarantined
from services.risk.hearing import handlers
from services.risk.regrading import levels_since
from services.risk.survey import survey, survey_of
from tests.risk.made import NOW, calm, heard

PROMISED = {"area", "name", "level", "level_name", "reasons", "cite", "sources", "order", "data_age_hours"}
PROMISED_OF_AN_ORDER = {"number", "issuer", "state", "state_name", "level", "since", "until", "area", "part"}


@pytest.fixture
def rows_at(filled):
    def rows(as_of: datetime, *words, **more):
        with filled.database.reading() as tx:
            found, since = survey(tx, filled.jurisdiction, as_of), levels_since(tx, as_of)
        return level_rows(filled.jurisdiction, found, since, *words, **more)

    return rows


@pytest.fixture
def now(filled) -> datetime:
    return filled.clock()


def test_a_row_holds_what_is_promised_to_the_outside(rows_at, now):
    rows = rows_at(now, "vi")

    locked = next(row for row in rows if row["area"] == "07030")
    assert set(locked) >= PROMISED
    assert set(locked["order"]) >= PROMISED_OF_AN_ORDER
    assert list(locked["sources"]) == ["i1", "i2", "i3", "i4"]
    assert locked["level"] == 4
    assert locked["level_name"] == "Nguy cơ rất cao"
    assert locked["order"]["state_name"] == "Phong tỏa"
    assert locked["cite"].endswith(f"({locked['cite_mark']})")
    assert json.loads(json.dumps(rows)) == rows


def test_every_area_inside_is_there_once_and_outside_ones_when_asked_or_a_province_is_flagged(rows_at, now):
    usual, all_of_them = rows_at(now, "vi"), rows_at(now, "vi", outside=True)
    outside = [row for row in usual if not row["inside"]]

    assert len(usual) - len(outside) == 177 + 13 + 1
    assert [(row["area"], row["level"], row["at_least"], row["flagged"]) for row in outside] == [
        ("30", None, 2, True)
    ]
    assert {row["area"] for row in all_of_them} > {row["area"] for row in usual}


def test_an_order_and_what_the_numbers_suggest_are_both_told(rows_at, now):
    row = next(row for row in rows_at(now, "en") if row["area"] == "07030")

    assert (row["level"], row["suggested"], row["suggested_name"]) == (4, 3, "High risk")


def test_an_order_on_a_part_stands_beside_and_does_not_decide(rows_at, now):
    row = next(row for row in rows_at(now, "vi") if row["area"] == "07033")

    assert [part["part"] for part in row["parts"]] == ["Khu 3"]
    assert row["order"] is None


def test_the_worst_stands_first_and_an_unknown_level_is_not_taken_for_a_low_one(rows_at, now):
    rows = rows_at(now, "vi", Tier.COMMUNE)

    heights = [row["at_least"] + 0.5 if row["level"] is None else row["level"] for row in rows]
    assert heights == sorted(heights, reverse=True)
    assert rows[0]["area"] == "07030"


def test_too_little_data_is_said_and_never_a_level(house):
    with house.database.reading() as tx:
        found = survey(tx, house.jurisdiction, house.clock())
    row = level_rows(house.jurisdiction, found, {}, "vi", Tier.PROVINCE)[0]

    assert row["sources"]["i3"] is None
    assert row["data_age_hours"] is None
    assert row["stale"]
    assert all(row["level"] is not None or row["level_name"] == "Chưa đủ dữ liệu" for row in [row])


def test_the_public_reads_what_was_counted_and_not_how_many(rows_at, now):
    row = next(row for row in rows_at(now, "vi", viewer=PUBLIC) if row["area"] == "07030")

    assert row["reasons"]
    assert not any("11" in reason for reason in row["reasons"])
    assert row["sources"] == dict.fromkeys(("i1", "i2", "i3", "i4"))
    assert row["source_reasons"] == {}


def test_the_api_answers_with_the_same_rows(filled, browse, rows_at, now):
    client = browse(filled)

    assert client.get("/api/areas", params={"lang": "vi"}).json() == rows_at(now, "vi")
    assert client.get("/api/areas", params={"tier": "district", "lang": "en"}).json() == rows_at(
        now, "en", Tier.DISTRICT
    )


def test_the_api_tells_of_one_area_what_is_around_it(filled, browse):
    found = browse(filled).get("/api/areas/07030").json()

    assert [one["area"] for one in found["path"]] == ["193", "22"]
    assert found["neighbours"]
    assert found["children"] == []
    assert browse(filled).get("/api/areas/22").json()["children"]


@pytest.mark.parametrize(
    "as_of", ["2021-01-29T08:00", "2021-01-29T08:00:00+07:00", "2021-01-29T01:00:00Z", "2021-01-29"]
)
def test_the_api_takes_a_moment_as_people_and_programs_write_it(filled, browse, as_of):
    rows = browse(filled).get("/api/areas", params={"as_of": as_of}).json()

    assert next(row for row in rows if row["area"] == "07030")["order"] is None


def test_an_unknown_area_is_a_404(filled, browse):
    client = browse(filled)

    assert client.get("/api/areas/99999", headers={"accept": "application/json"}).status_code == 404
    assert client.get("/api/areas/CN", headers={"accept": "application/json"}).status_code == 404


def test_what_was_learned_a_moment_ago_shows_at_once(working, browse):
    client = browse(working)
    before = client.get("/api/areas/06649").json()

    event = OrderIssued(
        learned_at=working.clock(), ref="new", number="QĐ 77", issuer="UBND tỉnh", state=State.DIRECTIVE_16,
        area="06649", since=working.clock(),
    )  # fmt: skip
    with working.database.transaction() as tx:
        handlers(working.jurisdiction.areas, lambda: 28)[OrderIssued](event, tx)

    assert before["order"] is None
    assert client.get("/api/areas/06649").json()["order"]["number"] == "QĐ 77"
    assert "QĐ 77" in client.get("/maps/command").text


def test_a_level_raised_by_the_chance_of_an_outbreak_tells_both_grounds(house):
    told = heard(
        calm(when=NOW), Entrants("06709", 700, 0, "G12", "US"), Quarantined(None, "06709", 700, 0, 700)
    )
    found = survey_of(told, house.jurisdiction, house.jurisdiction.law.area_levels.find(NOW))
    row, hidden = (
        next(row for row in level_rows(house.jurisdiction, found, {}, "vi", **who) if row["area"] == "06709")
        for who in ({}, {"viewer": PUBLIC})
    )

    assert (row["level"], row["outbreak"]["rules_level"], row["outbreak"]["source"]) == (2, 1, "i2")
    assert row["outbreak"]["chance"] == row["unseen"]["outbreak"]
    assert row["outbreak"]["cite_mark"] == "design" and row["cite_text"] != row["outbreak"]["cite_text"]
    assert row["reasons"][0].startswith("Xác suất bùng phát trong 7 ngày là 24 %")
    assert (hidden["outbreak"], hidden["reasons"][0]) == (None, "Xác suất bùng phát")
