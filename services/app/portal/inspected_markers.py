"""Places that inspections scored, as markers around the centre of their commune: score, visits, next one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import cos, pi, radians, sin, sqrt

from maps.view import Place as Marker
from services.app.angles import Row
from services.app.portal.formats import day_text, number_text
from services.app.portal.translations import _, translated
from services.domain.areas import Area, AreaCode, Areas
from services.domain.base import Language

SYMBOL = "inspected"
MOST = 400
"""The riskiest: so many stand on one page of at most 600 kB."""
STEP_DEGREES = 0.0025
"""About 280 m: markers of one commune stand beside each other, not on top."""
GOLDEN_ANGLE = pi * (3 - sqrt(5))


def inspected_markers(rows: Sequence[Row], areas: Areas, language: Language) -> tuple[Marker, ...]:
    """`rows`: places as the reader may see them, the riskiest first; whose area has no centre is left out.

    No register of places has coordinates (decision 0058): each stands on a turn of a spiral around the centre
    of its commune, always on the same one as long as no place is added, and its marker says so.
    """
    shown = rows[:MOST]
    turns = _turns(shown)
    centred = ((row, areas.get(row["area"])) for row in shown)
    return tuple(
        marker
        for row, area in centred
        if area is not None
        for marker in _marker(row, area, turns[row["place"]], language)
    )


def _turns(rows: Sequence[Row]) -> dict[str, int]:
    by_area: dict[AreaCode, list[str]] = defaultdict(list)
    for row in rows:
        by_area[row["area"]].append(row["place"])
    return {place: turn for places in by_area.values() for turn, place in enumerate(sorted(places), start=1)}


def _marker(row: Row, area: Area, turn: int, language: Language) -> Iterator[Marker]:
    if area.latitude is None or area.longitude is None:
        return
    away, angle = STEP_DEGREES * sqrt(turn), turn * GOLDEN_ANGLE
    latitude = area.latitude + away * sin(angle)
    longitude = area.longitude + away * cos(angle) / cos(radians(area.latitude))
    yield Marker(SYMBOL, row["name"], round(latitude, 4), round(longitude, 4), tuple(_lines(row, language)))


def _lines(row: Row, language: Language) -> Iterator[str]:
    words = (_("Score"), _("Last inspection"), _("Next inspection"), _("due"))
    head, last, following, due = (translated(language, word) for word in words)
    score, most = (number_text(row[name], language) for name in ("score", "at_most"))
    bands = f"{row['band_name']} – {row['worst_band_name']}" if row["open"] else row["band_name"]
    yield f"{row['type_name']} · {row['area_name']}"
    yield f"{head}: {score}–{most}/100 ({bands})" if row["open"] else f"{head}: {score}/100 ({bands})"
    yield f"{last}: {day_text(row['inspected_on'], language)}"
    visit = f"{following}: {day_text(row['reinspect_on'], language)}"
    yield visit if row["overdue_days"] is None else f"{visit} – {due}"
    yield translated(language, _("Drawn around the centre of the commune, not at the very place"))
