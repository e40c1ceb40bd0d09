"""`phendau geo import`: a province's own outlines take the place of the schematic ones, all or nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maps.errors import BadOutlines, GisMissing
from maps.outlines import problems
from maps.outlines.matching import RegisterRow, codes_of, row_names
from maps.outlines.problems import Problem
from maps.shapes import Shapes

if TYPE_CHECKING:
    from maps.outlines.reading import Table

__all__ = ["ImportReport", "Problem", "RegisterRow", "import_outlines", "install"]


@dataclass(frozen=True)
class ImportReport:
    """What was found in a file. Only an `accepted` one can be installed.

    `area_change` is new area over old area minus 1 for each code (0.1 is a tenth larger), empty without an
    old layer. `layers` are the finished GeoJSON features by layer: the tier that was read and, for communes,
    the districts they make up.
    """

    source: str
    tier: str
    wanted: int
    matched: int
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    area_change: Mapping[str, float] = field(default_factory=dict)
    layers: Mapping[str, tuple[dict[str, Any], ...]] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        """True when nothing fatal was found and every unit of the register has an outline."""
        return bool(self.layers) and not any(problem.fatal for problem in self.problems)


def import_outlines(
    path: Path,
    register: Sequence[RegisterRow],
    *,
    crs: str | None = None,
    layer: str | None = None,
    encoding: str | None = None,
    tier: str = "commune",
    old: Shapes | None = None,
) -> ImportReport:
    """Read a file of outlines and say whether it can replace ours; nothing is written.

    `crs` is an EPSG code for files that do not name theirs; `old` is the layer in use, to compare areas with.

    Raises:
        GisMissing: the GIS libraries are not installed.
        BadOutlines: the register has no unit of that tier, so nothing could be compared.
    """
    try:
        from maps.outlines.finishing import finished
        from maps.outlines.reading import read_table
    except ModuleNotFoundError:
        raise GisMissing("importing outlines") from None
    rows = [row for row in register if row.tier == tier]
    if not rows:
        raise BadOutlines(f"the register has no unit of tier '{tier}'; use commune or district")
    table = read_table(path, crs, layer, encoding)
    codes = codes_of(table.columns, rows)
    missing = tuple(row.code for row in rows if row.code not in codes)
    names = row_names(table.columns, rows)
    extra = tuple(name for name, code in zip(names, codes, strict=True) if code is None)
    result = finished(table.shapes, codes, rows, tier, old)
    return ImportReport(
        source=path.name,
        tier=tier,
        wanted=len(rows),
        matched=len(rows) - len(missing),
        missing=missing,
        extra=extra,
        problems=(*table.problems, *_counted(table, missing, extra, len(rows)), *result.problems),
        area_change=result.area_change,
        layers={} if missing else result.layers,
    )


def install(report: ImportReport, target: Path) -> None:
    """Put accepted outlines in place; `load_shapes(..., override=target)` reads them from then on.

    The new file is written beside the old one and then takes its name in one step: whoever is killed half-way
    leaves the old layer. Layers of the target that the report does not have (districts, after an import of
    communes) stay.

    Raises:
        BadOutlines: the report is not accepted.
    """
    if not report.accepted:
        fatal = next((p.message_en for p in report.problems if p.fatal), "no outlines in it")
        raise BadOutlines(f"{report.source} is refused: {fatal}")
    features = [feature for layer in report.layers.values() for feature in layer]
    text = _file_text(_kept(target, set(report.layers)) + features, report.source)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.part")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(target)


def _counted(table: Table, missing: Sequence[str], extra: Sequence[str], wanted: int) -> list[Problem]:
    """What the comparison with the register says; pointless when the file could not be read at all."""
    if any(problem.fatal for problem in table.problems):
        return []
    if len(missing) == wanted:
        return [problems.nothing_matched(list(table.columns))]
    found = [problems.missing(missing, wanted)] if missing else []
    return found + ([problems.extra(extra)] if extra else [])


def _kept(target: Path, replaced: set[str]) -> list[dict[str, Any]]:
    if not target.is_file():
        return []
    features = json.loads(target.read_text(encoding="utf-8"))["features"]
    return [feature for feature in features if feature["properties"]["layer"] not in replaced]


def _file_text(features: Sequence[dict[str, Any]], source: str) -> str:
    head = {"type": "FeatureCollection", "schematic": False, "source": source, "features": features}
    return json.dumps(head, ensure_ascii=False, separators=(",", ":")) + "\n"
