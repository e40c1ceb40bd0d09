"""The story of the wave in Markdown: each day what the house showed, beside what was really decided. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.domain.areas import Areas, Tier
from tests.replay.wave import Step, Steps

HIGH, VERY_HIGH = 3, 4


@dataclass(frozen=True)
class Decided:
    """What was decided on a day, in our own words, with the lines of the timeline that tell it."""

    day: date
    what: str
    timeline: str


@dataclass(frozen=True)
class Day:
    """The end of a local day."""

    day: date
    here: int
    """F0 of the province told by then."""
    outside: int
    """F0 of the province next door."""
    flagged: tuple[str, ...]
    """Provinces that were flagged."""
    alerts: int
    """Alerts raised on this day."""


@dataclass(frozen=True)
class Lead:
    """When an area was locked or kept apart, and when the law alone had suggested it."""

    area: str
    ordered: datetime
    ended: datetime | None
    """When the last such order of the area ended."""
    state: str
    suggested: datetime | None
    fell: datetime | None
    """When the law's suggestion came below level 3 for good."""


def level_at(told: Sequence[Step], moment: datetime) -> int | None:
    """The level an area showed."""
    known = [one for one in told if one.at <= moment]
    return known[-1].level if known else None


def first_suggested(told: Sequence[Step], least: int) -> datetime | None:
    """When the law first suggested at least this level."""
    return next((one.at for one in told if (one.suggested or 0) >= least), None)


def last_suggested(told: Sequence[Step], least: int) -> datetime | None:
    """When the suggestion came below this level for good; None: never, or it never was there."""
    high = [n for n, one in enumerate(told) if (one.suggested or 0) >= least]
    below = told[high[-1] + 1 :] if high else []
    return below[0].at if below else None


def day_table(
    days: Sequence[Day],
    decided: Sequence[Decided],
    steps: Steps,
    areas: Areas,
    end: Callable[[date], datetime],
) -> Iterator[str]:
    """A row a day: F0, who was flagged, communes and districts by level, what was decided."""
    by_day = {one.day: one for one in decided}
    heads = ("Day", "F0 here", "F0 there", "Flagged", "Districts at 3–4", "Communes at 4 · 3 · 2", "Alerts",
             "What was decided")  # fmt: skip
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for one in days:
        shown = {code: level_at(told, end(one.day)) for code, told in steps.items()}
        real = by_day.get(one.day)
        said = f"{real.what} [{real.timeline}]" if real else ""
        cells = (
            f"{one.day:%d %b}", str(one.here), str(one.outside), ", ".join(one.flagged) or "–",
            _districts(shown, areas), _communes(shown, areas), str(one.alerts), said,
        )  # fmt: skip
        yield f"| {' | '.join(cells)} |"


def _districts(shown: Mapping[str, int | None], areas: Areas) -> str:
    named = [
        f"{area.name} {shown[area.code]}"
        for area in areas.of_tier(Tier.DISTRICT)
        if area.inside and (shown.get(area.code) or 0) >= HIGH
    ]
    return ", ".join(named) or "–"


def _communes(shown: Mapping[str, int | None], areas: Areas) -> str:
    levels = [shown.get(area.code) for area in areas.of_tier(Tier.COMMUNE) if area.inside]
    return " · ".join(str(levels.count(level)) for level in (VERY_HIGH, HIGH, 2))


def lead_table(leads: Iterable[Lead], areas: Areas) -> Iterator[str]:
    """Which came first, on the way up and on the way down."""
    yield "| Place | Ordered | Suggested 3 or 4 since | | Order ended | Suggested below 3 | |"
    yield "|---|---|---|---|---|---|---|"
    for one in leads:
        place = f"{areas[one.area].name} ({one.state})"
        up = (_said(one.ordered), _said(one.suggested), _ahead(one.suggested, one.ordered))
        down = (_said(one.ended), _said(one.fell), _ahead(one.fell, one.ended))
        yield f"| {place} | {' | '.join((*up, *down))} |"


def _said(moment: datetime | None) -> str:
    return f"{moment:%d %b %H:%M}" if moment else "–"


def _ahead(ours: datetime | None, theirs: datetime | None) -> str:
    """How long we were before, or behind, what was decided."""
    if ours is None or theirs is None:
        return "–"
    hours = (theirs - ours).total_seconds() / 3600
    long = f"{abs(hours) / 24:.0f} days" if abs(hours) >= 72 else f"{abs(hours):.0f} h"
    return f"{long} before" if hours >= 0 else f"{long} after"
