"""Who may see what, where: one pure predicate for API, page, map, export and alert. Deny by default.

Source: rule book 5.3 (design): police and health see names; an enterprise sees only its own workers; the
public sees commune totals; what is not granted here is not shown.
"""

from collections.abc import Mapping
from enum import StrEnum

from services.domain.agencies import Agency
from services.domain.areas import AreaCode, Areas
from services.domain.base import Sentence, Word
from services.domain.text import grouped
from services.domain.viewers import Viewer

SMALL_COUNT = 5
"""Below this, a count of people in one commune can point at a person (parameter `public_small_count`)."""


class Sight(StrEnum):
    """Kinds of things to be seen. The last group are layers of the map."""

    AREA_LEVEL = "area_level"
    PEOPLE = "people"
    SAME_PERSON = "same_person"
    CHAINS = "chains"
    """Who met whom, by pseudonym."""
    LISTS = "lists"
    """People to be found, by pseudonym, and why."""
    EXACT_COUNTS = "exact_counts"
    SOURCE_SCORES = "source_scores"
    ALERT = "alert"
    RECEIPT = "receipt"
    SCAN = "scan"
    WORK = "work"
    """What tracing teams have to do, without names: those are PEOPLE."""
    PLACES = "places"
    """Scores of single places, and what inspections found there."""
    JUDGE = "judge"
    """To judge an area where the law leaves it to officers."""
    REHEARSE = "rehearse"
    """To try a draft law on what happened."""
    LEVELS_LAYER = "levels_layer"
    GATES_LAYER = "gates_layer"
    CHECKPOINTS_LAYER = "checkpoints_layer"
    HOSPITALS_LAYER = "hospitals_layer"
    QUARANTINE_LAYER = "quarantine_layer"
    INCIDENTS_LAYER = "incidents_layer"
    TRAILS_LAYER = "trails_layer"


class Subject(Word):
    """One thing somebody wants to see."""

    kind: Sight
    path: tuple[AreaCode, ...] = ()
    """The area it lies in and everything above that area; empty: it lies nowhere in particular."""
    agency: Agency | None = None
    """Alerts and receipts: the agency addressed, or the agency that sent."""
    holder: Agency | None = None
    """Alerts: the agency it was handed to, who sees it from then on."""
    enterprise: str | None = None
    """People, receipts, alerts: the enterprise they belong to."""


_SERVICES = frozenset({Agency.COMMAND, Agency.POLICE, Agency.MILITARY, Agency.HEALTH, Agency.BORDER})
_ALL = frozenset(Agency)

_GRANTS: Mapping[Sight, frozenset[Agency]] = {
    Sight.AREA_LEVEL: _ALL,
    Sight.PEOPLE: frozenset({Agency.POLICE, Agency.HEALTH}),
    Sight.SCAN: frozenset({Agency.COMMAND, Agency.POLICE, Agency.HEALTH, Agency.BORDER}),
    Sight.WORK: frozenset({Agency.COMMAND, Agency.POLICE, Agency.HEALTH}),
    Sight.SAME_PERSON: frozenset({Agency.COMMAND, Agency.POLICE}),
    Sight.CHAINS: frozenset({Agency.COMMAND, Agency.POLICE, Agency.HEALTH}),
    Sight.LISTS: frozenset({Agency.COMMAND, Agency.POLICE, Agency.HEALTH}),
    Sight.EXACT_COUNTS: _SERVICES,
    Sight.SOURCE_SCORES: _SERVICES,
    Sight.PLACES: frozenset({Agency.COMMAND, Agency.POLICE, Agency.HEALTH}),
    Sight.JUDGE: frozenset({Agency.COMMAND, Agency.HEALTH}),
    Sight.REHEARSE: frozenset({Agency.COMMAND}),
    Sight.LEVELS_LAYER: _ALL,
    Sight.GATES_LAYER: _ALL,
    Sight.CHECKPOINTS_LAYER: _ALL,
    Sight.HOSPITALS_LAYER: _ALL,
    Sight.QUARANTINE_LAYER: _SERVICES,
    Sight.INCIDENTS_LAYER: frozenset({Agency.COMMAND, Agency.POLICE, Agency.MILITARY, Agency.BORDER}),
    Sight.TRAILS_LAYER: frozenset({Agency.COMMAND, Agency.POLICE, Agency.MILITARY, Agency.BORDER}),
}
"""What each agency may see inside its own areas. Kinds that are not here have a rule of their own."""

_EVERYWHERE = frozenset(
    {Sight.AREA_LEVEL, Sight.LEVELS_LAYER, Sight.GATES_LAYER, Sight.CHECKPOINTS_LAYER, Sight.HOSPITALS_LAYER}
) | {Sight.SCAN}
"""Public by nature, or (a scan) asked of whoever comes by: whatever areas the viewer answers for."""


def may_see(viewer: Viewer, subject: Subject) -> bool:
    """May this viewer see this? Right × area × owner; anything not granted is refused."""
    if subject.kind in _EVERYWHERE:
        return viewer.agency in _GRANTS[subject.kind]
    if viewer.agency is Agency.ENTERPRISE:
        return _is_own(viewer, subject)
    return _in_areas(viewer, subject) and _granted(viewer, subject)


def subject_in(
    areas: Areas,
    kind: Sight,
    area: AreaCode | None,
    *,
    agency: Agency | None = None,
    enterprise: str | None = None,
) -> Subject:
    """The subject of a thing that lies in an area of the register."""
    path = tuple(place.code for place in areas.path(area)) if area else ()
    return Subject(kind=kind, path=path, agency=agency, enterprise=enterprise)


def shown_count(viewer: Viewer, count: int | None, small: int = SMALL_COUNT) -> Sentence:
    """A count of people as this viewer may read it; the public and enterprises see `under 5` for 1 to 4."""
    if count is None:
        return Sentence(vi="chưa có báo cáo", en="not reported")
    if viewer.agency not in _SERVICES and 0 < count < small:
        return Sentence(vi=f"dưới {small}", en=f"under {small}")
    return Sentence(vi=grouped(count), en=f"{count:,}")


def _is_own(viewer: Viewer, subject: Subject) -> bool:
    kinds = (Sight.PEOPLE, Sight.RECEIPT, Sight.EXACT_COUNTS, Sight.ALERT)
    named = viewer.enterprise is not None and viewer.enterprise == subject.enterprise
    return named and subject.kind in kinds


def _in_areas(viewer: Viewer, subject: Subject) -> bool:
    # A viewer bound to areas does not see what lies nowhere: it may concern other areas.
    return viewer.areas is None or not viewer.areas.isdisjoint(subject.path)


def _granted(viewer: Viewer, subject: Subject) -> bool:
    if subject.kind in (Sight.ALERT, Sight.RECEIPT):
        concerned = viewer.agency in (Agency.COMMAND, subject.agency, subject.holder)
        return concerned and viewer.agency in _SERVICES
    return viewer.agency in _GRANTS.get(subject.kind, frozenset())
