"""The two official daily lists of Viet Nam, whole, through the command line."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from services.app.cli import main
from tests.journeys.conftest import Ask

LISTS = {"vncdc-daily": ("vncdc_province_daily.csv", 849), "ncsc-daily": ("ncsc_province_daily.csv", 1145)}
DAY = date(2021, 6, 30)
PROVINCES = ("22", "01", "24", "27", "79")
WINDOWS = (1, 7, 14, 28)


@pytest.fixture
def known(ask: Ask, vietnam: Path, tmp_path: Path) -> Path:
    """The folder of a house that has read both lists."""
    home = tmp_path / "home"
    for feed, (file, rows) in LISTS.items():
        receipt = ask(home, "ingest", feed, str(vietnam / file), "--learned-at", f"{DAY}T20:00")
        assert (receipt["rows"], receipt["kept"]) == (rows, rows)
    return home


def test_the_lists_twice_and_their_sums_and_their_lag(known: Path, ask: Ask, vietnam: Path, capsys):
    for feed, (file, rows) in LISTS.items():
        again = ask(known, "ingest", feed, str(vietnam / file))
        assert (again["rows"], again["duplicate"]) == (rows, rows)

    rows = {row["area"]: row for row in ask(known, "indicators", "--tier", "province", "--as-of", str(DAY))}
    (sites,) = ask(known, "sites", "--as-of", str(DAY))
    before = ask(known, "indicators", "--tier", "province", "--as-of", "2021-06-29")

    for province in PROVINCES:
        by_hand = {days: sum_by_hand(vietnam, province, days) for days in WINDOWS}
        assert {days: rows[province][f"cases_{days}d"] for days in WINDOWS} == by_hand, province
    assert rows["22"]["incidence_14d_per_100k"] == pytest.approx(9 / 1_320_300 * 100_000, rel=0.02)
    assert (sites["site_a"], sites["site_b"], sites["lag_days"]) == ("ncsc", "vncdc", -1)
    assert {row["cases_28d"] for row in before} == {None}

    with pytest.raises(SystemExit):
        main(["sites"])
    assert "-1" in capsys.readouterr().out


def sum_by_hand(vietnam: Path, province: str, days: int) -> int | None:
    """The larger of the two sites' sums; None where neither says anything of these days."""
    told = [list(_told(vietnam / file, province, days)) for file, _ in LISTS.values()]
    return max((sum(counts) for counts in told if counts), default=None)


def _told(file: Path, province: str, days: int) -> Iterator[int]:
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            about = date.fromisoformat(row["date"])
            if row["gso_code"] == province and DAY - timedelta(days=days) < about <= DAY:
                yield int(row["confirmed"])
