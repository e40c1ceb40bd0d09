"""The contact graph as it stands or was known then, read from the levels that were written.

For a graph of a whole wave this takes a quarter of the time of `graph_as_of`, which works all out anew.
Levels are worked out anew only for a moment at which those written may be others (`is_settled`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from services.plumbing.database import Transaction
from services.tracing.chain_facts import case_name
from services.tracing.chain_levels import told_standings
from services.tracing.chain_reading import is_settled
from services.tracing.chain_views import snapshot
from services.tracing.contacts import Contact
from services.tracing.dated_rows import stood
from services.tracing.graphs import Graph, Node, sources_of
from services.tracing.standings import Standing
from services.tracing.tables_chains import CaseRow, LinkRow, SameRow, StandingRow

_LINK = ("a", "b", "steps", "kind", "directed", "since", "until", "area")


class _People(NamedTuple):
    """Whom names mean, where people are found, and since when they are F0."""

    person: Callable[[str], str]
    area: dict[str, str]
    confirmed: dict[str, date]


def stored_graph(tx: Transaction, as_of: datetime | None = None) -> Graph:
    """Everyone in a chain and the contacts told of, now or as known then.

    `since`: along the shortest way to the F0.
    """
    standings = _standings(tx, as_of)
    people = _people(tx, as_of)
    in_chain = {one.person for one in standings}
    contacts = _contacts(_stood(tx, as_of, LinkRow, *_LINK), people, in_chain)
    sources, days = sources_of(standings), _days(standings, contacts)
    nodes = [
        Node(*one, people.confirmed.get(one.person) if one.via is None else days[one.person],
             sources[one.person], people.area.get(one.person))
        for one in standings
    ]  # fmt: skip
    return Graph(nodes, contacts)


def person_of_case(tx: Transaction, code: str, as_of: datetime | None = None) -> str:
    """Whom a public code means, or meant as known then; a case nobody named is a node of its own."""
    name = case_name(code)
    named = select(CaseRow.person).where(
        stood(CaseRow, as_of), CaseRow.name == name, CaseRow.person.is_not(None)
    )
    person = tx.execute(named.order_by(CaseRow.id.desc()).limit(1)).scalar() or name
    same = select(SameRow.person).where(stood(SameRow, as_of), SameRow.pseudonym == person)
    return tx.execute(same.order_by(SameRow.id.desc()).limit(1)).scalar() or person


def _standings(tx: Transaction, as_of: datetime | None) -> list[Standing]:
    """By level and name."""
    if as_of is not None and not is_settled(tx, as_of):
        return list(told_standings(snapshot(tx, as_of).chains))
    found = [Standing(*row) for row in _stood(tx, as_of, StandingRow, "person", "level", "via")]
    return sorted(found, key=lambda one: (one.level, one.person))


def _stood(tx: Transaction, as_of: datetime | None, table: Any, *names: str) -> Sequence[Any]:
    columns = [getattr(table, name) for name in names]
    return tx.execute(select(*columns).where(stood(table, as_of)).order_by(table.id)).all()


def _people(tx: Transaction, as_of: datetime | None) -> _People:
    same: dict[str, str] = {
        one.pseudonym: one.person for one in _stood(tx, as_of, SameRow, "pseudonym", "person")
    }
    cases = _stood(tx, as_of, CaseRow, "name", "person", "area", "confirmed_on", "positive")
    named: dict[str, str] = {one.name: one.person for one in cases if one.person}

    def person(name: str) -> str:
        meant = named.get(name, name)
        return same.get(meant, meant)

    found = _People(person, {}, {})
    for one in cases:
        if not one.positive:  # what was withdrawn tells nothing any more
            continue
        who = person(one.person or one.name)
        if one.area:
            found.area[who] = one.area
        found.confirmed[who] = min(one.confirmed_on, found.confirmed.get(who, one.confirmed_on))
    return found


def _contacts(rows: Sequence[Any], people: _People, in_chain: set[str]) -> list[Contact]:
    """Contacts of which both people are in a chain; where the second is found is noted on the way."""
    found = []
    for a, b, steps, kind, directed, since, until, area in rows:
        one, other = people.person(a), people.person(b)
        if area:
            people.area[other] = area
        if one in in_chain and other in in_chain:
            how = kind if steps == 1 else f"{kind}-{steps}"
            found.append(Contact(one, other, how, directed, since, until))
    return found


def _days(standings: Iterable[Standing], contacts: Iterable[Contact]) -> Mapping[str, date | None]:
    """The first day each can have been infected by the one before; None: no day is known."""
    ways = {(one.via, one.person) for one in standings}
    met: dict[tuple[str, str], list[tuple[date | None, date | None]]] = {}
    for source, target, _, directed, start, end in contacts:
        for way in ((source, target),) if directed else ((source, target), (target, source)):
            if way in ways:
                met.setdefault(way, []).append((start, end))
    days: dict[str, date | None] = {}
    for person, _, via in standings:
        spans = met.get((via, person), ()) if via else ()
        days[person] = _first(days.get(via) if via else None, spans)
    return days


def _first(ready: date | None, spans: Iterable[tuple[date | None, date | None]]) -> date | None:
    """The earliest of these contacts at which somebody ready on a day could pass it on; None: no bound."""
    found = []
    for start, end in spans:
        if ready is None or end is None or ready <= end:
            bounds = [day for day in (ready, start) if day]
            if not bounds:
                return None
            found.append(max(bounds))
    return min(found, default=ready)
