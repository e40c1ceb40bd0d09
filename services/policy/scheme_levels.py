"""What a scheme makes of a table of indicators: the level of each area at each moment. Pure.

Three-valued: a row that a missing number leaves open, and that would give another level, leaves the level
open. Missing numbers are never read as low.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from services.domain.levels import Citation
from services.policy.rulebook import Values
from services.policy.schemes import WEEKDAYS, RunningLimit, Scheme, SchemeRow, SchemeRules, Step

ONE_DAY = timedelta(days=1)


class Observation(NamedTuple):
    """The numbers of one area at one moment."""

    area: str
    at: datetime
    values: Values


class SchemeLevel(NamedTuple):
    """The level that follows from an observation, and from those before it where the law looks back."""

    area: str
    at: datetime
    step: Step | None
    """None: too little is reported to say, or nothing is in force."""
    row: int | None
    """Which row decided, counted from 1; None: none did, or a level is kept until enough say otherwise."""
    cite: Citation | None
    """None: nothing is in force at that moment."""
    since: datetime
    """From when on the level counts."""
    missing: tuple[str, ...]


@dataclass(frozen=True)
class _Said:
    """What the rows alone say at one moment."""

    row: SchemeRow | None
    number: int | None
    missing: tuple[str, ...] = ()


def levels_of(scheme: Scheme, observations: Iterable[Observation]) -> list[SchemeLevel]:
    """A level for each observation, by area and moment; of two of one area and moment the later counts."""
    ordered = sorted(observations, key=lambda one: (one.area, one.at))
    each = (list(some) for _, some in groupby(ordered, key=lambda one: one.area))
    return [level for some in each for level in _area(scheme, some)]


def _area(scheme: Scheme, observations: Sequence[Observation]) -> Iterator[SchemeLevel]:
    """One area from its oldest observation on: what came before may keep a level up."""
    known = {one.at: one.values for one in observations}
    recent: dict[datetime, Step | None] = {}
    held: Step | None = None
    for at in known:
        found = scheme.rules.find(at)
        if found is None:
            yield SchemeLevel(observations[0].area, at, None, None, None, at, ())
            continue
        rules = found.value
        said = _said(rules, known, at)
        recent[at] = said.row.step if said.row else None
        step = _held(rules, recent, at, held)
        if step is not None and step.rank is not None:  # a step beside the ladder gives nothing away of it
            held = step
        decided = said.row is not None and said.row.step == step
        yield SchemeLevel(
            area=observations[0].area,
            at=at,
            step=step,
            row=said.number if decided else None,
            cite=said.row.cite if said.row and decided else found.cite,
            since=_since(rules, at, ZoneInfo(scheme.zone)),
            missing=said.missing,
        )


def _said(rules: SchemeRules, known: Mapping[datetime, Values], at: datetime) -> _Said:
    answers = [_holds(row, rules, known, at) for row in rules.rows]
    first = answers.index(True)
    chosen = rules.rows[first]
    open_rows = [
        row
        for row, answer in zip(rules.rows[:first], answers, strict=False)
        if answer is None and row.step != chosen.step
    ]
    if open_rows:
        return _Said(None, None, _missing(open_rows, rules, known, at))
    return _Said(chosen, first + 1)


def _holds(row: SchemeRow, rules: SchemeRules, known: Mapping[datetime, Values], at: datetime) -> bool | None:
    answers = [
        limit.limit.holds(known.get(moment, {}).get(limit.limit.indicator))
        for limit in row.limits
        for moment in _looked_at(limit, rules, at)
    ]
    if False in answers:
        return False
    return None if None in answers else True


def _looked_at(limit: RunningLimit, rules: SchemeRules, at: datetime) -> list[datetime]:
    return [at - n * rules.every_days * ONE_DAY for n in range(limit.in_a_row)]


def _missing(
    rows: Sequence[SchemeRow], rules: SchemeRules, known: Mapping[datetime, Values], at: datetime
) -> tuple[str, ...]:
    names = (
        limit.limit.indicator
        for row in rows
        for limit in row.limits
        for moment in _looked_at(limit, rules, at)
        if known.get(moment, {}).get(limit.limit.indicator) is None
    )
    return tuple(dict.fromkeys(names))


def _held(
    rules: SchemeRules, recent: Mapping[datetime, Step | None], at: datetime, held: Step | None
) -> Step | None:
    """The level that counts: worse at once, better only after so many observations in a row."""
    said = recent[at]
    if said is None or held is None or not _is_better(said, held):
        return said
    last = [recent.get(at - n * rules.every_days * ONE_DAY) for n in range(rules.better_after)]
    if any(one is None or not _is_better(one, held) for one in last):
        return held
    return max((one for one in last if one), key=_rank)


def _is_better(one: Step, other: Step) -> bool:
    return one.rank is not None and other.rank is not None and one.rank < other.rank


def _rank(step: Step) -> int:
    return -1 if step.rank is None else step.rank


def _since(rules: SchemeRules, at: datetime, zone: ZoneInfo) -> datetime:
    if rules.from_weekday is None:
        return at
    day = at.astimezone(zone).date()
    ahead = (WEEKDAYS.index(rules.from_weekday) - day.weekday() - 1) % 7 + 1
    return datetime.combine(day + ahead * ONE_DAY, time.min, zone)
