"""Whose work is to be looked at again: noted beside lists and levels, done by a consumer of its own.

A new site is known to its teams by its list, within milliseconds; giving each of a thousand people to a team
takes longer, and nobody who writes lists waits for it (decision 0051).
"""

from collections.abc import Collection

from sqlalchemy import delete, func, select

from services.domain.events import WorkWanted, new_id
from services.plumbing.consuming import Consumer, hearing
from services.plumbing.database import Transaction
from services.tracing.generating import WorkRules, generate
from services.tracing.hearing import WORK_PEN, Subject
from services.tracing.tables_lists import ListedRow, ListRow
from services.tracing.tables_work import WorkWantedRow

CONSUMER = "work"


class Work:
    """One worker's memory of a batch: whose level in a chain changed."""

    def __init__(self) -> None:
        """Nothing is known before the first batch."""
        self._moved: set[str] = set()
        self._behind = 0

    def begin(self, tx: Transaction) -> None:
        """Forget what an attempt that failed had noted; remember how far the lists had come."""
        self._moved = set()
        self._behind = tx.execute(select(func.max(ListedRow.id))).scalar_one() or 0

    def moved(self, people: Collection[str]) -> None:
        """These stand on another level now."""
        self._moved.update(people)

    def settle(self, tx: Transaction) -> None:
        """Note everybody whose lists or level this transaction changed, and say that there is work."""
        people = self._moved.union(listed_now(tx, self._behind))
        if people:
            tx.pour(WorkWantedRow, ("person",), ((one,) for one in sorted(people)))
            tx.emit(WorkWanted(learned_at=tx.now, ref=new_id(), people=len(people)))

    def subject(self) -> Subject:
        """Stands behind what makes lists and levels."""
        return Subject("work", before=self.begin, after=self.settle)


def work_consumer(rules: WorkRules) -> Consumer:
    """The consumer named `work`: brings the work of people up to their lists and levels."""
    return hearing(CONSUMER, {WorkWanted: lambda happened, tx: None}, after=lambda tx: _do(tx, rules))


def _do(tx: Transaction, rules: WorkRules) -> None:
    """All that is due, whichever message said so: a batch that comes again finds nothing left."""
    tx.lock(WORK_PEN)
    due = set(tx.execute(delete(WorkWantedRow).returning(WorkWantedRow.person)).scalars())
    if due:
        generate(tx, rules, sorted(due))


def listed_now(tx: Transaction, behind: int = 0) -> list[str]:
    """People who came on a list, fell off one or stand otherwise on one in this transaction.

    `behind`: the last row of lists before it. Who fell off a list at this very moment in another transaction
    is looked at again, and nothing changes.
    """
    came = select(ListedRow.person).where(ListedRow.id > behind)
    revised = select(ListRow.id).where(ListRow.revised_at == tx.now)
    went = select(ListedRow.person).where(ListedRow.list.in_(revised), ListedRow.gone_at == tx.now)
    return sorted({*tx.execute(came).scalars(), *tx.execute(went).scalars()})
