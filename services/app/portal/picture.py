"""From the state of the house to a map: what one audience may see, on every day of the slider."""

from collections.abc import Mapping
from datetime import datetime

from maps.choropleth import draw, render
from maps.figure import Mode
from maps.paint import Paint
from maps.shapes import load_shapes
from maps.view import MapView, Place
from maps.words import ENGLISH, VIETNAMESE
from services.app.angles import Angle
from services.app.api import angle_at
from services.app.outlines import imported_outlines
from services.app.place_rows import place_rows
from services.app.portal.captions import area_lines, incident_marker, place_marker
from services.app.portal.formats import moment_text
from services.app.portal.inspected_markers import inspected_markers
from services.app.portal.layers import LAYERS, SHOWN_FIRST
from services.app.views import level_row
from services.app.wiring import House
from services.domain.agencies import Agency
from services.domain.areas import Area, AreaCode, Tier
from services.domain.base import Language
from services.domain.labels import AGENCIES
from services.domain.viewers import Viewer
from services.plumbing.database import Transaction
from services.policy.sight import Sight, Subject, may_see
from services.risk.history import daily_levels, graded_days

LONGEST_SLIDER = 120
"""Days: the wave of early 2021 lasted 70; more would only make the page heavy."""


def map_html(
    house: House,
    audience: Agency,
    as_of: datetime,
    mode: Mode = "inline",
    *,
    language: Language | None = None,
    areas: frozenset[AreaCode] | None = None,
) -> str:
    """The map page for one audience as of a moment; `areas`: what its reader answers for (None: all).

    "inline" is one file that needs nothing else; "static" links to what `mount_portal` serves.
    """
    viewer = Viewer(agency=audience, areas=areas)
    with house.database.reading() as tx:
        angle = angle_at(tx, house, as_of, language or house.settings.lang, viewer)
        view = view_of(tx, house, angle)
    return render(draw(view), mode)


def view_of(tx: Transaction, house: House, angle: Angle) -> MapView:
    """Everything the map shows: outlines, levels by day, reasons of now, places."""
    zone, as_of = angle.jurisdiction.zone, angle.survey.as_of
    days = graded_days(tx, zone, as_of, LONGEST_SLIDER)
    shapes = load_shapes(angle.jurisdiction.name, imported_outlines(house.settings))
    return MapView(
        shapes=shapes,
        days=tuple(day.isoformat() for day in days),
        levels=_levels(angle, daily_levels(tx, days, zone, as_of), len(days)),
        paints=_paints(angle),
        places=(*_places(angle), *_inspected(tx, angle)),
        title=_title(angle),
        as_of=moment_text(as_of, zone, angle.language),
        notice=_notice(angle, shapes.schematic, shapes.notice, shapes.notice_en),
        words=VIETNAMESE if angle.language == "vi" else ENGLISH,
    )


def _levels(
    angle: Angle, by_day: Mapping[AreaCode, tuple[int | None, ...]], days: int
) -> dict[AreaCode, tuple[int | None, ...]]:
    """The kept history; its last day is the survey's: time alone may have changed a level since."""
    found: dict[AreaCode, tuple[int | None, ...]] = {}
    for area in _drawn(angle):
        level = angle.survey.standings[area.code].level
        earlier = by_day.get(area.code, (None,) * days)[:-1]
        found[area.code] = (*earlier, None if level is None else int(level))
    return found


def _drawn(angle: Angle) -> list[Area]:
    """Every graded area but the provinces outside: they have no outline on this map."""
    areas = (angle.jurisdiction.areas[code] for code in angle.survey.standings)
    return [area for area in areas if area.inside or area.tier is not Tier.PROVINCE]


def _paints(angle: Angle) -> dict[AreaCode, Paint]:
    first = SHOWN_FIRST[angle.viewer.agency]
    rows = (level_row(angle, area) for area in _drawn(angle))
    return {
        row["area"]: Paint(
            code=row["area"],
            level=row["level"],
            at_least=row["at_least"],
            title=row["name"],
            lines=area_lines(row, first, angle.jurisdiction.zone, angle.language),
            since=row["since"][:10] if row["since"] else None,
        )
        for row in rows
    }


def _places(angle: Angle) -> tuple[Place, ...]:
    markers = [
        place_marker(place, angle.survey.as_of, angle.language)
        for place in angle.jurisdiction.places
        if angle.may(LAYERS[place.kind].sight, place.commune or angle.jurisdiction.code)
    ]
    incidents = (
        incident_marker(incident, angle.jurisdiction, angle.language)
        for incident in angle.survey.heard.incidents
        if angle.may(Sight.INCIDENTS_LAYER, incident.area)
    )
    return (*markers, *(marker for marker in incidents if marker))


def _inspected(tx: Transaction, angle: Angle) -> tuple[Place, ...]:
    """By the one predicate: `place_rows` tells only what the reader may see."""
    if not may_see(angle.viewer.model_copy(update={"areas": None}), Subject(kind=Sight.PLACES)):
        return ()
    return inspected_markers(place_rows(tx, angle), angle.jurisdiction.areas, angle.language)


def _title(angle: Angle) -> str:
    title = angle.jurisdiction.title.said_in(angle.language)
    return f"{title} – {AGENCIES[angle.viewer.agency].said_in(angle.language)}"


def _notice(angle: Angle, schematic: bool, vi: str, en: str) -> str:
    return (vi if angle.language == "vi" else en) if schematic else ""
