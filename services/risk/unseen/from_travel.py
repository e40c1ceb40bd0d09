"""i3 from cases, contacts, arrivals and posts; and what goes on unseen here. Pure."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from services.domain.areas import Area, AreaCode, Tier
from services.domain.records import FoundIn, PostDecision, SourceKnown
from services.epidemiology.quantities import Numbers
from services.risk.heard import Case
from services.risk.sums import Window, local_day
from services.risk.unseen.community import Here, Streams
from services.risk.unseen.draws import Share
from services.risk.unseen.known import Known, column
from services.risk.unseen.prevalence import AtHome
from services.risk.unseen.volumes import WINDOW, Volume

NOWHERE = "?"
"""An origin that no case is known of, or that nobody told."""
SILENT = "silent"
"""Travellers nobody told of: at worst they come from where most are infectious."""
ANY_POST = "-"
STOPS = (PostDecision.TURN_BACK, PostDecision.QUARANTINE)


@dataclass(frozen=True)
class Origin:
    """A place outside that people come from."""

    key: str
    infectious: float
    population: float


def origins_of(known: Known) -> dict[str, Origin]:
    """Every place outside with F0 in the days somebody is infectious, the rest of the country, the silent."""
    recent = _recent(known)
    places = {area.code for case in recent for area in _outside(known, case.area)}
    found = {code: Origin(code, *_of_place(known, code, recent)) for code in sorted(places)}
    found[NOWHERE] = Origin(NOWHERE, 0.0, 1.0)
    most = max(found.values(), key=lambda one: one.infectious / one.population)
    found[SILENT] = Origin(SILENT, most.infectious, most.population)
    return found


def at_home(known: Known, origins: dict[str, Origin]) -> AtHome:
    """Prevalence of each of them."""
    law = known.law.community
    return AtHome(
        keys=tuple(origins),
        infectious=column(one.infectious for one in origins.values()),
        population=column(one.population for one in origins.values()),
        told=known.told("cases", "case_counts"),
        known=Share(law.known.mean, law.known.strength),
        background=law.background,
        conceivable=law.conceivable,
    )


def origin_of(known: Known, code: AreaCode | None, origins: dict[str, Origin]) -> str | None:
    """The nearest place around a code that has F0; None: from here or from abroad, which is not i3."""
    path = known.jurisdiction.areas.path(code)
    if code is not None and not code[:1].isdigit():
        return None
    if any(area.inside for area in path):
        return None
    return next((area.code for area in path if area.code in origins), NOWHERE)


def streams_of(known: Known, origins: dict[str, Origin]) -> Streams:
    """Travellers by origin and post; the last stream is of those nobody told of."""
    law = known.law.community
    people = _people(known, origins)
    keys = [*sorted({stream for stream, _ in people}), (SILENT, ANY_POST)]
    counts = np.zeros((len(known.areas), len(keys)))
    for (stream, row), number in people.items():
        counts[row, keys.index(stream)] += max(number, 0)
    places = [origin for origin, _ in keys]
    posts = _posts(known)
    by_place = {code: known.clues.pressure.of(code) for code in set(places)}
    pressed = [by_place[code] for code in places]
    found = [min(one.found / known.number("contacts_per_case"), one.cases) for one in pressed]
    return Streams(
        keys=tuple(f"{origin}/{post}" for origin, post in keys),
        origins=tuple(places),
        posts=tuple(post for _, post in keys),
        people=_volume(known, counts),
        untraced=Share(law.untraced.mean, law.untraced.strength),
        missed=column(one.cases - traced for one, traced in zip(pressed, found, strict=True)),
        found=column(found),
        contacts_told=column(
            place != SILENT and (one.told or one.cases == 0)
            for place, one in zip(places, pressed, strict=True)
        ),
        stopped=Share(law.stopped.mean, law.stopped.strength),
        turned_back=column(law.passage * posts[post][0] for _, post in keys),
        let_in=column(law.passage * posts[post][1] for _, post in keys),
        post_told=column(sum(posts[post]) > 0 for _, post in keys),
    )


def here_of(known: Known) -> Here:
    """Unseen infection of each place of ours that was told of, and of districts while nobody tells."""
    law = known.law.community
    told = {code: one for code, one in known.clues.unseen_here.items() if code in known.row_of}
    silent = 1.0 - known.days_told("cases") / WINDOW
    worst = [silent * law.here_conceivable_per_100k * (one.population or 0) / 1e5 for one in known.districts]
    districts = [area.code for area in known.districts]
    keys = [*told, *districts]
    unseen = column([*(one.total for one in told.values()), *(0.0 for _ in known.districts)])
    return Here(
        keys=tuple(keys),
        unseen=unseen,
        at_worst=np.maximum(unseen, column([*(0.0 for _ in told), *worst])),
        days=law.infectious_days,
        shape=law.here_shape,
        where=np.hstack([known.into(told), known.spread(districts)]),
    )


def _recent(known: Known) -> list[Case]:
    """F0 that may infect still: neither found at the border nor come ill from abroad."""
    since = known.heard.as_of - timedelta(days=known.law.community.infectious_days)
    cases = (case for case in known.heard.cases if case.count and case.confirmed_at > since)
    return [
        case
        for case in cases
        if case.source is not SourceKnown.IMPORTED and case.found_in is not FoundIn.BORDER
    ]


def _outside(known: Known, code: AreaCode) -> list[Area]:
    path = known.jurisdiction.areas.path(code)
    inside = any(area.inside for area in path)
    return [] if inside else [area for area in path if area.tier in (Tier.DISTRICT, Tier.PROVINCE)]


def _of_place(known: Known, code: AreaCode, recent: list[Case]) -> tuple[float, float]:
    """F0 and people of a district or province; F0 of a province that no district was told of are spread."""
    areas = known.jurisdiction.areas
    area = areas[code]
    cases = sum(case.count for case in recent if code in {one.code for one in areas.path(case.area)})
    if area.tier is Tier.PROVINCE:
        people = float(area.population or 1e6)
        return max(float(cases), _counted(known, code)), people
    people = float(area.population or known.law.community.district_population)
    above = areas.get(area.parent) if area.parent else None
    spread = sum(case.count for case in recent if above is not None and case.area == above.code)
    return cases + spread * min(people / float((above and above.population) or people), 1.0), people


def _counted(known: Known, code: AreaCode) -> float:
    """The same of official sites: the one that counts most."""
    zone = known.jurisdiction.zone
    window = Window(local_day(known.heard.as_of, zone), int(known.law.community.infectious_days))
    by_site: dict[str, float] = defaultdict(float)
    for count in known.heard.counts:
        if count.area == code and count.day in window:
            by_site[count.site] += count.new_cases
    return max([*by_site.values(), 0.0])


def _people(known: Known, origins: dict[str, Origin]) -> dict[tuple[tuple[str, str], int], float]:
    found: dict[tuple[tuple[str, str], int], float] = defaultdict(float)
    codes = {one.origin for one in known.heard.arrivals}
    from_where = {code: origin_of(known, code, origins) for code in codes}
    for one in known.heard.arrivals:
        origin = from_where[one.origin]
        if origin is not None and one.area in known.row_of:
            found[(origin, one.post or ANY_POST), known.row_of[one.area]] += one.people
    return found


def _volume(known: Known, counts: Numbers) -> Volume:
    """What nobody told of goes to the last stream, by the people of each district."""
    law = known.law.community.arrivals
    usual, worst = np.zeros_like(counts), np.zeros_like(counts)
    parts = known.spread([area.code for area in known.districts]) @ known.by_people()
    usual[:, -1], worst[:, -1] = law.usual * parts, law.conceivable * parts
    return Volume(counts, known.days_told("arrivals"), usual, worst)


def _posts(known: Known) -> dict[str, tuple[float, float]]:
    """By post: stopped and let through; of travellers who told of no post, all posts together."""
    found: dict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for one in known.heard.passages:
        for post in (one.post, ANY_POST):
            back, through = found[post]
            stops = one.decision in STOPS
            found[post] = (back + one.people * stops, through + one.people * (not stops))
    return defaultdict(lambda: (0.0, 0.0), {post: (max(a, 0), max(b, 0)) for post, (a, b) in found.items()})
