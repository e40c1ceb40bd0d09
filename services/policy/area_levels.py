"""Reads area_levels.yaml: how an area gets its level; refuses rows that `decide` could misread."""

from collections.abc import Collection, Iterator
from functools import partial
from zoneinfo import ZoneInfo

from services.domain.areas import Tier
from services.domain.errors import BadLaw
from services.domain.levels import RiskLevel
from services.policy.dated import Dated
from services.policy.documents import Documents, citation_in
from services.policy.entries import Entry, alike
from services.policy.indicators import IndicatorTexts
from services.policy.limits import ENDS, Limit, limit_in, refuse_unreachable, when_in
from services.policy.rulebook import Row, Rulebook
from services.policy.versions import dated_page

GRADED = (Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE)
WATCHED = "province_outside"
"""Optional: rows for a province outside the jurisdiction."""


def area_levels_in(
    page: Entry,
    zone: ZoneInfo,
    documents: Documents,
    indicators: IndicatorTexts,
    computed: Collection[str] | None = None,
) -> Dated[Rulebook]:
    """The rulebooks of area_levels.yaml; raises BadLaw, also for numbers outside `computed`."""
    read = partial(_rulebook, documents=documents, indicators=indicators)
    rulebooks = dated_page(page, "rows", read, zone=zone, documents=documents)
    if computed is not None:
        _refuse_uncomputed(page, computed)
    return rulebooks


def _refuse_uncomputed(page: Entry, computed: Collection[str]) -> None:
    # No row may wait for a number that never comes; what does is known to whoever wires the rooms.
    for version in page.entries("versions"):
        if version.has("rows"):
            for name, limit in _limits_of(version.entry("rows")):
                if name not in computed:
                    raise _uncomputed(name, limit, computed)


def _limits_of(tiers: Entry) -> Iterator[tuple[str, Entry]]:
    for tier in tiers.values:
        for row in tiers.entries(tier):
            if row.has("when"):
                yield from row.entry("when").named()


def _uncomputed(name: str, limit: Entry, computed: Collection[str]) -> BadLaw:
    near = alike(name, computed)
    return limit.wrong(
        f"hệ thống chưa tính được chỉ số '{name}'; hãy dùng một trong: {near}",
        f"the house cannot compute the indicator '{name}'; use one of: {near}",
    )


def _rulebook(version: Entry, documents: Documents, indicators: IndicatorTexts) -> Rulebook:
    tiers = version.entry("rows").only(*GRADED, WATCHED)
    return Rulebook(
        rows={tier: _rows(tiers, tier, version, documents, indicators) for tier in GRADED},
        watched=_rows(tiers, WATCHED, version, documents, indicators) if tiers.has(WATCHED) else (),
    )


def _rows(
    tiers: Entry, tier: str, version: Entry, documents: Documents, indicators: IndicatorTexts
) -> tuple[Row, ...]:
    entries = tiers.entries(tier)
    rows = tuple(_row(entry, version, documents, indicators) for entry in entries)
    if not rows or rows[-1].limits:
        raise tiers.wrong(
            f"hàng cuối của '{tier}' không được có 'when', để khu vực nào cũng có mức",
            f"the last row of '{tier}' must have no 'when', so that every area gets a level",
        )
    for entry, upper, lower in zip(entries[1:], rows, rows[1:], strict=False):
        _refuse_disorder(entry, upper, lower)
    return rows


def _refuse_disorder(entry: Entry, upper: Row, lower: Row) -> None:
    refuse_unreachable(entry, upper.limits)
    if lower.level > upper.level:
        raise entry.wrong(
            "các hàng phải xếp từ mức cao xuống mức thấp",
            "rows must fall from the highest level to the lowest",
        )


def _row(entry: Entry, version: Entry, documents: Documents, indicators: IndicatorTexts) -> Row:
    entry.only("level", "when", "cite", "note", "when_unknown")
    level = _level(entry)
    return Row(
        level=level,
        limits=when_in(entry, lambda name, limit: _limit(name, limit, level, indicators)),
        cite=citation_in(entry if entry.has("cite") else version, documents),
        note=entry.text_or_none("note"),
        when_unknown="skip" if _skips(entry) else "undecided",
    )


def _level(entry: Entry) -> RiskLevel:
    if entry.whole("level") not in list(RiskLevel):
        raise entry.wrong("'level' phải từ 1 đến 4", "'level' must be 1 to 4")
    return RiskLevel(entry.whole("level"))


def _skips(entry: Entry) -> bool:
    if entry.has("when_unknown") and entry.text("when_unknown") not in ("skip", "undecided"):
        raise entry.wrong("'when_unknown' phải là skip hoặc undecided", "'when_unknown' is skip or undecided")
    return entry.text_or_none("when_unknown") == "skip"


def _limit(name: str, entry: Entry, level: RiskLevel, indicators: IndicatorTexts) -> Limit:
    limit = limit_in(name, entry.only(*ENDS), indicators)
    _refuse_circle(name, entry, level, indicators)
    return limit


def _refuse_circle(name: str, entry: Entry, level: RiskLevel, indicators: IndicatorTexts) -> None:
    # Levels are given from the highest down: a row may only ask about neighbours already known by then.
    neighbours_at = indicators[name].neighbours_at
    if neighbours_at is not None and level >= neighbours_at:
        raise entry.wrong(
            f"'{name}' đếm khu vực lân cận từ mức {neighbours_at}; chỉ dùng được cho hàng mức thấp hơn",
            f"'{name}' counts neighbours from level {neighbours_at} on; only lower rows may use it",
        )
