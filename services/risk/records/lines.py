"""A row of the model of the four sources, opened: the records that its people were counted from."""

from collections.abc import Callable

from services.domain.areas import AreaCode
from services.domain.records import IncidentKind
from services.risk.records.books import Books, Record
from services.risk.records.entries import Entry, adding
from services.risk.sums import Window, local_day
from services.risk.unseen.from_border import INLAND, parts_of
from services.risk.unseen.from_goods import SILENT as NO_LOTS
from services.risk.unseen.from_goods import means_of, worst_origin
from services.risk.unseen.from_heard import Entering
from services.risk.unseen.from_quarantine import HOME, SILENT, UNPLACED, district_of
from services.risk.unseen.from_travel import ANY_POST, origin_of, origins_of
from services.risk.unseen.from_travel import SILENT as NO_STREAM
from services.risk.unseen.volumes import WINDOW

NOT_PLACED = SILENT + "place/"
"""Entrants of a district where nobody tells who came in."""
GUESSED = {"i2": SILENT, "i3": NO_STREAM, "i4": NO_LOTS}
"""How the rows begin that stand for what nobody told: they rest on the law alone."""


def opens_row(line: str, key: str) -> bool:
    """Are there records behind a row of this line?"""
    guess = key.startswith(GUESSED.get(line, " ")) and not key.startswith(NOT_PLACED)
    return line in ROWS and not guess


def of_row(books: Books, found: Entering, area: AreaCode, line: str, key: str) -> list[Entry]:
    """What went into one row, as far as it concerns an area; each with the people (or lots) it adds."""
    return ROWS[line](books, found, area, key) if opens_row(line, key) else []


def _met(books: Books, found: Entering, area: AreaCode, key: str) -> list[Entry]:
    """Incidents on a segment, with those caught; who was met inland adds whoever they were."""
    known, zone = found.known, books.jurisdiction.zone
    window = Window(local_day(books.survey.as_of, zone), int(WINDOW))
    told = [one for one in books.told("border_incidents") if local_day(one.fact.happened_at, zone) in window]
    parts = ((one, parts_of(known, one.fact).get(key)) for one in told)
    return [Entry(one, _caught(one, key) * part) for one, part in parts if part is not None]


def _caught(one: Record, key: str) -> float:
    counts = key.startswith(INLAND) or one.fact.kind is IncidentKind.CAUGHT
    return float(one.fact.people) if counts else 0.0


def _quarantined(books: Books, found: Entering, area: AreaCode, key: str) -> list[Entry]:
    """Entrants who came into a place, with its bed checks; of a district those sent, less those who came."""
    place = key.rsplit("/", 1)[-1]
    if key.startswith(HOME):
        return _came(books, lambda one: one.fact.place is None and one.fact.area == place)
    if key.startswith((UNPLACED, NOT_PLACED)):
        return _not_placed(books, found, place)
    came = _came(books, lambda one: one.fact.place == key)
    checks = (Entry(one, 0.0) for one in books.told("roll_calls") if one.fact.place == key)
    return [*came, *checks]


def _came(books: Books, wanted: Callable[[Record], bool], sign: float = 1.0) -> list[Entry]:
    return adding(filter(wanted, books.told("stays")), lambda one: sign * float(one.fact.entrants))


def _not_placed(books: Books, found: Entering, district: AreaCode) -> list[Entry]:
    def here(one: Record) -> bool:
        return district_of(found.known, one.fact.area) == district

    sent = adding(filter(here, books.told("entrants")), lambda one: float(one.fact.people))
    return [*sent, *_came(books, here, -1.0)]


def _travelled(books: Books, found: Entering, area: AreaCode, key: str) -> list[Entry]:
    """People into the area from one origin by one post."""
    origins = origins_of(found.known)

    def wanted(one: Record) -> bool:
        return f"{origin_of(found.known, one.fact.origin, origins)}/{one.fact.post or ANY_POST}" == key

    return adding(filter(wanted, books.told("arrivals", area)), lambda one: float(one.fact.people))


def _carried(books: Books, found: Entering, area: AreaCode, key: str) -> list[Entry]:
    """Lots into one area that count as from one origin: the worst on their way."""
    known, mean = found.known, means_of(found.outlook.infected)
    origins, (origin, _, into) = origins_of(known), key.partition(">")

    def wanted(one: Record) -> bool:
        return one.fact.area == into and worst_origin(known, one.fact, origins, mean) == origin

    return adding(filter(wanted, books.told("consignments", into)), lambda one: float(one.fact.lots))


ROWS: dict[str, Callable[[Books, Entering, AreaCode, str], list[Entry]]] = {
    "i1": _met,
    "i2": _quarantined,
    "i3": _travelled,
    "i4": _carried,
}
"""By line; those who are here open to the page of their area, surfaces to all lots."""
