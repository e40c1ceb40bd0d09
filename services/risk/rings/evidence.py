"""Is it over in an area? What must be known before a level comes down (C.5), and what is lacking. Pure."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from services.domain.areas import AreaCode, Areas
from services.domain.base import Sentence
from services.epidemiology.branching import Spread
from services.epidemiology.clean_days import days_until, no_further_case
from services.epidemiology.serial import Serial
from services.policy.indicators import number_text
from services.policy.loosening import Loosening
from services.risk.contacts import recent_f1
from services.risk.heard import Contacts, Heard
from services.risk.sums import DailyCases, Numbers, Window, local_day

CONTACT_DAYS = 14


@dataclass(frozen=True)
class Evidence:
    """What is known of one area."""

    p_no_further: float
    """1 where no case is known of."""
    last_case: date | None
    clean_days: int
    """Days after the last case of which something was told; days nobody told of do not count."""
    days_to_chance: int
    """After how many more days without a case the chance is high enough; 0: it is."""
    age_hours: float | None
    awaiting: int | None
    """F1 whose result is not in; None: not told."""

    def steady(self, asked: Loosening) -> timedelta:
        """How long the numbers must have said less before a step down."""
        return asked.steady(with_cases=self.last_case is not None)

    def lacking(self, asked: Loosening) -> tuple[Sentence, ...]:
        """What stands in the way of a step down; empty: nothing."""
        return tuple(sentence for sentence in _checks(self, asked) if sentence)


@dataclass(frozen=True)
class Told:
    """What a survey has laid out by then."""

    areas: Areas
    heard: Heard
    daily: DailyCases
    numbers: Numbers
    ages: Mapping[AreaCode, float | None]
    """Hours since anything was told of an area; None: never."""
    zone: ZoneInfo


class EvidenceOf:
    """The evidence of any area, from what was heard; each is worked out when it is asked for."""

    def __init__(self, told: Told, asked: Loosening) -> None:
        """`asked`: what the law wants to be known before a level comes down."""
        self._told, self.asked = told, asked
        self._today = local_day(told.heard.as_of, told.zone)
        self._found: dict[AreaCode, Evidence] = {}

    def __call__(self, code: AreaCode) -> Evidence:
        """What is known of this area, which must lie inside."""
        if code not in self._found:
            self._found[code] = self._of(code)
        return self._found[code]

    def allows(self, code: AreaCode, lower_for: timedelta) -> bool:
        """May the level of this area, of which the numbers have said less for so long, come down a step?"""
        found = self(code)
        return lower_for >= found.steady(self.asked) and not found.lacking(self.asked)

    def _of(self, code: AreaCode) -> Evidence:
        days = self._cases.get(code, {})
        cases = {day: n for day, n in days.items() if n and day <= self._today}
        last = max(cases, default=None)
        told = {day for day in (*days, *self._told_inside) if day <= self._today}
        since = tuple((self._today - day).days for day in cases)
        over, wait = _chance_of(since, tuple(cases.values()), self.asked)
        return Evidence(
            p_no_further=over,
            last_case=last,
            clean_days=sum(last is None or day > last for day in told),
            days_to_chance=wait,
            age_hours=self._told.ages.get(code),
            awaiting=self._awaiting(code),
        )

    @cached_property
    def _cases(self) -> dict[AreaCode, dict[date, int]]:
        return {area: _largest(sites.values()) for area, sites in self._told.daily.items()}

    @cached_property
    def _told_inside(self) -> frozenset[date]:
        """Days on which the line list spoke of any of our areas: its silence about the others means none."""
        inside = (c for c in self._told.heard.cases if (area := self._told.areas.get(c.area)) and area.inside)
        return frozenset(local_day(case.confirmed_at, self._told.zone) for case in inside)

    @cached_property
    def _recent_f1(self) -> Sequence[Contacts]:
        """What was told of F1 lately, of all areas."""
        return recent_f1(self._told.heard.contacts, Window(self._today, CONTACT_DAYS), self._told.zone)

    def _awaiting(self, code: AreaCode) -> int | None:
        """Results not in of F1 told of here or inside; where nobody counts F1 and none are expected, none."""
        inside = {area.code for area in self._told.areas.within(code)}
        told = [report for report in self._recent_f1 if report.area in inside]
        if not told:
            return 0 if self._told.numbers[code]["contacts_f1"] == 0 else None
        waiting = [0 if report.total == 0 else report.awaiting_result for report in told]
        return None if None in waiting else sum(n for n in waiting if n is not None)


@lru_cache(maxsize=1024)  # surveys of one day ask the same of every area that is held
def _chance_of(since: tuple[int, ...], cases: tuple[int, ...], asked: Loosening) -> tuple[float, int]:
    """That no further case comes, and after how many more days without one that is likely enough."""
    spread, serial = Spread(asked.r, asked.k), Serial(asked.serial_mean_days, asked.serial_sd_days)
    days, counts = np.array(since, dtype=np.float64), np.array(cases, dtype=np.float64)
    over = float(no_further_case(days, counts, spread, serial))
    return over, 0 if over >= asked.chance else days_until(asked.chance, days, counts, spread, serial)


def _largest(sites: Iterable[Mapping[date, int]]) -> dict[date, int]:
    """By day the most that any site tells: the safe side."""
    found: dict[date, int] = {}
    for days in sites:
        for day, cases in days.items():
            found[day] = max(cases, found.get(day, 0))
    return found


def _checks(found: Evidence, asked: Loosening) -> Iterable[Sentence | None]:
    yield _chance(found, asked) if found.p_no_further < asked.chance else None
    yield _clean(found, asked) if found.clean_days < asked.clean_needed else None
    stale = found.age_hours is None or found.age_hours > asked.fresh_hours
    yield _fresh(asked) if stale else None
    yield _results(found.awaiting) if found.awaiting != 0 else None


def _chance(found: Evidence, asked: Loosening) -> Sentence:
    cut = math.floor(found.p_no_further * 1000) / 1000  # not rounded up to what is asked
    now, least = (number_text(x, "share", comma=True) for x in (cut, asked.chance))
    return Sentence(
        vi=f"Xác suất không phát sinh thêm ca là {now}, cần {least}: sớm nhất sau {found.days_to_chance} ngày"
        " không có ca",
        en=f"Chance of no further case {cut:.1%}, asked {asked.chance:.0%}: at the soonest"
        f" after {found.days_to_chance} days without a case",
    )


def _clean(found: Evidence, asked: Loosening) -> Sentence:
    return Sentence(
        vi=f"Mới có {found.clean_days} ngày có báo cáo và không có ca, cần {asked.clean_needed} ngày",
        en=f"{found.clean_days} days told without a case, {asked.clean_needed} asked",
    )


def _fresh(asked: Loosening) -> Sentence:
    return Sentence(
        vi=f"Không có báo cáo nào trong {asked.fresh_hours:g} giờ qua",
        en=f"No report within the last {asked.fresh_hours:g} hours",
    )


def _results(awaiting: int | None) -> Sentence:
    if awaiting is None:
        return Sentence(
            vi="Chưa biết còn F1 nào chờ kết quả xét nghiệm hay không",
            en="It is not told whether any F1 waits for a result",
        )
    return Sentence(vi=f"Còn {awaiting} F1 chờ kết quả xét nghiệm", en=f"F1 waiting for a result: {awaiting}")
