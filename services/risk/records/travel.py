"""Travellers and goods behind a number: those from places with the epidemic."""

from collections.abc import Callable

from services.domain.areas import AreaCode
from services.risk.records.books import Books, Record
from services.risk.records.entries import Entry, adding
from services.risk.sources.clues import epidemic_places, listed_countries
from services.risk.sources.goods_seen import is_listed


def _epidemic(books: Books) -> frozenset[AreaCode]:
    areas, clues = books.jurisdiction.areas, books.survey.clues
    return epidemic_places(areas, clues.cases, books.survey.orders.locked(areas)) if clues else frozenset()


def arrivals(books: Books, area: AreaCode) -> list[Record]:
    """People who came from any part of a place with the epidemic."""
    epidemic, path = _epidemic(books), books.jurisdiction.areas.path
    told = books.told("arrivals", area)
    wanted = {
        code
        for code in {one.fact.origin for one in told}
        if any(place.code in epidemic for place in path(code))
    }
    return [one for one in told if one.fact.origin in wanted]


def people(books: Books, area: AreaCode) -> list[Entry]:
    """How many they are."""
    return adding(arrivals(books, area), lambda one: float(one.fact.people))


def ill(books: Books, area: AreaCode) -> list[Entry]:
    """Of them those with symptoms, and those with a contact."""
    return adding(arrivals(books, area), lambda one: float(one.fact.with_symptoms + one.fact.with_contact))


def lots(column: str) -> Callable[[Books, AreaCode], list[Entry]]:
    """One number of the consignments made in, or carried through, a place with the epidemic."""

    def found(books: Books, area: AreaCode) -> list[Entry]:
        return adding(listed(books, area), lambda one: float(getattr(one.fact, column)))

    return found


def listed(books: Books, area: AreaCode) -> list[Record]:
    """Those consignments."""
    clues = books.survey.clues
    if clues is None:
        return []
    areas, epidemic = books.jurisdiction.areas, _epidemic(books)
    countries = listed_countries(books.jurisdiction, clues.heard)
    told = books.told("consignments", area)
    return [
        one
        for one in told
        if any(is_listed(code, areas, epidemic, countries) for code in (one.fact.origin, *one.fact.through))
    ]
