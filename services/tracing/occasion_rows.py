"""Who was there, as it is written down: rows are added, closed by what replaces them, found by occasion."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from services.domain.records import Noted
from services.plumbing.database import Transaction
from services.tracing.dated_rows import close_replaced
from services.tracing.occasion_words import Touched, touch

_BEFORE, _BEHIND = ("record", "person"), ("learned_at", "gone_at")


@dataclass(frozen=True)
class Rows:
    """A table of who was on which occasion, by its `ref`, as records say."""

    table: Any
    """With `ref`, `record`, `person`, `learned_at`, `gone_at` and the fields of its facts."""
    fields: tuple[str, ...]
    facts_in: Callable[[Noted], Iterable[Any]]
    """What a record tells: tuples of the fields."""

    def keep(self, tx: Transaction, noted: Sequence[Noted]) -> Touched:
        """Add what these records tell, close what they replace; a record heard before adds nothing."""
        told = [(one, fact) for one in noted if one.person for fact in self.facts_in(one)]
        heard = self._heard(tx, {one.id for one, _ in told})
        fresh = [(one, fact) for one, fact in told if one.id not in heard]
        rows = ((one.id, one.person, *fact, one.learned_at, one.until) for one, fact in fresh)
        tx.pour(self.table, (*_BEFORE, *self.fields, *_BEHIND), rows)
        touched: Touched = {}
        for one, fact in fresh:
            touch(touched, fact.ref, one.learned_at)
        self._close(tx, noted, touched)
        return touched

    def refs_of(self, tx: Transaction, people: Collection[str]) -> list[tuple[str, str]]:
        """The occasions of these pseudonyms: whose, and which."""
        if not people:
            return []
        wanted = self._standing(self.table.person, self.table.ref).distinct()
        found = tx.execute(wanted.where(tx.among(self.table.person, people)))
        return [(row.person, row.ref) for row in found]

    def pseudonyms_on(self, tx: Transaction, refs: Collection[str]) -> set[str]:
        """Everybody on these occasions."""
        wanted = self._standing(self.table.person).where(tx.among(self.table.ref, refs))
        return set(tx.execute(wanted.distinct()).scalars())

    def read(
        self, tx: Transaction, refs: Collection[str], fields: Sequence[str], *where: Any
    ) -> Mapping[str, list[Any]]:
        """These fields of all who were there, by occasion, in the order in which they were heard."""
        wanted = self._standing(self.table.ref, *(getattr(self.table, name) for name in fields))
        here = wanted.where(tx.among(self.table.ref, refs), *where).order_by(self.table.id)
        found: dict[str, list[Any]] = {}
        for row in tx.execute(here):
            found.setdefault(row.ref, []).append(row[1:])
        return found

    def _standing(self, *columns: Any) -> Any:
        return select(*columns).where(self.table.gone_at.is_(None))

    def _heard(self, tx: Transaction, records: Collection[str]) -> set[str]:
        wanted = select(self.table.record).where(tx.among(self.table.record, records))
        return set(tx.execute(wanted).scalars()) if records else set()

    def _close(self, tx: Transaction, noted: Sequence[Noted], touched: Touched) -> None:
        """Most records replaced told of nothing here: only the others are closed."""
        replaced: dict[str, datetime] = {one.replaces: one.learned_at for one in noted if one.replaces}
        if not replaced:
            return
        table = self.table
        wanted = select(table.record, table.ref).where(tx.among(table.record, replaced.keys()))
        rows = tx.execute(wanted).all()
        for row in rows:
            touch(touched, row.ref, replaced[row.record])
        known = {row.record for row in rows}
        close_replaced(tx, table, [one for one in noted if one.replaces in known])
