"""Who rode with an F0: a vehicle on a day is an occasion, and seats say who sat close."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from services.domain.base import Sentence
from services.domain.events import ListKind
from services.plumbing.database import Transaction
from services.tracing.chain_facts import LinkFact
from services.tracing.manifests import Nearness, NearRules
from services.tracing.occasion_lists import Listing
from services.tracing.occasion_rows import Rows
from services.tracing.occasion_words import CLOSE, UNSURE, Confirmed, Met, Together
from services.tracing.occasions import Cases, Names, Occasions, Sort, Sources
from services.tracing.ride_contacts import Neighbour, Rider, neighbours
from services.tracing.ride_facts import RideFact, Terms, number_of, rides_in
from services.tracing.tables_rides import RideRow

SAME_RIDE = "manifest"
"""Kind of a contact that follows from seats."""
_RIDER = ("person", "kind", "size", "seat", "learned_at")
_WHY_UNKNOWN = Sentence(
    vi="Cùng chuyến với F0, chưa rõ ghế: cần hỏi chỗ ngồi.",
    en="On a journey with an F0, the seat of one of them is not known: ask where they sat.",
)
_WHY_SMALL = Sentence(
    vi="Cùng xe nhỏ với F0: mọi người trên xe là tiếp xúc gần.",
    en="In a small vehicle with an F0: everyone in it is a close contact.",
)


@dataclass(frozen=True)
class RideLaw:
    """How rides are read, and what the law of the moment asks of them."""

    terms: Terms
    rules: Callable[[], NearRules]
    lookback_days: Callable[[], int]
    """Days before and after confirmation in which a ride of an F0 counts."""


def rides(law: RideLaw, sources: Sources) -> Occasions:
    """Kept from declarations and entries."""
    rows = Rows(RideRow, RideFact._fields, partial(rides_in, terms=law.terms))
    listing = Listing(ListKind.MANIFEST, "ride:")
    return Occasions(Sort("rides", rows, listing, partial(_together, rows, law)), sources)


def _together(
    rows: Rows, law: RideLaw, tx: Transaction, refs: Collection[str], names: Names, cases: Cases
) -> Mapping[str, Together]:
    aboard = rows.read(tx, refs, _RIDER)
    rules, within = law.rules(), law.lookback_days()
    found: dict[str, Together] = {}
    for ref in refs:
        day = date.fromisoformat(ref.rpartition("/")[2])
        riders = [Rider(one[0], names.get(one[0], one[0]), *one[1:]) for one in aboard.get(ref, ())]
        near = neighbours(riders, _in_time(cases, day, within), rules)
        found[ref] = Together(_title(ref, day), None, [_met(one, day) for one in near])
    return found


def _in_time(cases: Mapping[str, Sequence[Confirmed]], day: date, within: int) -> dict[str, Confirmed]:
    """Who was confirmed so near to this day that they may have passed it on."""
    found: dict[str, Confirmed] = {}
    for person, told in cases.items():
        near = [one for one in told if abs((one.day - day).days) <= within]
        if near:
            found[person] = near[0]
    return found


def _met(one: Neighbour, day: date) -> Met:
    """Two who sat together met, whichever is named first; whose seat is not known is no F1 by it."""
    case, rider = one.case, one.rider
    if one.nearness is Nearness.UNKNOWN_SEAT:
        return Met(case.person, rider.person, rider.pseudonym, UNSURE, _WHY_UNKNOWN, one.learned_at)
    link = LinkFact(case.pseudonym, rider.pseudonym, 1, SAME_RIDE, False, day, day, None)
    why = _why_close(one.rows_apart)
    return Met(case.person, rider.person, rider.pseudonym, CLOSE, why, one.learned_at, link)


def _title(ref: str, day: date) -> Sentence:
    number = number_of(ref)
    vi = f"chuyến {number}" if number else "xe"
    return Sentence(vi=f"Đi cùng {vi} với F0, {day:%d/%m/%Y}", en=f"With an F0 {_in(number)}, {day}")


def _in(number: str | None) -> str:
    return f"on {number}" if number else "in a vehicle"


def _why_close(rows: int | None) -> Sentence:
    if rows is None:
        return _WHY_SMALL
    if rows == 0:
        return Sentence(vi="Ngồi cùng hàng ghế với F0.", en="Sat in the same row as an F0.")
    return Sentence(vi=f"Ngồi cách F0 {rows} hàng ghế.", en=f"Sat {rows} row{'s' * (rows > 1)} from an F0.")
