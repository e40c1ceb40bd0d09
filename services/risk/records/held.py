"""Orders over parts of an area, and tubes of laboratories, behind a number."""

from services.domain.areas import AreaCode
from services.risk.area_facts import answered, found_positive
from services.risk.records.books import Books
from services.risk.records.entries import Entry


def locked_parts(books: Books, area: AreaCode) -> list[Entry]:
    """Orders that lock a part of this very area now."""
    survey = books.survey
    return [
        Entry(one, 1.0)
        for one in books.told("orders")
        if one.area == area
        and one.fact.part
        and one.fact.holds_at(survey.as_of)
        and survey.orders.law.locks(one.fact.state)
    ]


def positive_tubes(books: Books, area: AreaCode) -> list[Entry]:
    """Tubes of the area and all in it; each record adds its part of the share that is positive."""
    told = books.told("lab_results", area)
    tubes = sum(answered(one.fact) for one in told)
    return [Entry(one, found_positive(one.fact) / tubes) for one in told] if tubes > 0 else []
