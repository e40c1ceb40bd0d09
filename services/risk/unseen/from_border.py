"""i1 from what the border guard told: which incident lies on which segment. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from services.domain.areas import AreaCode
from services.domain.records import IncidentKind
from services.epidemiology.quantities import Numbers
from services.policy.unseen import Segment
from services.risk.heard import Incident
from services.risk.sums import Window, local_day
from services.risk.unseen.draws import Share
from services.risk.unseen.known import Known, column
from services.risk.unseen.segments import Border
from services.risk.unseen.volumes import WINDOW, Volume

INLAND = "inland/"
"""Rows of those who were met in an area that no segment leads to."""


@dataclass
class Met:
    """People of the window on one segment, or in one area inland."""

    caught: float = 0.0
    through: float = 0.0


@dataclass
class Tally:
    """By segment, and by area where no segment fits."""

    segments: dict[str, Met] = field(default_factory=lambda: defaultdict(Met))
    inland: dict[AreaCode, Met] = field(default_factory=lambda: defaultdict(Met))


def border_of(known: Known) -> Border:
    """All segments, then the areas inland where somebody was met."""
    law, tally = known.law.illegal_entry, tally_of(known)
    inland = sorted(code for code in tally.inland if code in known.row_of)
    on, off = [tally.segments[one.id] for one in known.segments], [tally.inland[code] for code in inland]
    segments, none = known.segments, [0.0] * len(inland)
    sure, days = [1.0] * len(inland), known.days_told("border_incidents")
    catch = column([*(one.catch.mean for one in segments), *sure])
    strength = column([*(one.catch.strength for one in segments), *sure])
    return Border(
        keys=(*(one.id for one in segments), *(INLAND + code for code in inland)),
        beyond=(*(one.country for one in segments), *(across(known) for _ in inland)),
        caught=Volume(
            column([*(met.caught for met in on), *none]),
            days,
            column([*(one.usual_14d / WINDOW for one in segments), *none]),
            column([*(one.conceivable_14d / WINDOW for one in segments), *none]),
        ),
        through=column([*(met.through for met in on), *(met.caught + met.through for met in off)])
        / (days or WINDOW),
        catch=Share(catch, strength),
        stays=Share(law.stays.mean, law.stays.strength),
        where=np.hstack([_where(known, segments), known.into(inland)]),
        smoothing=law.smoothing,
    )


def across(known: Known) -> str:
    """The country that most of the border faces."""
    by_length: dict[str, float] = defaultdict(float)
    for one in known.segments:
        by_length[one.country] += one.length_km
    return max(by_length, key=lambda country: by_length[country], default="*")


def tally_of(known: Known) -> Tally:
    """Each incident of the last two weeks on its segment; one told of a wide area on all in it, by length."""
    tally = Tally()
    zone = known.jurisdiction.zone
    window = Window(local_day(known.heard.as_of, zone), int(WINDOW))
    for incident in known.heard.incidents:
        if local_day(incident.happened_at, zone) in window:
            _count(known, incident, tally)
    return tally


def segments_of(known: Known, incident: Incident) -> Sequence[Segment]:
    """Those of its kind that lead to its area; else those that lead to areas in it."""
    fitting = [one for one in known.segments if one.sea == incident.by_sea]
    areas = known.jurisdiction.areas
    within = {area.code for area in areas.within(incident.area)} if incident.area in areas else set()
    exact = [one for one in fitting if incident.area in one.areas]
    return exact or [one for one in fitting if within & set(one.areas)]


def parts_of(known: Known, incident: Incident) -> dict[str, float]:
    """Which part of an incident counts in which row: by length on its segments, else inland."""
    found = segments_of(known, incident)
    length = sum(one.length_km for one in found)
    return {one.id: one.length_km / length for one in found} or {INLAND + incident.area: 1.0}


def _count(known: Known, incident: Incident, tally: Tally) -> None:
    for key, part in parts_of(known, incident).items():
        inland = key.startswith(INLAND)
        met = tally.inland[key.removeprefix(INLAND)] if inland else tally.segments[key]
        _add(met, incident, part, known)


def _add(met: Met, incident: Incident, part: float, known: Known) -> None:
    people = incident.people * part
    if incident.kind is IncidentKind.CAUGHT:
        met.caught += people
    else:
        tip_off = incident.kind is IncidentKind.TIP_OFF
        met.through += people * (known.law.illegal_entry.tip_off if tip_off else 1.0)


def _where(known: Known, segments: Iterable[Segment]) -> Numbers:
    wanted = list(segments)
    found = np.zeros((len(known.areas), len(wanted)))
    for at, one in enumerate(wanted):
        for code in one.areas:
            if code in known.row_of:
                found[known.row_of[code], at] = 1.0 / len(one.areas)
    return found
