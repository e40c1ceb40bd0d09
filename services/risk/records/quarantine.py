"""Quarantine behind a number: stays, roll calls and entries of an area and all in it."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from services.domain.areas import AreaCode
from services.risk.records.books import Books, Record
from services.risk.records.contacts import counted, in_quarantine
from services.risk.records.entries import Entry, added_up, adding
from services.risk.sources.quarantined import newest_calls


def sum_of(kind: str, column: str) -> Callable[[Books, AreaCode], list[Entry]]:
    """One number of each record of a kind."""
    return lambda books, area: adding(books.told(kind, area), lambda one: float(getattr(one.fact, column)))


def moved(books: Books, area: AreaCode) -> list[Record]:
    """Stays that tell of somebody inside now, of an entrant or of who left without leave."""
    told = books.told("stays", area)
    return [one for one in told if one.fact.inside or one.fact.escaped or one.fact.entrants]


def overdue(books: Books, area: AreaCode) -> list[Entry]:
    """Overdue tests by the newest roll call of each place that tells of them."""
    calls = [call for call in books.survey.heard.roll_calls if call.overdue_tests is not None]
    newest = {(call.place, call.area, call.at) for call in newest_calls(calls).values()}
    told = [
        one
        for one in books.told("roll_calls", area)
        if (one.fact.place, one.fact.area, one.fact.at) in newest
    ]
    return adding(told, lambda one: float(one.fact.overdue_tests))


def missing(books: Books, area: AreaCode) -> list[Entry]:
    """Entrants sent here, less those who came in."""
    came_in = adding(books.told("stays", area), lambda one: -float(one.fact.entrants))
    return [*sum_of("entrants", "people")(books, area), *came_in]


def unchecked(books: Books, area: AreaCode) -> list[Entry]:
    """People in places that nobody counted lately."""
    survey = books.survey
    hours = books.jurisdiction.law.parameters.number("roll_call_hours", survey.as_of)
    newest = newest_calls(survey.heard.roll_calls)
    since = survey.as_of - timedelta(hours=hours)
    silent = {
        (one.place, one.area)
        for one in survey.heard.quarantined
        if one.place and one.inside > 0 and (one.place not in newest or newest[one.place].at < since)
    }
    told = [one for one in books.told("stays", area) if (one.fact.place, one.fact.area) in silent]
    return adding(told, lambda one: float(one.fact.inside)) if "roll_calls" in _heard(books) else []


def places(entries: Sequence[Entry]) -> float:
    """How many places they are in."""
    return float(len({(one.record.fact.place, one.record.fact.area) for one in entries}))


def inside(books: Books, area: AreaCode) -> list[Entry]:
    """People in quarantine: as places tell, or as localities count their F1; the larger stands."""
    stays = sum_of("stays", "inside")(books, area)
    f1 = counted(in_quarantine, scored=True)(books, area)
    return max(stays, f1, key=added_up)


def _heard(books: Books) -> dict[str, object]:
    return dict(books.survey.heard.last_learned)
