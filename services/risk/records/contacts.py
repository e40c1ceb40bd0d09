"""F1 behind a number: the reports that count them."""

from collections.abc import Callable

from services.domain.areas import AreaCode
from services.risk.contacts import recent_f1
from services.risk.heard import Contacts
from services.risk.numbers import OUTBREAK_DAYS
from services.risk.records.books import Books, Record
from services.risk.records.entries import Entry, adding
from services.risk.sums import Window, local_day


def untraced(report: Contacts) -> int:
    """Not found yet, as far as that was told."""
    return report.untraced or 0


def outside_quarantine(report: Contacts) -> int:
    """Not known to be in central quarantine."""
    return report.outside_quarantine


def in_quarantine(report: Contacts) -> int:
    """In central quarantine, as far as that was told."""
    return report.in_quarantine or 0


def reports(books: Books, area: AreaCode, *, scored: bool = False) -> list[Record]:
    """Reports of F1 of two weeks; `scored`: of the days that source i3 looks back on."""
    survey = books.survey
    days = survey.clues.weights.of("i3").window_days if scored and survey.clues else OUTBREAK_DAYS
    zone = books.jurisdiction.zone
    window = Window(local_day(survey.as_of, zone), days)
    told = books.told("contacts", area)
    recent = {id(one) for one in recent_f1([one.fact for one in told], window, zone)}
    return [one for one in told if id(one.fact) in recent]


def counted(
    amount: Callable[[Contacts], int], *, scored: bool = False
) -> Callable[[Books, AreaCode], list[Entry]]:
    """What those reports count."""

    def found(books: Books, area: AreaCode) -> list[Entry]:
        return adding(reports(books, area, scored=scored), lambda one: float(amount(one.fact)))

    return found
