"""Scheme: levels of areas as any document may define them, read from a law folder of its own.

Three files are enough: `documents.yaml`, `indicators.yaml`, `area_levels.yaml`. The last holds the scale too,
so that a scheme may have three colours or five steps, and a colour beside the ladder such as grey.
Source: science.md D.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.domain.base import Sentence, Word
from services.domain.levels import Citation
from services.policy.dated import Dated
from services.policy.documents import Documents, citation_in, documents_in
from services.policy.entries import Entry, once
from services.policy.files import read_yaml
from services.policy.indicators import IndicatorTexts, indicators_in
from services.policy.limits import ENDS, Limit, limit_in, refuse_unreachable, when_in
from services.policy.versions import dated_in, sentence_in

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


class Step(Word):
    """One level of a scale."""

    id: str
    """What answers call it: `green`, `high`, `3`."""
    name: Sentence
    rank: int | None
    """0 for the lowest; None: it stands beside the ladder, as grey does, and is neither better nor worse."""


class RunningLimit(Word):
    """A limit that must hold at several observations in a row, the newest among them."""

    limit: Limit
    in_a_row: int = 1


class SchemeRow(Word):
    """A level and what must hold for it; no limits: it always holds."""

    step: Step
    limits: tuple[RunningLimit, ...]
    cite: Citation


class SchemeRules(Word):
    """What is in force from a moment on: rows are read from the top, the first that holds decides."""

    rows: tuple[SchemeRow, ...]
    every_days: int
    """What is looked at in a row lies so many days apart."""
    better_after: int
    """A lower level counts when so many observations in a row say so; a higher one counts at once."""
    from_weekday: Weekday | None
    """A decision counts from the next such day on; None: from the moment of its numbers on."""


class Scheme(Word):
    """Levels by one family of documents."""

    title: Sentence
    scale: tuple[Step, ...]
    """From the lowest; those beside the ladder last."""
    zone: str
    indicators: tuple[str, ...]
    rules: Dated[SchemeRules]


def load_scheme(folder: Path) -> Scheme:
    """The scheme of a folder; raises BadLaw naming file, line and how to mend it."""
    documents = documents_in(read_yaml(folder / "documents.yaml"))
    indicators = indicators_in(read_yaml(folder / "indicators.yaml"))
    page = read_yaml(folder / "area_levels.yaml")
    page.only("title", "description", "owner", "review_by", "timezone", "scale", "versions")
    scale, zone = _scale(page), _zone(page)
    read = partial(_rules, scale=scale, documents=documents, indicators=indicators)
    rules = dated_in(page, "rules", read, zone=zone, documents=documents)
    return Scheme(
        title=sentence_in(page, "title"),
        scale=scale,
        zone=zone.key,
        indicators=tuple(indicators),
        rules=rules,
    )


def _zone(page: Entry) -> ZoneInfo:
    try:
        return ZoneInfo(page.text("timezone"))
    except (ZoneInfoNotFoundError, ValueError):
        raise page.wrong(
            "không có múi giờ này; ghi như Europe/Rome", "no such timezone; write Europe/Rome"
        ) from None


def _scale(page: Entry) -> tuple[Step, ...]:
    """Steps from the lowest to the highest, then those beside the ladder; raises BadLaw."""
    entries = once(page.entries("scale"), "id")
    ladder = [one for one in entries if not _is_beside(one)]
    if len(ladder) < 2:
        raise page.wrong("'scale' cần ít nhất hai mức", "'scale' needs at least two levels")
    ranks = {one.text("id"): rank for rank, one in enumerate(ladder)}
    ordered = [*ladder, *(one for one in entries if _is_beside(one))]
    return tuple(
        Step(id=one.text("id"), name=sentence_in(one, "name"), rank=ranks.get(one.text("id")))
        for one in ordered
    )


def _is_beside(entry: Entry) -> bool:
    entry.only("id", "name", "beside")
    beside = entry.values.get("beside", False)
    if not isinstance(beside, bool):
        raise entry.wrong("'beside' phải là true hoặc false", "'beside' is true or false")
    return beside


def _rules(
    version: Entry, scale: Sequence[Step], documents: Documents, indicators: IndicatorTexts
) -> SchemeRules:
    entry = version.entry("rules").only("rows", "every_days", "better_after", "from_weekday")
    rows = tuple(_row(one, version, scale, documents, indicators) for one in entry.entries("rows"))
    if not rows or rows[-1].limits:
        raise entry.wrong(
            "hàng cuối không được có 'when', để khu vực nào cũng có mức",
            "the last row must have no 'when', so that every area gets a level",
        )
    for below, row in zip(entry.entries("rows")[1:], rows, strict=False):
        refuse_unreachable(below, row.limits)
    return SchemeRules(
        rows=rows,
        every_days=_positive(entry, "every_days"),
        better_after=_positive(entry, "better_after"),
        from_weekday=_weekday(entry),
    )


def _row(
    entry: Entry, version: Entry, scale: Sequence[Step], documents: Documents, indicators: IndicatorTexts
) -> SchemeRow:
    entry.only("level", "when", "cite", "note")
    return SchemeRow(
        step=_step(entry, scale),
        limits=when_in(entry, lambda name, limit: _limit(name, limit, indicators)),
        cite=citation_in(entry if entry.has("cite") else version, documents),
    )


def _step(entry: Entry, scale: Sequence[Step]) -> Step:
    for step in scale:
        if step.id == entry.text("level"):
            return step
    known = ", ".join(step.id for step in scale)
    raise entry.wrong(
        f"'scale' không có mức '{entry.text('level')}'; đang có: {known}",
        f"'scale' has no level '{entry.text('level')}'; there are: {known}",
    )


def _limit(name: str, entry: Entry, indicators: IndicatorTexts) -> RunningLimit:
    entry.only(*ENDS, "in_a_row")
    return RunningLimit(limit=limit_in(name, entry, indicators), in_a_row=_positive(entry, "in_a_row"))


def _positive(entry: Entry, key: str) -> int:
    """A whole number from 1 on; 1 when it is not given."""
    if not entry.has(key):
        return 1
    if entry.whole(key) < 1:
        raise entry.wrong(f"'{key}' phải từ 1 trở lên", f"'{key}' must be 1 or more")
    return entry.whole(key)


def _weekday(entry: Entry) -> Weekday | None:
    if not entry.has("from_weekday"):
        return None
    for day in WEEKDAYS:
        if day == entry.text("from_weekday"):
            return day
    known = ", ".join(WEEKDAYS)
    raise entry.wrong(f"'from_weekday' là một trong: {known}", f"'from_weekday' is one of: {known}")
