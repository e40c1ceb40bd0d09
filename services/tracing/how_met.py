"""How two people met, as teams read it: told of, on a journey, or by what they shared for how long. Reads."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select

from services.domain.base import Sentence
from services.domain.days import day_after, midnight
from services.plumbing.database import Transaction
from services.tracing.chain_facts import REPORTED, LinkFact
from services.tracing.dated_rows import stood
from services.tracing.rides import SAME_RIDE
from services.tracing.stay_words import lasted
from services.tracing.tables_stays import SharedStayRow
from services.tracing.together import Stay, together


def _says(vi: str, en: str) -> Sentence:
    return Sentence(vi=vi, en=en)


KINDS: Mapping[str, Sentence] = {
    REPORTED: _says("Được kê khai là người tiếp xúc", "Told as a contact"),
    SAME_RIDE: _says("Ngồi gần trên cùng chuyến đi", "Sat close on one journey"),
    "table": _says("Cùng bàn ăn", "Shared a table"),
    "room": _says("Cùng phòng", "Shared a room"),
    "group": _says("Cùng tổ, lớp", "Shared a team or class"),
    "shift": _says("Cùng ca", "Shared a shift"),
}
"""By the kind of a contact, as chains have it."""


class _Was(NamedTuple):
    person: str
    ref: str
    unit: str
    since: datetime
    until: datetime


def how_met(
    tx: Transaction,
    own: Collection[str],
    links: Sequence[LinkFact],
    person_of: Mapping[str, str],
    zone: ZoneInfo,
    as_of: datetime | None = None,
) -> list[Sentence]:
    """One sentence a contact, as known now or then. `own`: the pseudonyms of somebody who is in each of them.

    `person_of`: whose a pseudonym is, where it is not its own, for everybody in them.
    """
    shared = [one for one in links if one.since and one.until]
    there = _there(tx, own, shared, person_of, as_of) if shared else {}
    return [_how(one, there, zone) for one in links]


def _there(
    tx: Transaction,
    own: Collection[str],
    links: Sequence[LinkFact],
    person_of: Mapping[str, str],
    as_of: datetime | None,
) -> Mapping[str, Sequence[_Was]]:
    """Who of these was where, by what is shared; only what the one in all of them shared."""
    refs = select(SharedStayRow.ref).where(tx.among(SharedStayRow.person, own), stood(SharedStayRow, as_of))
    mine = set(tx.execute(refs.distinct()).scalars())
    if not mine:
        return {}
    ends = {end for one in links for end in (one.a, one.b)}
    people = ends | {name for name, person in person_of.items() if person in ends}
    wanted = select(*(getattr(SharedStayRow, name) for name in _Was._fields)).where(
        tx.among(SharedStayRow.ref, mine),
        tx.among(SharedStayRow.person, people),
        stood(SharedStayRow, as_of),
    )
    found: defaultdict[str, list[_Was]] = defaultdict(list)
    for row in tx.execute(wanted.order_by(SharedStayRow.id)):
        found[row.ref].append(_Was._make((person_of.get(row.person, row.person), *row[1:])))
    return found


def _how(link: LinkFact, there: Mapping[str, Sequence[_Was]], zone: ZoneInfo) -> Sentence:
    kind = KINDS.get(link.kind, KINDS[REPORTED])
    if link.kind in (REPORTED, SAME_RIDE):
        return kind
    said = [one for stays in there.values() for one in _shared(link, stays, zone)]
    if not said:
        return kind
    return Sentence(vi="; ".join(one.vi for one in said), en="; ".join(one.en for one in said))


def _shared(link: LinkFact, stays: Sequence[_Was], zone: ZoneInfo) -> Iterator[Sentence]:
    """What both were in on just the days that the contact tells of; other days belong to another contact."""
    assert link.since and link.until
    start, end = midnight(link.since, zone), midnight(day_after(link.until), zone)
    both = [
        Stay(one.person, one.ref, max(one.since, start), min(one.until, end))
        for one in stays
        if one.person in (link.a, link.b) and one.since < end and start < one.until
    ]
    times = together(both, {link.a})
    if not times:
        return
    days = times[0].start, max(one.end for one in times) - timedelta.resolution
    if tuple(day.astimezone(zone).date() for day in days) == (link.since, link.until):
        long = lasted(sum((one.end - one.start for one in times), timedelta(0)))
        unit = max(one.unit for one in stays)
        yield Sentence(vi=f"Cùng {unit}, {long.vi}", en=f"Shared {unit}, {long.en}")
