"""Chains as they stand or were known: the graph, one person's standing, its past, its links. Reads only."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, select

from services.plumbing.database import Transaction
from services.tracing.chain_facts import LinkFact
from services.tracing.chain_known import Known
from services.tracing.chain_levels import LAST_LEVEL, told_standings
from services.tracing.chain_reading import changed_since, standing_at
from services.tracing.chains import Chains
from services.tracing.contacts import Contact
from services.tracing.graphs import Graph, Node, sources_of
from services.tracing.standings import Standing
from services.tracing.tables_chains import StandingRow


class Spell(NamedTuple):
    """A standing, from when we learned it until when we learned otherwise; None: it stands."""

    standing: Standing
    learned_at: datetime
    gone_at: datetime | None


class Snapshot(NamedTuple):
    """All that was known of chains at a moment, and the levels that follow from it."""

    known: Known
    chains: Chains


def snapshot(tx: Transaction, moment: datetime | None = None) -> Snapshot:
    """What had been learned by a moment, or is known now; worked out anew from the rows."""
    known = Known()
    delta = known.take(changed_since(tx, 0) if moment is None else standing_at(tx, moment))
    return Snapshot(known, Chains(delta.added, dict.fromkeys(delta.confirmed, date.min), LAST_LEVEL))


def graph_as_of(tx: Transaction, moment: datetime | None = None) -> Graph:
    """Everyone in a chain and the contacts told of, worked out anew: what `stored_graph` is held against.

    People are pseudonyms; a case nobody named is `case:` and its code. A contact of which the people
    between are unknown runs straight from the one to the other.
    """
    known, chains = snapshot(tx, moment)
    standings = list(told_standings(chains))
    sources = sources_of(standings)
    nodes = [
        Node(*one, _since(known, chains, one), sources[one.person], known.area_of(one.person))
        for one in standings
    ]
    named = {one.person for one in nodes}
    links = (_contact(known, one) for one in known.links.values())
    return Graph(nodes, [one for one in links if {one.source, one.target} <= named])


def standings_now(tx: Transaction, people: Iterable[str] | None = None) -> list[Spell]:
    """Where everyone stands now, or these people; by level and name, with since when."""
    wanted = select(*_SPELL).where(StandingRow.gone_at.is_(None))
    if people is not None:
        wanted = wanted.where(tx.among(StandingRow.person, list(people)))
    return [_spell(row) for row in tx.execute(wanted.order_by(StandingRow.level, StandingRow.person))]


def past_of(tx: Transaction, person: str) -> list[Spell]:
    """Every standing somebody had, the oldest first."""
    wanted = select(*_SPELL).where(StandingRow.person == person).order_by(StandingRow.id)
    return [_spell(row) for row in tx.execute(wanted)]


_SPELL = (
    StandingRow.person, StandingRow.level, StandingRow.via, StandingRow.learned_at, StandingRow.gone_at,
)  # fmt: skip


def _spell(row: Row[Any]) -> Spell:
    return Spell(Standing(row.person, row.level, row.via), row.learned_at, row.gone_at)


def _contact(known: Known, link: LinkFact) -> Contact:
    ends = known.person(link.a), known.person(link.b)
    kind = link.kind if link.steps == 1 else f"{link.kind}-{link.steps}"
    return Contact(*ends, kind, link.directed, link.since, link.until)


def _since(known: Known, chains: Chains, one: Standing) -> date | None:
    if one.level:
        return chains.exposed_on(one.person)
    return min((case.confirmed_on for case in known.cases_of(one.person)), default=None)
