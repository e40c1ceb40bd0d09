"""Tests of legal entrants: which tubes of an area are theirs, and how many were positive. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from services.domain.areas import AreaCode
from services.domain.records import QuarantineReason
from services.policy.places import PlaceKind, places_of
from services.risk.heard_counts import Labs as Tubes
from services.risk.unseen.known import Known, column
from services.risk.unseen.tested import NONE, Labs

GATES = (PlaceKind.GATE, PlaceKind.AIRPORT, PlaceKind.PORT)
Mix = Mapping[str, float]


@dataclass(frozen=True)
class Results:
    """Of entrants, in one area or district."""

    positive: float = 0.0
    negative: float = 0.0

    def __add__(self, other: "Results") -> "Results":
        return Results(self.positive + other.positive, self.negative + other.negative)


def results_of(known: Known, district_of: Mapping[AreaCode, AreaCode], tests: int) -> dict[AreaCode, Results]:
    """By district. `tests`: how many the plan asks of one entrant; more tubes than that are of others."""
    theirs, entrants = _theirs(known)
    found: dict[AreaCode, Results] = defaultdict(Results)
    by_area: dict[AreaCode, Results] = defaultdict(Results)
    for tubes in known.heard.labs:
        by_area[tubes.area] += _answered(tubes)
    for area, one in by_area.items():
        part, most = theirs.get(area, 0.0), entrants.get(area, 0.0) * tests
        if part > 0:
            mine = Results(one.positive * part, min(one.negative * part, most))
            found[district_of[area]] += mine
    return {code: one for code, one in found.items() if one.positive + one.negative > 0}


def labs_of(
    known: Known,
    results: Mapping[AreaCode, Results],
    mixes: Mapping[AreaCode, Mix],
    rows: Sequence[tuple[AreaCode, str]],
) -> Labs:
    """`rows`: district and country of each row of entrants; `mixes`: by district, countries as parts."""
    law, prevalence = known.law.quarantine, known.prevalence
    keys = sorted({row for row in rows if row[0] in results and row[1] in mixes.get(row[0], {})})
    ill = {code: sum(part * prevalence.of(c) for c, part in mixes[code].items()) for code, _ in keys}
    parts = [mixes[code][country] for code, country in keys]
    brought = [
        part * prevalence.of(country) / ill[code] if ill[code] > 0 else part
        for (code, country), part in zip(keys, parts, strict=True)
    ]
    told = [results[code] for code, _ in keys]
    return Labs(
        of_row=np.array([keys.index(row) if row in keys else NONE for row in rows], dtype=np.intp),
        countries=tuple(country for _, country in keys),
        prevalence=column(prevalence.of(country) for _, country in keys),
        shape=prevalence.shape,
        yes=law.lab_positive * column(one.positive for one in told) * column(brought),
        no=law.lab_negative * column(one.negative for one in told) * column(parts),
        positive=column(one.positive for one in told),
        tested=column(one.positive + one.negative for one in told),
        unheard=law.lab_unheard,
    )


def _theirs(known: Known) -> tuple[dict[AreaCode, float], dict[AreaCode, float]]:
    """By area: which part of the people tested are entrants, and how many entrants there are.

    Where people are in quarantine the part of them that are entrants; at a gate elsewhere everybody.
    """
    people: dict[AreaCode, float] = defaultdict(float)
    entrants: dict[AreaCode, float] = defaultdict(float)
    for stay in known.heard.stays:
        people[stay.area] += max(stay.people, 0)
        entrants[stay.area] += max(stay.people, 0) * (stay.why is QuarantineReason.ENTRANT)
    gates = {one.id: one.commune for one in places_of(known.jurisdiction.places, *GATES) if one.commune}
    part = {area: entrants[area] / number for area, number in people.items() if number > 0}
    for one in known.heard.entrants:
        area = gates.get(one.gate or "")
        if area is not None and area not in people:
            part[area] = 1.0
            entrants[area] += max(one.people, 0)
    return part, entrants


def _answered(tubes: Tubes) -> Results:
    """In people: of a positive pool at least one is; nothing is known of who waits."""
    answered = (
        max(tubes.samples - tubes.pending - tubes.invalid, 0) / tubes.samples if tubes.samples > 0 else 0.0
    )
    positive = max(tubes.positive, tubes.positive_pools, 0)
    return Results(positive, max(tubes.people * answered - positive, 0.0))
