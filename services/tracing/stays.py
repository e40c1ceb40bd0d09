"""Who shared a room, a shift, a team or a canteen table with an F0: what is shared is an occasion."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import select

from services.domain.areas import AreaCode
from services.domain.events import ListKind
from services.domain.records import Noted, SharedStay
from services.plumbing.database import Transaction
from services.tracing.chain_facts import LinkFact
from services.tracing.occasion_lists import Listing
from services.tracing.occasion_rows import Rows
from services.tracing.occasion_words import CLOSE, UNSURE, Met, Together
from services.tracing.occasions import Cases, Names, Occasions, Sort, Sources
from services.tracing.stay_contacts import Sharer, SharingRules, Stayer, sharers, whole_time
from services.tracing.stay_words import title_of, why_close, why_unsure
from services.tracing.tables_stays import SharedStayRow

SHARED = "shared:"
"""Before the ref it is the name of contacts that follow from it."""
_STAYER = ("person", "since", "until", "learned_at")


class StayFact(NamedTuple):
    """A record says that somebody was in this place."""

    ref: str
    kind: str
    place: str
    unit: str
    area: AreaCode | None
    since: Any
    until: Any


class _Place(NamedTuple):
    kind: str
    place: str
    unit: str
    area: AreaCode | None


def stays(rules: Callable[[], SharingRules], sources: Sources) -> Occasions:
    """Kept from the feed `shared-stays`; `rules` of the law of the moment."""
    rows = Rows(SharedStayRow, StayFact._fields, _stays_in)
    listing = Listing(ListKind.SHARED_PLACE, SHARED)
    return Occasions(Sort("stays", rows, listing, partial(_together, rows, rules)), sources)


def _stays_in(noted: Noted) -> Iterator[StayFact]:
    body = noted.body
    if isinstance(body, SharedStay) and not body.mistaken:
        yield StayFact(body.mark, body.kind.value, body.place, body.unit, body.area, body.since, body.until)


def _together(
    rows: Rows,
    rules: Callable[[], SharingRules],
    tx: Transaction,
    refs: Collection[str],
    names: Names,
    cases: Cases,
) -> Mapping[str, Together]:
    law, places = rules(), _places(tx, refs)
    there = _there(tx, rows, refs, cases, law)
    found: dict[str, Together] = {}
    for ref in refs:
        stayers = [Stayer(one[0], names.get(one[0], one[0]), *one[1:]) for one in there.get(ref, ())]
        here = places[ref]
        met = [_met(one, here, law) for one in sharers(stayers, cases, law)]
        found[ref] = Together(title_of(here.unit, here.place), here.area, met)
    return found


def _there(
    tx: Transaction, rows: Rows, refs: Collection[str], cases: Cases, law: SharingRules
) -> Mapping[str, list[Any]]:
    """Whoever was there while any of these F0 may have passed it on: lists of months are long."""
    told = [one for each in cases.values() for one in each]
    if not told:
        return {}
    start, end = whole_time(told, law)
    return rows.read(tx, refs, _STAYER, SharedStayRow.since < end, SharedStayRow.until > start)


def _places(tx: Transaction, refs: Collection[str]) -> dict[str, _Place]:
    """What each is called: of several spellings always the same one, and rather one with diacritics."""
    names = ("kind", "place", "unit", "area")
    wanted = select(SharedStayRow.ref, *(getattr(SharedStayRow, name) for name in names)).distinct()
    found: dict[str, _Place] = {}
    for row in tx.execute(wanted.where(tx.among(SharedStayRow.ref, refs))):
        here = _Place._make(row[1:])
        found[row.ref] = max(here, found.get(row.ref, here), key=lambda one: (one.place, one.unit))
    return found


def _met(one: Sharer, here: _Place, law: SharingRules) -> Met:
    """Where very many are, and in kinds that the law leaves out, nobody is an F1 by it: they are asked."""
    case, other = one.case, one.other
    if one.is_crowd or here.kind not in law.kinds:
        why = why_unsure(one, here.unit, law)
        return Met(case.person, other.person, other.pseudonym, UNSURE, why, one.learned_at)
    link = LinkFact(case.pseudonym, other.pseudonym, 1, here.kind, False, *one.days(law.zone), None)
    why = why_close(one, here.unit, law.zone)
    return Met(case.person, other.person, other.pseudonym, CLOSE, why, one.learned_at, link)
