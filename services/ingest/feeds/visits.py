"""The places of the last 14 days in one cell: a JSON list, or `place|area|from|to` joined by `;`."""

import json
from typing import Any

from services.domain.records import Visit
from services.domain.text import tidy
from services.ingest.cells import Unreadable, text_of
from services.ingest.columns import Reading
from services.ingest.countries import country_or_nothing
from services.ingest.places import area_or_nothing
from services.ingest.times import day

MOST = 60  # four places a day for 14 days; more is a pasted file
LONGEST_PLACE = 200


def visits(cell: str, reading: Reading) -> tuple[Visit, ...]:
    """Every place named; an area the register does not know stays text. Raises Unreadable."""
    said = (
        _as_list(cell) if cell.startswith("[") else [_as_parts(one) for one in cell.split(";") if one.strip()]
    )
    if len(said) > MOST:
        raise Unreadable(
            "too_many", f"quá {MOST} nơi đến; hãy gộp lại.", f"more than {MOST} places; merge them."
        )
    return tuple(_visit(one, reading) for one in said)


def _as_list(cell: str) -> list[dict[str, Any]]:
    try:
        said = json.loads(cell)
    except (ValueError, RecursionError):
        raise _unreadable() from None
    if not all(isinstance(one, dict) for one in said):
        raise _unreadable()
    return list(said)


def _as_parts(said: str) -> dict[str, Any]:
    parts = [part.strip() for part in said.split("|")]
    if len(parts) > 4:
        raise _unreadable()
    return dict(zip(("place", "area", "from", "to"), parts, strict=False))


def _visit(said: dict[str, Any], reading: Reading) -> Visit:
    place, area = (tidy(text_of(said.get(name)))[:LONGEST_PLACE] for name in ("place", "area"))
    if not (place or area):
        raise _unreadable()
    arrived, left = (_day(said, names, reading) for names in (("from", "arrived"), ("to", "left")))
    code = area_or_nothing(area or place, reading)
    abroad = None if code else country_or_nothing(area or place)
    return Visit(area=code, place=place or area, arrived=arrived, left=left, country=abroad)


def _day(said: dict[str, Any], names: tuple[str, ...], reading: Reading) -> Any:
    text = next((tidy(text_of(said[name])) for name in names if said.get(name)), "")
    return day(text, reading) if text else None


def _unreadable() -> Unreadable:
    return Unreadable(
        "unreadable_places",
        "không đọc được danh sách nơi đến; viết 'nơi|khu vực|từ ngày|đến ngày', cách nhau bằng ';'.",
        "the list of places cannot be read; write 'place|area|from|to', separated by ';'.",
    )
