"""The places of the last 14 days in one cell: a JSON list, or `place|area|from|to` joined by `;`."""

import json
from collections.abc import Sequence
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

Told = tuple[str, str, str, str]
"""Place, area, from and to, as written."""


def visits(cell: str, reading: Reading) -> tuple[Visit, ...]:
    """Every place named; an area the register does not know stays text. Raises Unreadable."""
    if cell.startswith("["):
        return visits_listed(_as_list(cell), reading)
    return _visits([_as_parts(one) for one in cell.split(";") if one.strip()], reading)


def visits_listed(said: Sequence[Any], reading: Reading) -> tuple[Visit, ...]:
    """The same from a JSON list of `place`, `area`, `from`, `to`. Raises Unreadable."""
    if not all(isinstance(one, dict) for one in said):
        raise _unreadable()
    return _visits([_as_told(one) for one in said], reading)


def _visits(said: Sequence[Told], reading: Reading) -> tuple[Visit, ...]:
    if len(said) > MOST:
        raise Unreadable(
            "too_many", f"quá {MOST} nơi đến; hãy gộp lại.", f"more than {MOST} places; merge them."
        )
    return tuple(_visit(one, reading) for one in said)


def _as_list(cell: str) -> list[Any]:
    try:
        return list(json.loads(cell))
    except (ValueError, RecursionError):
        raise _unreadable() from None


def _as_parts(said: str) -> Told:
    parts = [part.strip() for part in said.split("|")]
    if len(parts) > 4:
        raise _unreadable()
    place, area, arrived, left = parts + [""] * (4 - len(parts))
    return place, area, arrived, left


def _as_told(said: dict[str, Any]) -> Told:
    return (
        _text(said, "place"),
        _text(said, "area"),
        _text(said, "from") or _text(said, "arrived"),
        _text(said, "to") or _text(said, "left"),
    )


def _text(said: dict[str, Any], name: str) -> str:
    return text_of(said.get(name) or "")


def _visit(said: Told, reading: Reading) -> Visit:
    # A fortnight's stay in one province is told by thousands: read once, the frozen visit serves them all.
    known = reading.memory.of("visits")
    visit: Visit = known.get(said) or known.keep(said, _read(said, reading))
    return visit


def _read(said: Told, reading: Reading) -> Visit:
    place, area = (tidy(one)[:LONGEST_PLACE] for one in said[:2])
    if not (place or area):
        raise _unreadable()
    arrived, left = (day(text, reading) if (text := tidy(one)) else None for one in said[2:])
    code = area_or_nothing(area or place, reading)
    abroad = None if code else country_or_nothing(area or place)
    return Visit(area=code, place=place or area, arrived=arrived, left=left, country=abroad)


def _unreadable() -> Unreadable:
    return Unreadable(
        "unreadable_places",
        "không đọc được danh sách nơi đến; viết 'nơi|khu vực|từ ngày|đến ngày', cách nhau bằng ';'.",
        "the list of places cannot be read; write 'place|area|from|to', separated by ';'.",
    )
