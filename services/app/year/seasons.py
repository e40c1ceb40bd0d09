"""Seasons: how much happens on each day of a year; months, weekends, feasts, the days around Tết. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from services.app.demo.reading import read_settings
from services.domain.errors import BadRecord, NotFound

DATA = Path(__file__).parent / "data"
SATURDAY = 5
RETURNS = "worker-returns"


@dataclass(frozen=True)
class Seasons:
    """The tables of one territory, for one year."""

    year: int
    tet: date
    feasts: tuple[date, ...]
    told: dict[str, Any]

    def days(self) -> list[date]:
        """Every day of the year."""
        first = date(self.year, 1, 1)
        return [first + timedelta(days=n) for n in range((date(self.year + 1, 1, 1) - first).days)]

    def factor(self, feed: str, day: date) -> float:
        """What month, weekday and feast make of an ordinary day."""
        first, last = self.told["tet_days"]
        special = 1.0
        if first <= (day - self.tet).days <= last:
            special = self.told["tet_week"][feed]
        elif any(abs((day - feast).days) <= self.told["feast_reach"] for feast in self.feasts):
            special = self.told["feast"][feed]
        elif day.weekday() >= SATURDAY:
            special = self.told["weekend"][feed]
        return float(self.told["months"][feed][day.month - 1]) * float(special)

    def expected(self, feed: str, day: date) -> float:
        """How much of a feed a day brings, at volume 1."""
        return float(self.told["a_day"][feed]) * self.factor(feed, day) + (
            self._tide(day) if feed == RETURNS else 0.0
        )

    def _tide(self, day: date) -> float:
        """Workers who come back after Tết: rising to the middle of those days, then falling."""
        first, last = self.told["return_days"]
        since, half = (day - self.tet).days - first, (last - first) / 2
        if not 0 <= since <= last - first:
            return 0.0
        peak = float(self.told["return_tide"]) / half
        return float(peak * (1 - abs(since - half) / half))


def read_seasons(jurisdiction: str, year: int) -> Seasons:
    """The seasons of a year; raises NotFound for a territory, BadRecord for a year, without them."""
    path = DATA / f"{jurisdiction}.yaml"
    if not path.is_file():
        raise NotFound(
            vi="Địa phương này chưa có số liệu cho kịch bản cả năm; dùng địa phương có sẵn.",
            en="No year comes with this jurisdiction; use one that has it.",
            field="jurisdiction",
            code="no_year",
        )
    told = read_settings(path)
    if year not in told["tet"]:
        known = f"{min(told['tet'])}–{max(told['tet'])}"
        raise BadRecord(
            vi=f"--year: chưa biết ngày Tết của năm {year}; chọn một năm trong {known}.",
            en=f"--year: the day of Tết {year} is not known here; choose a year of {known}.",
            field="--year",
            code="unknown_year",
        )
    fixed = (date.fromisoformat(f"{year}-{feast}") for feast in told["feasts"])
    return Seasons(year, told["tet"][year], (*fixed, told["hung_kings"][year]), told)
