"""The script as a stream: ordered, repeatable, bounded, and readable by the feeds."""

import csv
import re
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from services.app.demo.delivery import Delivery, Row
from services.app.demo.facts import DATA, Facts, read_facts
from services.app.demo.script import deliveries
from services.app.demo.slips import is_refused
from services.domain.areas import Areas
from services.domain.errors import NotFound
from services.domain.receipts import Outcome
from services.ingest.columns import Reading
from services.ingest.feeds import FEEDS
from services.ingest.known_places import KnownPlaces
from services.ingest.reading import Row as Numbered
from services.ingest.reading import read_row
from services.plumbing.privacy import Privacy
from services.policy.reader import load_jurisdiction
from tests.app.demo.conftest import SEED, START, UNTIL, ZONE

PERSONAL = {"full_name", "Họ tên", "id_number", "CCCD", "phone", "Điện thoại", "birth_year", "Năm sinh"}
PLACES = KnownPlaces(load_jurisdiction("quang-ninh").places)
MOBILE = re.compile(r"0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])\d{7}")


def reading_at(moment: datetime, areas: Areas, facts: Facts) -> Reading:
    return Reading(areas, facts.volumes.zone, moment, Privacy("k" * 32), places=PLACES)


def refused_on_purpose(delivery: Delivery, row: Row) -> bool:
    return delivery.feed == "declarations" and is_refused(row, delivery.at)


def rows_of(replay: list[Delivery], feed: str) -> list[Row]:
    return [row for delivery in replay if delivery.feed == feed for row in delivery.rows]


def test_time_only_goes_forward(replay: list[Delivery]):
    assert all(one.at <= after.at for one, after in pairwise(replay))
    assert all(delivery.at.tzinfo is not None and delivery.rows for delivery in replay)


def test_the_same_seed_gives_the_same_rows(areas, facts, small_replay):
    assert list(deliveries(START, UNTIL, SEED, areas, facts, volume=0.05)) == small_replay


def test_another_seed_changes_people_and_no_fact(areas, facts, small_replay):
    other = list(deliveries(START, UNTIL, SEED + 1, areas, facts, volume=0.05))
    assert rows_of(other, "declarations") != rows_of(small_replay, "declarations")
    for feed in ("orders", "contacts"):
        assert rows_of(other, feed) == rows_of(small_replay, feed)


def test_the_volume_leaves_the_facts_alone(replay, small_replay):
    for feed in ("orders", "contacts", "cases", "border-incidents"):
        assert rows_of(replay, feed) == rows_of(small_replay, feed)


def test_nothing_outside_the_span_and_a_part_is_a_part_of_the_whole(areas, facts, small_replay):
    start, until = START + timedelta(days=20, hours=9), START + timedelta(days=31, hours=18)
    part = list(deliveries(start, until, SEED, areas, facts, volume=0.05))
    assert part == [delivery for delivery in small_replay if start <= delivery.at <= until]


def test_it_comes_in_the_few_volumes_that_were_meant(replay):
    rows = {feed: len(rows_of(replay, feed)) for feed in {delivery.feed for delivery in replay}}
    assert 40_000 <= rows["declarations"] <= 60_000
    assert 30 <= rows["border-incidents"] <= 80
    assert set(rows) <= set(FEEDS)


def test_every_regular_row_is_kept_and_every_spoilt_one_refused(small_replay, areas, facts):
    outcomes = Counter()
    for delivery in small_replay:
        feed, reading = FEEDS[delivery.feed], reading_at(delivery.at, areas, facts)
        for number, row in enumerate(delivery.rows, start=1):
            read = read_row(feed, Numbered(number, row), reading)
            outcomes[delivery.feed, read.outcome] += 1
            assert (read.outcome is Outcome.REFUSED) is refused_on_purpose(delivery, row), read.faults
    flawed = {feed for feed, outcome in outcomes if outcome is not Outcome.KEPT}
    assert flawed == {"declarations"}
    assert outcomes["declarations", Outcome.WARNED] and outcomes["declarations", Outcome.REFUSED]


def test_nothing_happens_after_it_is_learned(small_replay, areas, facts):
    for delivery in small_replay:
        feed, reading = FEEDS[delivery.feed], reading_at(delivery.at, areas, facts)
        for row in delivery.rows:
            if refused_on_purpose(delivery, row):
                continue
            record = feed.read(row, reading)
            for name in (
                "confirmed_at",
                "reported_at",
                "declared_at",
                "happened_at",
                "scanned_at",
                "entered_at",
            ):
                assert getattr(record, name, delivery.at) <= delivery.at
            assert (getattr(record, "sampled_on", None) or delivery.at.date()) <= delivery.at.date()


def test_columns_are_columns_of_their_feed(small_replay):
    for delivery in small_replay:
        feed = FEEDS[delivery.feed]
        known = {name for column in feed.columns for name in (column.name, column.title.vi, *column.aliases)}
        known |= {name.capitalize() for name in known} | {name.upper() for name in known}
        strange = set(delivery.rows[0]) - known
        assert strange <= {"note"}, delivery.name


def test_about_one_form_in_two_hundred_is_spoilt_and_some_batches_come_twice(replay):
    forms = [delivery for delivery in replay if delivery.feed == "declarations"]
    spoilt = sum(refused_on_purpose(delivery, row) for delivery in forms for row in delivery.rows)
    assert 0.003 < spoilt / sum(len(delivery.rows) for delivery in forms) < 0.008
    twice = [
        delivery for delivery in replay if delivery.name.endswith("-gui-lai") or "-gui-lai-" in delivery.name
    ]
    assert len(twice) > 10


def test_facts_name_nobody(replay, facts: Facts):
    for feed in ("cases", "contacts", "orders", "border-incidents"):
        assert not any(PERSONAL & set(row) for row in rows_of(replay, feed))


def test_invented_papers_fit_the_form_and_were_never_issued(small_replay):
    for row in rows_of(small_replay, "worker-returns"):
        paper, year, sex = row["CCCD"], row["Năm sinh"], row["Giới tính"]
        assert MOBILE.fullmatch(row["Điện thoại"])
        if len(paper) == 12:
            assert paper[6] == "9" and paper[4:6] == year[2:]
            assert int(paper[3]) == 2 * (int(year) // 100 - 19) + (sex == "Nữ")
        else:
            assert re.fullmatch(r"9\d{8}", paper)


def test_workers_of_an_announced_sheet_are_the_workers_who_come(small_replay):
    sheets = {
        delivery.name: {row["CCCD"] for row in delivery.rows}
        for delivery in small_replay
        if delivery.feed == "worker-returns"
    }
    announced = {name: people for name, people in sheets.items() if "-du-kien-" in name}
    assert len(announced) > 5
    for name, people in announced.items():
        employer, day = name.split("-")[2], datetime.strptime(name[-8:], "%Y%m%d")  # noqa: DTZ007  # a day only
        arrived, results = (f"{day + timedelta(days=later):%Y%m%d}" for later in (1, 3))
        assert people == sheets[f"lao-dong-{employer}-da-ve-{arrived}"]
        assert people == sheets.get(f"lao-dong-{employer}-ket-qua-{results}", people)


def test_the_queue_at_bach_dang(replay):
    passed = [row["post"] for row in rows_of(replay, "declarations") if "-20210216-" in row["declaration_id"]]
    assert passed.count("C10") > len(passed) * 0.45


def test_a_jurisdiction_without_a_wave_is_told_so():
    with pytest.raises(NotFound):
        read_facts("nowhere", ZONE)


def test_data_files_have_a_cell_under_every_heading():
    for path in sorted(Path(DATA).rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            widths = {len(line) for line in csv.reader(file)}
        assert len(widths) == 1, path.name


def test_whoever_enters_is_taken_into_quarantine_and_leaves_it_once(small_replay):
    entered = {row["id_number"] for row in rows_of(small_replay, "legal-entries")}
    stays = rows_of(small_replay, "quarantine-checkins")
    came = {row["id_number"]: row for row in stays if "left_at" not in row}
    started = START.date().isoformat()
    gone = Counter(row["id_number"] for row in stays if "left_at" in row and row["since"] > started)

    assert entered <= set(came)
    assert set(gone) <= set(came) and set(gone.values()) == {1}
    early = [row for row in stays if "left_at" in row and row["left_at"][:10] < row["planned_until"]]
    assert all(row["ended"] == "bỏ trốn" for row in early)


def test_roll_calls_count_who_is_in_the_sites(small_replay):
    stays = rows_of(small_replay, "quarantine-checkins")
    gone = {row["id_number"]: row["left_at"] for row in stays if "left_at" in row}
    told = [row for row in rows_of(small_replay, "bed-checks") if "present_count" in row]
    for row in told[::7]:
        at = row["checked_at"]
        here = [
            s for s in stays if "left_at" not in s and (s["place"], s["area"]) == (row["place"], row["area"])
        ]
        inside = [s for s in here if s["since"] <= at < gone.get(s["id_number"], "2022")]
        before = at < "2021-02-03"  # stays that began before the span are in no row of it
        assert before or int(row["present_count"]) + int(row["absent_count"]) == len(inside)


def test_contacts_at_home_are_met_on_most_days_and_each_once_a_day(small_replay):
    met = Counter(
        (row["id_number"], row["checked_at"][:10])
        for row in rows_of(small_replay, "bed-checks")
        if "present" in row
    )
    people = {person for person, _ in met}
    assert set(met.values()) == {1}
    assert people == {row["id_number"] for row in rows_of(small_replay, "contact-persons")}
    assert 9 < len(met) / len(people) <= 14


def test_a_scan_is_of_a_declaration_that_was_sent_before_it(small_replay):
    sent: set[str] = set()
    for delivery in small_replay:
        if delivery.feed == "declarations":
            sent |= {row["declaration_id"] for row in delivery.rows}
        if delivery.feed == "checkpoint-scans":
            assert {row["declaration_id"] for row in delivery.rows} <= sent
