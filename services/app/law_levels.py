"""Levels for a table of indicators, by a law folder: a jurisdiction's, or that of a scheme of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from services.app.law_tables import ReadTable, Told, read_indicators
from services.domain.areas import Tier
from services.domain.base import Sentence
from services.domain.errors import BadLaw
from services.domain.levels import Citation
from services.domain.row_notes import RowNote
from services.ingest.columns import Reading
from services.policy.reader import LAW, Jurisdiction, load_jurisdiction
from services.policy.rulebook import decide
from services.policy.scheme_levels import SchemeLevel, levels_of
from services.policy.schemes import Scheme, load_scheme

SCHEMES = LAW.parent / "scheme_law"
"""Where the schemes that come with the house have their folders."""
INSUFFICIENT, NOT_IN_FORCE = "insufficient_data", "not_in_force"
HEADS = ("area", "at", "level", "row", "cite", "since", "missing")


class Answers(NamedTuple):
    """A row for each row of the table that could be read, and what is to be said of others."""

    rows: list[Mapping[str, Any]]
    notes: tuple[RowNote, ...]


def law_folder(name_or_path: str) -> Path:
    """The folder of a path, or of a name among those that come with the house; raises BadLaw."""
    for folder in (Path(name_or_path), LAW / name_or_path, SCHEMES / name_or_path):
        if (folder / "area_levels.yaml").is_file():
            return folder
    known = ", ".join(sorted(one.parent.name for one in _shipped()))
    raise BadLaw(
        vi=f"'{name_or_path}' không có area_levels.yaml. Ghi đường dẫn tới thư mục luật, hoặc tên: {known}.",
        en=f"'{name_or_path}' holds no area_levels.yaml. Give the path of a law folder, or one of: {known}.",
        field="--law",
        code="bad_law",
    )


def graded_table(folder: Path, table: Path, reading: Reading) -> Answers:
    """The level of every row, its row of the law and citation; raises BadLaw, BadFile."""
    if (folder / "jurisdiction.yaml").is_file():
        return _by_jurisdiction(load_jurisdiction(folder), table, reading)
    return _by_scheme(load_scheme(folder), table, reading)


def _shipped() -> Iterator[Path]:
    yield from LAW.glob("*/area_levels.yaml")
    yield from SCHEMES.glob("*/area_levels.yaml")


def _by_scheme(scheme: Scheme, table: Path, reading: Reading) -> Answers:
    read = read_indicators(table, scheme.indicators, replace(reading, zone=ZoneInfo(scheme.zone)))
    found = levels_of(scheme, (one.observation for one in read.rows))
    by_key = {(one.area, one.at): one for one in found}
    rows = [_of_scheme(one.at, by_key[one.observation.area, one.observation.at]) for one in read.rows]
    return Answers(rows, read.notes)


def _of_scheme(at: str, one: SchemeLevel) -> Mapping[str, Any]:
    unknown = NOT_IN_FORCE if one.cite is None else INSUFFICIENT
    return _answer(
        one.area,
        at,
        level=one.step.id if one.step else unknown,
        row=one.row,
        cite=_cited(one.cite),
        since=one.since,
        missing=list(one.missing),
    )


def _by_jurisdiction(jurisdiction: Jurisdiction, table: Path, reading: Reading) -> Answers:
    known = sorted(jurisdiction.law.indicator_names())
    read = read_indicators(table, known, replace(reading, zone=jurisdiction.zone))
    tiers = [_tier(jurisdiction, one) for one in read.rows]
    graded = zip(read.rows, tiers, strict=True)
    rows = [_of_house(jurisdiction, one, tier) for one, tier in graded if tier is not None]
    return Answers(rows, (*read.notes, *_without_tier(read, tiers)))


def _of_house(jurisdiction: Jurisdiction, told: Told, tier: Tier) -> Mapping[str, Any]:
    area, at, values = told.observation
    law = jurisdiction.law.area_levels.find(at)
    if law is None:
        return _answer(area, told.at, level=NOT_IN_FORCE, row=None, cite="", since=at, missing=[])
    rows = law.value.of(tier)
    decision = decide(rows, values)
    known = decision.level is not None
    return _answer(
        area,
        told.at,
        level=int(decision.level) if decision.level is not None else INSUFFICIENT,
        row=decision.row + 1 if known else None,
        cite=_cited(rows[decision.row].cite if known else law.cite),
        since=at,
        missing=list(decision.missing),
    )


def _tier(jurisdiction: Jurisdiction, told: Told) -> Tier | None:
    """As the register says, else as the column does; None: nobody knows whose rows to read."""
    area = jurisdiction.areas.get(told.observation.area)
    named = area.tier if area else told.tier
    return Tier(named) if named in (Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE) else None


def _without_tier(read: ReadTable, tiers: list[Tier | None]) -> Iterator[RowNote]:
    for one, tier in zip(read.rows, tiers, strict=True):
        if tier is None:
            yield RowNote("I", one.row, "area", "no_tier", _NO_TIER)


_NO_TIER = Sentence(
    vi="danh mục không có khu vực này; thêm cột tier với commune, district hoặc province.",
    en="the register has no such area; add a column tier with commune, district or province.",
)


def _cited(cite: Citation | None) -> str:
    return "" if cite is None else ", ".join(part for part in (cite.title, cite.article) if part)


def _answer(area: str, at: str, **rest: object) -> Mapping[str, Any]:
    return dict(zip(HEADS, (area, at, *(rest[name] for name in HEADS[2:])), strict=True))
