"""Those who were with an F0 as a list for teams, and as contacts in chains."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from services.domain.areas import AreaCode
from services.domain.events import ListKind
from services.plumbing.database import Transaction
from services.tracing.chain_facts import LinkFact
from services.tracing.chain_keeping import Found, SameAs, keep_found
from services.tracing.list_views import Member
from services.tracing.lists import Heading, set_members
from services.tracing.occasion_words import Met, Together, Touched
from services.tracing.tables_chains import LinkRow
from services.tracing.tables_lists import ListedRow, ListRow


@dataclass(frozen=True)
class Listing:
    """How occasions of one sort are told to teams and to chains."""

    kind: ListKind
    prefix: str
    """Before the ref it is the name of their contacts."""

    def standing(self, tx: Transaction, refs: Iterable[str]) -> set[str]:
        """Which of these have somebody on their list, or contacts in chains."""
        refs = list(refs)
        here = (ListRow.kind == self.kind.value) & tx.among(ListRow.ref, refs)
        listed = select(ListRow.ref).join(ListedRow, ListedRow.list == ListRow.id)
        linked = select(LinkRow.record).where(
            LinkRow.gone_at.is_(None), tx.among(LinkRow.record, [self.prefix + ref for ref in refs])
        )
        return {
            *tx.execute(listed.where(here, ListedRow.gone_at.is_(None))).scalars(),
            *(one.removeprefix(self.prefix) for one in tx.execute(linked).scalars()),
        }

    def keep(
        self,
        tx: Transaction,
        touched: Touched,
        found: Mapping[str, Together],
        areas: Mapping[str, AreaCode],
        same_as: SameAs,
    ) -> None:
        """Lists and contacts of these occasions are just what was found."""
        for ref, here in found.items():
            heading = Heading(self.kind, ref, here.area, here.title)
            set_members(tx, heading, _members(here.met, areas))
        self._keep_links(tx, touched, found, same_as)

    def _keep_links(
        self, tx: Transaction, touched: Touched, found: Mapping[str, Together], same_as: SameAs
    ) -> None:
        """Close contacts of an F0 become F1; a contact that no longer follows is closed."""
        wanted = {
            (self.prefix + ref, one.link): one.learned_at
            for ref, here in found.items()
            for one in here.met
            if one.link
        }
        standing = _standing_links(tx, [self.prefix + ref for ref in touched])
        fresh = [Found(*key, moment) for key, moment in wanted.items() if key not in standing]
        gone = {
            number: max(learned_at, touched[name.removeprefix(self.prefix)])
            for (name, link), (number, learned_at) in standing.items()
            if (name, link) not in wanted
        }
        keep_found(tx, fresh, gone, same_as)


def _members(met: Sequence[Met], areas: Mapping[str, AreaCode]) -> list[Member]:
    """Who is an F0 themselves is left to the F0's own interview."""
    cases = {one.case for one in met}
    return [
        Member(one.person, areas.get(one.pseudonym), one.score, one.why)
        for one in met
        if one.person not in cases
    ]


def _standing_links(
    tx: Transaction, names: Sequence[str]
) -> dict[tuple[str, LinkFact], tuple[int, datetime]]:
    facts = [getattr(LinkRow, name) for name in LinkFact._fields]
    wanted = select(LinkRow.record, LinkRow.id, LinkRow.learned_at, *facts).where(
        LinkRow.gone_at.is_(None), tx.among(LinkRow.record, names)
    )
    rows: list[Any] = list(tx.execute(wanted))
    return {(row[0], LinkFact._make(row[3:])): (row[1], row[2]) for row in rows}
