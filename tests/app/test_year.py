"""A year of records: the same for a seed, as planned, and taken in without a refusal."""

import csv
import json
from collections import Counter
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.app.demo.facts import read_facts
from services.app.wiring import House
from services.app.year.epidemic.parameters import read_parameters
from services.app.year.playing import played
from services.app.year.script import PLANNED, Year, rows_by_day, year_of
from services.app.year.seasons import DATA, read_seasons
from services.app.year.writing import write_year
from services.domain.errors import BadRecord, NotFound
from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records
from services.plumbing.clock import SetClock
from services.policy.reader import load_jurisdiction
from tests.journeys.command import phendau

LAND = load_jurisdiction("quang-ninh")
FACTS = read_facts("quang-ninh", LAND.zone)
VOLUME = 0.0006


def made(seed: int = 1, volume: float = VOLUME, year: int = 2021) -> Year:
    plague = read_parameters(DATA, "quang-ninh", year)
    return year_of(read_seasons("quang-ninh", year), FACTS, LAND.areas, seed, volume, plague)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole year at a small volume."""
    place = tmp_path_factory.mktemp("year") / "out"
    write_year(made(), place)
    return place


def written(folder: Path) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for path in sorted(folder.glob("*/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found.setdefault(path.parent.name, []).extend(csv.DictReader(file))
    return found


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.0002, 0.002))
def test_the_same_seed_gives_the_same_rows_and_every_day_its_plan(seed: int, volume: float) -> None:
    year = made(seed, volume)
    days = list(islice(rows_by_day(year), 3))

    assert days == list(islice(rows_by_day(made(seed, volume)), 3))
    for day, rows in days:
        assert {feed: len(rows[feed]) for feed in PLANNED} == {f: year.planned(f, day) for f in PLANNED}


def test_the_same_seed_gives_the_same_bytes_and_another_one_other_people(
    folder: Path, tmp_path: Path
) -> None:
    write_year(made(), tmp_path / "again")

    ours = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
    again = {
        path.relative_to(tmp_path / "again"): path.read_bytes() for path in (tmp_path / "again").rglob("*.*")
    }
    other = list(islice(rows_by_day(made(seed=2, volume=0.002)), 1))

    assert ours == again
    assert other != list(islice(rows_by_day(made(seed=1, volume=0.002)), 1))


def test_the_files_add_up_to_the_plan(folder: Path) -> None:
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    rows = written(folder)

    assert {feed: len(rows.get(feed, [])) for feed in plan["rows"]} == plan["rows"]
    daily: Counter[str] = Counter()
    for day in plan["days"]:
        daily.update(day["rows"])
        assert {feed: day["rows"][feed] for feed in PLANNED} == day["planned"]
    assert daily == Counter(plan["rows"])
    assert len(plan["days"]) == 365


def test_whoever_enters_is_quarantined_once_and_leaves_unless_the_year_ends(folder: Path) -> None:
    rows = written(folder)
    came = Counter(row["id_number"] for row in rows["quarantine-checkins"] if not row["left_at"])
    gone = Counter(row["id_number"] for row in rows["quarantine-checkins"] if row["left_at"])
    still = {r["id_number"] for r in rows["quarantine-checkins"] if r["planned_until"] > "2021-12-31"}

    assert came == Counter(row["id_number"] for row in rows["legal-entries"])
    assert set(came) - set(gone) <= still
    assert gone <= came


def test_every_row_is_taken_in_and_none_refused(house: House, clock: SetClock, folder: Path) -> None:
    clock.move_to(clock().replace(year=2022))
    outcomes = {}
    for feed, rows in written(folder).items():
        with house.database.transaction() as tx:
            receipt = receive_records(tx, FEEDS[feed], rows, house.reading())
        outcomes[feed] = (receipt.refused, receipt.parked, receipt.duplicate, receipt.rows)

    assert outcomes == {feed: (0, 0, 0, len(rows)) for feed, rows in written(folder).items()}


def test_a_part_of_the_year_is_played_as_it_stands_in_the_whole() -> None:
    first, last = date(2021, 1, 14), date(2021, 1, 16)
    year = made(seed=2021)
    whole = {day: rows for day, rows in islice(rows_by_day(made(seed=2021)), 16) if first <= day <= last}
    deliveries = list(played(year, first, last))

    assert [one.at for one in deliveries] == sorted(one.at for one in deliveries)
    for day, by_feed in whole.items():
        told = [one for one in deliveries if one.at.date() == day]
        assert {feed: len(rows) for feed, rows in by_feed.items() if rows} == dict(
            sum((Counter({one.feed: len(one.rows)}) for one in told), Counter())
        )
        assert [row for one in told if one.feed == "cases" for row in one.rows] == by_feed["cases"]


def test_border_incidents_are_the_same_at_every_volume() -> None:
    small, large = (made(volume=volume) for volume in (0.001, 0.5))

    days = small.seasons.days()
    assert [small.planned("border-incidents", day) for day in days] == [
        large.planned("border-incidents", day) for day in days
    ]
    assert sum(small.planned("border-incidents", day) for day in days) > 200


def test_tet_empties_the_gates_and_brings_the_workers_back_after_it() -> None:
    seasons = read_seasons("quang-ninh", 2021)
    goods = {day: seasons.expected("consignments", day) for day in seasons.days()}
    returns = {day: seasons.expected("worker-returns", day) for day in seasons.days()}

    assert goods[seasons.tet] < 0.2 * goods[seasons.days()[14]]
    assert max(returns, key=lambda day: returns[day]).month == 2
    assert sum(returns.values()) == pytest.approx(31_570 + 24 * 365, rel=0.15)


def test_what_has_no_year_is_told_so(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(NotFound, match="No year comes"):
        read_seasons("nowhere", 2021)
    with pytest.raises(BadRecord, match="Tết 1999"):
        read_seasons("quang-ninh", 1999)
    with pytest.raises(BadRecord, match="choose an empty one"):
        write_year(made(), folder)
    wrong = phendau(tmp_path, "scenario", "--year", "1999", "--out", str(tmp_path / "out"), "--json")
    assert wrong.returncode == 10
    assert json.loads(wrong.stdout)["error"]["field"] == "--year"
