"""New Zealand's list in all its revisions, met by visits made from its own sites, by the command line."""

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import Ask

BROKEN = "20211008T0832_6d09703f37.csv"
COLUMNS = ("visit_id", "place_text", "address_text", "lat", "lon", "start", "end", "as_of")


@pytest.fixture
def revisions(exposure_nz: Path) -> list[Path]:
    """Every file as published, the broken one too, in no order."""
    return sorted(exposure_nz.glob("raw/2*.csv"), key=lambda path: path.name[::-1])


@pytest.fixture
def matched(ask: Ask, tmp_path: Path, revisions: list[Path]):
    """The rows of the verb, for visits against all revisions."""

    def run(visits: Iterable[dict[str, str]], *words: str) -> list[dict[str, Any]]:
        table = tmp_path / "V.csv"
        with table.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, COLUMNS, restval="")
            writer.writeheader()
            writer.writerows(visits)
        sites = [f"exposure-sites:{path}" for path in revisions]
        return ask(tmp_path, "exposures", "match", "--sites", *sites, "--visits", str(table), *words)

    return run


def rows_of(exposure_nz: Path) -> list[dict[str, str]]:
    """The first state of each site in the publisher's own history that has a place and some time."""
    with (exposure_nz / "changes.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["op"] == "add" and row["event_name"]]
    return [row for row in rows if row["start_utc"] and row["start_utc"] < row["end_utc"]]


def visit_of(row: dict[str, str], **told: str) -> dict[str, str]:
    return {"visit_id": row["event_id"], "start": row["start_utc"], "end": row["end_utc"], **told}


def standing(exposure_nz: Path, published: str) -> dict[str, dict[str, str]]:
    """The list as the publisher's history has it at a moment, by number."""
    found: dict[str, dict[str, str]] = {}
    with (exposure_nz / "changes.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["published_utc"] <= published:
                found[row["event_id"]] = row
    return {number: row for number, row in found.items() if row["op"] != "remove"}


@pytest.mark.parametrize("as_of", ["2021-08-30T09:00:00Z", "2021-09-17T05:00:00Z", "2021-10-30T04:00:00Z"])
def test_whoever_was_at_a_listed_site_is_found_by_name_and_by_coordinates(
    matched, exposure_nz: Path, as_of: str
):
    listed = [
        row
        for row in standing(exposure_nz, as_of).values()
        if row["start_utc"] and row["start_utc"] < row["end_utc"] < as_of and row["lat"]
    ]
    by_name = [visit_of(row, place_text=row["event_name"], address_text=row["address"]) for row in listed]
    by_point = [visit_of(row, lat=row["lat"], lon=row["lng"]) for row in listed]

    named, located = matched(by_name, "--as-of", as_of), matched(by_point, "--as-of", as_of)

    wanted = {(row["event_id"], minutes_of(row)) for row in listed}
    assert len(wanted) > 50
    for found in (named, located):
        own = {
            (one["visit_id"], one["overlap_minutes"]) for one in found if one["visit_id"] == one["site_id"]
        }
        assert own == wanted
        assert all(0 < one["score"] < 1 and one["why"] for one in found)


def minutes_of(row: dict[str, str]) -> float:
    start, end = (datetime.fromisoformat(row[name]) for name in ("start_utc", "end_utc"))
    return (end - start).total_seconds() / 60


def test_a_site_counts_from_when_it_was_published_until_it_is_withdrawn(matched, exposure_nz: Path):
    first, gone = (
        standing(exposure_nz, moment) for moment in ("2021-08-30T09:00:00Z", "2021-09-06T00:00:00Z")
    )
    withdrawn = [row for number, row in first.items() if number not in gone and row["event_name"]]
    visits = [
        visit_of(row, place_text=row["event_name"], address_text=row["address"]) for row in withdrawn[:40]
    ]

    def own(as_of: str) -> set[str]:
        asked = [one | {"as_of": as_of} for one in visits]
        found = matched(asked, "--as-of", "2021-10-30T00:00:00Z")
        return {one["visit_id"] for one in found if one["visit_id"] == one["site_id"]}

    assert len(own("2021-08-30T09:00:00Z")) > 20
    assert own("2021-09-06T00:00:00Z") == set()
    assert own("2021-08-20T04:00:00Z") == set()


def test_after_the_window_or_before_anything_was_published_nobody_is_met(matched, exposure_nz: Path):
    row = rows_of(exposure_nz)[0]
    place = {"place_text": row["event_name"], "address_text": row["address"]}
    touching = visit_of(row, **place) | {"start": row["end_utc"], "end": "2021-08-19T00:00:00Z"}

    assert row["event_id"] not in {
        one["site_id"] for one in matched([touching], "--as-of", "2021-08-20T06:00:00Z")
    }


def test_where_a_revision_is_broken_the_one_before_stands(matched, exposure_nz: Path, revisions: list[Path]):
    assert any(path.name == BROKEN for path in revisions)
    listed = [row for row in standing(exposure_nz, "2021-10-05T21:21:06Z").values() if row["start_utc"]]
    visits = [visit_of(row, place_text=row["event_name"], address_text=row["address"]) for row in listed]

    found = matched(visits, "--as-of", "2021-10-08T00:00:00Z")

    own = {one["visit_id"] for one in found if one["visit_id"] == one["site_id"]}
    assert own == {row["event_id"] for row in listed if row["start_utc"] < row["end_utc"]}
