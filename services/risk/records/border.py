"""Border incidents behind a number: those that concern an area."""

from collections.abc import Callable

from services.domain.areas import AreaCode
from services.risk.records.books import Books, Record
from services.risk.records.entries import Entry
from services.risk.sources.clues import concerned
from services.risk.sums import Window, local_day


def incidents(books: Books, area: AreaCode) -> list[Record]:
    """Of the days that source i1 looks back on: in the area, in one inside, or around it."""
    clues = books.survey.clues
    if clues is None:
        return []
    zone, moment = books.jurisdiction.zone, books.survey.as_of
    window = Window(local_day(moment, zone), clues.weights.of("i1").window_days)
    told = [one for one in books.told("border_incidents") if local_day(one.fact.happened_at, zone) in window]
    radius_km = books.jurisdiction.law.parameters.number("border_radius_km", moment)
    here = concerned(books.jurisdiction.areas, [one.fact for one in told], radius_km).get(area, ())
    wanted = {id(fact) for fact in here}
    return [one for one in told if id(one.fact) in wanted]


def of_kind(kind: str) -> Callable[[Books, AreaCode], list[Entry]]:
    """Incidents of one kind, each counted once however many people it was about."""

    def found(books: Books, area: AreaCode) -> list[Entry]:
        return [Entry(one, 1.0) for one in incidents(books, area) if one.fact.kind == kind]

    return found
