"""Writes a year as CSV files, one a feed and month, and a plan beside them that says what is in them."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from services.app.demo.delivery import Row
from services.app.year.epidemic.truth import write_truth
from services.app.year.script import PLANNED, Year, rows_by_day
from services.domain.errors import BadRecord

PLAN = "plan.json"
PERSON = ("full_name", "id_number", "birth_year", "sex", "phone", "nationality")
LATER_COLUMNS = {
    "quarantine-checkins": ("left_at", "ended"),
    "cases": ("hard_to_trace_place", *PERSON),
    "contact-persons": ("contact_of", "quarantine_place", "sampled_on", "result"),
    "lab-results": ("nationality",),
}
"""Columns that the first row of a feed may lack."""


def write_year(year: Year, folder: Path) -> dict[str, Any]:
    """Write all files and the plan; what was written by feed. Raises BadRecord for a folder in use."""
    _demand_room(folder)
    counts: Counter[str] = Counter()
    days: list[dict[str, Any]] = []
    for _, month in groupby(rows_by_day(year), key=lambda told: told[0].month):
        with _files(folder) as files:
            for day, by_feed in month:
                for feed, rows in by_feed.items():
                    files.write(feed, day, rows)
                numbers = {feed: len(rows) for feed, rows in by_feed.items()}
                counts.update(numbers)
                days.append({"day": day.isoformat(), "rows": numbers, "planned": _planned(year, day)})
    told: dict[str, Any] = {
        "year": year.seasons.year,
        "seed": year.stage.seed,
        "volume": year.stage.volume,
        "rows": dict(sorted(counts.items())),
    }
    if year.epidemic is not None:
        told["truth"] = write_truth(year.epidemic.story, folder)
    text = json.dumps(told | {"days": days}, ensure_ascii=False, indent=1)
    (folder / PLAN).write_text(text + "\n", encoding="utf-8")
    return told


def _planned(year: Year, day: date) -> dict[str, int]:
    return {feed: year.planned(feed, day) for feed in PLANNED}


def _demand_room(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise BadRecord(
            vi="--out: thư mục đã có tệp; chọn thư mục trống để không lẫn hai kịch bản.",
            en="--out: the folder holds files; choose an empty one, so that two scenarios do not mix.",
            field="--out",
            code="folder_in_use",
        )


class _Files:
    """The open files of one month."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._open: dict[str, csv.DictWriter[str]] = {}

    def write(self, feed: str, day: date, rows: list[Row]) -> None:
        """Add rows to the file of their month, made with its first row."""
        if rows:
            self._writer(feed, day, rows[0]).writerows(rows)

    def _writer(self, feed: str, day: date, row: Row) -> "csv.DictWriter[str]":
        if feed not in self._open:
            place = self._folder / feed
            place.mkdir(exist_ok=True)
            file = (place / f"{feed}-{day:%Y-%m}.csv").open("w", encoding="utf-8", newline="")
            heads = (*row, *(head for head in LATER_COLUMNS.get(feed, ()) if head not in row))
            writer = csv.DictWriter(self._stack.enter_context(file), heads, restval="", lineterminator="\n")
            writer.writeheader()
            self._open[feed] = writer
        return self._open[feed]


@contextmanager
def _files(folder: Path) -> Iterator[_Files]:
    with ExitStack() as stack:
        yield _Files(folder, stack)
