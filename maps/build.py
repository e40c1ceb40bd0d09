"""Builds the shipped outlines from facts and a public coastline: `python -m maps.build quang-ninh`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from maps.errors import GisMissing, MapError

DATA = Path(__file__).parent / "data"


def main(arguments: list[str]) -> int:
    """Write the file of each named jurisdiction; 0 when all went well."""
    for jurisdiction in arguments or ["quang-ninh"]:
        try:
            path = write(jurisdiction)
        except MapError as problem:
            sys.stderr.write(f"{problem}\n")
            return 1
        sys.stdout.write(f"{path.name}: {path.stat().st_size} bytes\n")
    return 0


def write(jurisdiction: str) -> Path:
    """Build one jurisdiction's outlines and put them where `load_shapes` reads them."""
    path = DATA / f"{jurisdiction}.geojson"
    path.write_text(build_text(jurisdiction), encoding="utf-8")
    return path


def build_text(jurisdiction: str) -> str:
    """The whole file as text; the same facts and library versions give the same text.

    Raises:
        GisMissing: shapely or the coastline package is not installed.
        UnknownJurisdiction: no facts under that name.
        BadOutlines: the facts do not give every unit some land.
    """
    try:
        from maps.schematic.arrangement import pieces_by_owner
        from maps.schematic.coast import read_land
        from maps.schematic.facts import read_facts
        from maps.schematic.layers import features_of
    except ImportError:
        raise GisMissing("building outlines") from None
    facts = read_facts(jurisdiction)
    pieces = pieces_by_owner(facts, read_land(tuple(facts.about["near_box"])))
    features = features_of(facts, pieces, read_land(tuple(facts.about["far_box"])))
    return _text(facts.about | {"jurisdiction": jurisdiction}, features)


def _text(about: dict[str, Any], features: list[dict[str, Any]]) -> str:
    """One feature a line, so that a change shows as the lines that changed."""
    told = {key: about[key] for key in ("jurisdiction", "notice", "notice_en", "attribution")}
    head = json.dumps({"type": "FeatureCollection", "schematic": True} | told, ensure_ascii=False)
    lines = (json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    return f'{head[:-1]}, "features": [\n' + ",\n".join(lines) + "\n]}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
