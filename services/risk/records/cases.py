"""F0 behind a number: of the site that counts most, by what is known of the source, here and outside."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.domain.areas import AreaCode, Tier
from services.risk.heard import Case, Count
from services.risk.judged import judgements_at
from services.risk.numbers import CASE_KINDS, OUTBREAK_DAYS
from services.risk.pressure import met_people
from services.risk.records.books import Books, Record
from services.risk.records.entries import Entry, added_up, adding
from services.risk.sources.clues import usual_at
from services.risk.sums import LINE_LIST, Window, local_day

SECONDS_PER_DAY = 86_400.0


@dataclass(frozen=True)
class Counting:
    """How much a published count, and a row of the line list, counts for."""

    published: Callable[[Count], float]
    listed: Callable[[Record], float]


def sites_of(books: Books, area: AreaCode, days: int, how: Counting | None = None) -> dict[str, list[Entry]]:
    """What each site, and the line list, tells of F0 in the last days; all F0 unless told how."""
    how = how or ALL_F0
    window = Window(local_day(books.survey.as_of, books.jurisdiction.zone), days)
    found: dict[str, dict[tuple[date, int], Entry]] = defaultdict(dict)
    for one in books.told("case_counts"):
        if one.area == area and one.fact.day in window:
            said = found[one.fact.site].get((one.fact.day, 0))
            adds = how.published(one.fact)
            if said is None or said.adds < adds:  # told twice of one day: the larger stands
                found[one.fact.site][one.fact.day, 0] = Entry(one, adds)
    listed = adding(_in_window(books, books.told("cases", area), window), how.listed)
    return {site: list(entries.values()) for site, entries in found.items()} | {LINE_LIST: listed}


def cases_of(days: int) -> Callable[[Books, AreaCode], list[Entry]]:
    """F0 of so many days, as the site tells them that counts most."""

    return lambda books, area: counting_most(sites_of(books, area, days))


def counting_most(sites: Mapping[str, Sequence[Entry]]) -> list[Entry]:
    """Of several sites that tell of the same F0 the one that counts most."""
    most = max(sites.values(), key=added_up)
    return [one for one in most if one.adds]


def of_kind(name: str) -> Callable[[Books, AreaCode], list[Entry]]:
    """F0 of two weeks of one kind of the line list."""

    def found(books: Books, area: AreaCode) -> list[Entry]:
        survey = books.survey
        judged = judgements_at(books.jurisdiction.areas, survey.heard.judgements, survey.as_of)
        window = Window(local_day(survey.as_of, books.jurisdiction.zone), OUTBREAK_DAYS)
        here = _in_window(books, books.told("cases", area), window)
        return adding((one for one in here if CASE_KINDS[name](one.fact, judged)), _count)

    return found


def of_window(wanted: Callable[[Case], bool]) -> Callable[[Books, AreaCode], list[Entry]]:
    """F0 of the days that source i3 looks back on."""

    def found(books: Books, area: AreaCode) -> list[Entry]:
        return adding((one for one in recent(books, area) if wanted(one.fact)), _count)

    return found


def generations(books: Books, area: AreaCode) -> list[Entry]:
    """Generations of infection that went by while nobody knew the source."""
    usual, now = usual_at(books.jurisdiction, books.survey.as_of), books.survey.as_of

    def passed(one: Record) -> float:
        age = max((now - one.fact.confirmed_at).total_seconds() / SECONDS_PER_DAY, 0.0)
        return float(one.fact.count * age / usual.generation_days)

    return adding((one for one in recent(books, area) if one.fact.source_missing), passed)


def ripe(books: Books, area: AreaCode) -> list[Entry]:
    """F0 whose contacts should have been found by now."""
    hours = usual_at(books.jurisdiction, books.survey.as_of).find_hours

    def due(case: Case) -> bool:
        waited = (books.survey.as_of - case.confirmed_at).total_seconds() / 3600
        return bool(waited >= hours and met_people(case))

    return of_window(due)(books, area)


def outside(books: Books, area: AreaCode) -> list[Entry]:
    """F0 of places outside, whichever area of ours is asked about: how near they are weighs them later."""
    places = {one.code for one in books.jurisdiction.areas if not one.inside and one.tier is not Tier.COUNTRY}
    return adding((one for one in recent(books) if one.area in places), _count)


def recent(books: Books, area: AreaCode | None = None) -> list[Record]:
    """F0 of the window of source i3; none where no law weighs sources."""
    if books.survey.clues is None:
        return []
    days = books.survey.clues.weights.of("i3").window_days
    window = Window(local_day(books.survey.as_of, books.jurisdiction.zone), days)
    return [one for one in _in_window(books, books.told("cases", area), window) if one.fact.count]


def _in_window(books: Books, records: Iterable[Record], window: Window) -> Iterable[Record]:
    zone = books.jurisdiction.zone
    return (one for one in records if local_day(one.fact.confirmed_at, zone) in window)


def _count(one: Record) -> float:
    return float(one.fact.count)


ALL_F0 = Counting(lambda count: float(count.new_cases), _count)
