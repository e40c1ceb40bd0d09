"""Every number of an area that opens to its records: the list."""

from collections.abc import Callable, Sequence

from services.domain.areas import AreaCode
from services.risk.records import border, cases, contacts, held, quarantine, rates, travel
from services.risk.records.books import Books, Record
from services.risk.records.entries import Number, by_hundred, never_below_zero

NUMBERS: dict[str, Number] = {
    **{f"cases_{days}d": Number(cases.cases_of(days)) for days in (1, 7, 14, 28)},
    **{
        name: Number(cases.of_kind(name))
        for name in ("cases_unknown_source_14d", "cases_known_source_14d", "cases_hard_place_14d")
    },
    "days_since_last_case": Number(rates.last_case, rates.most),
    "weekly_cases_per_100k": Number(rates.weekly),
    "contacts_untraced": Number(contacts.counted(contacts.untraced)),
    "contacts_f1": Number(contacts.counted(contacts.outside_quarantine)),
    "locked_parts": Number(held.locked_parts),
    "positive_tests_share_14d": Number(held.positive_tubes),
    "caught": Number(border.of_kind("caught")),
    "tip_off": Number(border.of_kind("tip_off")),
    "escaped": Number(border.of_kind("escaped")),
    "found_inside": Number(border.of_kind("found_inside")),
    "breach": Number(quarantine.sum_of("stays", "escaped")),
    "missed_check": Number(quarantine.sum_of("roll_calls", "absent")),
    "unchecked_place": Number(quarantine.unchecked, quarantine.places),
    "entrant_unplaced": Number(quarantine.sum_of("entrants", "unplaced")),
    "entrant_missing": Number(quarantine.missing, never_below_zero),
    "overdue_test": Number(quarantine.overdue),
    "people_per_100": Number(quarantine.inside, by_hundred),
    "unknown_source": Number(cases.of_window(lambda case: case.source_missing)),
    "known_source": Number(cases.of_window(lambda case: case.in_community and not case.source_missing)),
    "untraced_generation": Number(cases.generations),
    "ripe_cases": Number(cases.ripe),
    "missing_contacts": Number(rates.missing_contacts),
    "outside_case": Number(cases.outside),
    "untraced_contact": Number(contacts.counted(contacts.untraced, scored=True)),
    "contact_outside_quarantine": Number(contacts.counted(contacts.outside_quarantine, scored=True)),
    "arrivals_from_epidemic": Number(travel.people),
    "arrival_with_symptoms": Number(travel.ill),
    "listed_origin": Number(travel.lots("lots")),
    "cold_chain": Number(travel.lots("cold")),
    "not_disinfected": Number(travel.lots("not_disinfected")),
    "not_sampled": Number(travel.lots("not_sampled")),
    "crew_undeclared": Number(travel.lots("crew_undeclared")),
    "positive_sample": Number(quarantine.sum_of("consignments", "positive")),
}
"""By the name of the indicator or the signal."""
ALIASES = {"arrivals_per_1000": "arrivals_from_epidemic", "untraced": "unknown_source"}
"""Numbers that are made of one of these, and open as it does."""

Heard = Callable[[Books, AreaCode], Sequence[Record]]


def _all(kind: str) -> Heard:
    return lambda books, area: books.told(kind, area)


SOURCES: dict[str, Sequence[Heard]] = {
    "i1": (border.incidents,),
    "i2": (_all("entrants"), quarantine.moved, _all("roll_calls")),
    "i3": (
        cases.recent,
        lambda books, area: [one.record for one in cases.outside(books, area)],
        lambda books, area: contacts.reports(books, area, scored=True),
        _all("arrivals"),
        _all("passages"),
    ),
    "i4": (_all("consignments"),),
}
"""What each source heard of an area in its window."""
