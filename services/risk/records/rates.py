"""Rates, and what is missing of the usual: their records, each with its part, and what else they rest on."""

from collections.abc import Sequence
from datetime import date

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.policy.reader import Jurisdiction
from services.risk.area_facts import FactsTold, facts_told, fresh_days
from services.risk.community import WEEK, of_community, per_100k
from services.risk.heard import Count
from services.risk.records.books import Books, Record
from services.risk.records.cases import Counting, counting_most, ripe, sites_of
from services.risk.records.contacts import reports
from services.risk.records.entries import Entry
from services.risk.sums import local_day
from services.risk.survey import Survey


def most(entries: Sequence[Entry]) -> float:
    """All tell the same."""
    return max((one.adds for one in entries), default=0.0)


def weekly(books: Books, area: AreaCode) -> list[Entry]:
    """Community F0 of a week, each as F0 per 100,000 people."""
    people = _facts(books.survey, books.jurisdiction).population(books.jurisdiction.areas[area])
    sites = sites_of(books, area, WEEK, _COMMUNITY)
    return [Entry(one.record, per_100k(one.adds, people) or 0.0) for one in counting_most(sites)]


def last_case(books: Books, area: AreaCode) -> list[Entry]:
    """What was told of the last day with an F0; each adds the days since."""
    days = books.survey.numbers[area]["days_since_last_case"]
    if days is None:
        return []
    today = local_day(books.survey.as_of, books.jurisdiction.zone)
    told = (one for entries in sites_of(books, area, int(days) + 1).values() for one in entries if one.adds)
    return [Entry(one.record, days) for one in told if (today - _day(books, one.record)).days == days]


def missing_contacts(books: Books, area: AreaCode) -> list[Entry]:
    """F0 whose F1 are missing, each with its part of them; and the reports of F1, which take away."""
    unseen = books.survey.unseen
    found = unseen.of(area) if unseen else None
    if found is None or not found.cases:
        return []
    cases = [Entry(one.record, found.missing * one.adds / found.cases) for one in ripe(books, area)]
    return [*cases, *(Entry(one, 0.0) for one in reports(books, area, scored=True))]


def rests_on(survey: Survey, land: Jurisdiction, area: AreaCode, name: str) -> list[Sentence]:
    """What is no record: the people a rate is of, the F1 that are usual."""
    if name == "weekly_cases_per_100k":
        return [_people(survey, land, area)]
    if name == "missing_contacts" and survey.unseen:
        found = survey.unseen.of(area)
        return [
            Sentence(
                vi=f"{found.cases} F0 thường có khoảng {found.expected:.0f} F1;"
                f" đã tìm được {found.found:.0f}."
                " Phần còn thiếu được quy ra F0 và kéo về mức thường gặp (tham số contacts_per_case).",
                en=f"{found.cases} F0 usually have about {found.expected:.0f} F1;"
                f" {found.found:.0f} were found."
                " What is missing is told in F0 and moved towards the usual (parameter contacts_per_case).",
            )
        ]
    return []


def _people(survey: Survey, land: Jurisdiction, area: AreaCode) -> Sentence:
    facts, place = _facts(survey, land), land.areas[area]
    people, told = facts.population(place), facts.of(area, "population")
    if people is None:
        return Sentence(vi="Chưa ai báo dân số của khu vực.", en="Nobody has told how many people live here.")
    vi, en = ("khu vực báo", "told by the area") if told else ("theo danh mục khu vực", "by the register")
    return Sentence(
        vi=f"Tính trên {people:,.0f} người ({vi}).".replace(",", "."), en=f"Of {people:,.0f} people ({en})."
    )


def _facts(survey: Survey, land: Jurisdiction) -> FactsTold:
    today = local_day(survey.as_of, land.zone)
    return facts_told(survey.heard, today, fresh_days(land.law.parameters, survey.as_of))


def _day(books: Books, one: Record) -> date:
    fact = one.fact
    return fact.day if isinstance(fact, Count) else local_day(fact.confirmed_at, books.jurisdiction.zone)


def _listed(one: Record) -> float:
    return float(one.fact.count) if one.fact.in_community else 0.0


_COMMUNITY = Counting(lambda count: float(of_community(count)), _listed)
