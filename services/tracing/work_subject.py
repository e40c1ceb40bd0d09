"""What this room does about work when lists and levels change."""

from collections.abc import Collection

from sqlalchemy import func, select

from services.plumbing.database import Transaction
from services.tracing.generating import WorkRules, generate
from services.tracing.hearing import Subject
from services.tracing.tables_lists import ListedRow, ListRow


class Work:
    """One worker's memory of a batch: whose level in a chain changed."""

    def __init__(self, rules: WorkRules) -> None:
        """Nothing is known before the first batch."""
        self._rules = rules
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
        """Work for everybody whose lists or level this transaction changed."""
        people = self._moved.union(listed_now(tx, self._behind))
        if people:
            generate(tx, self._rules, sorted(people))

    def subject(self) -> Subject:
        """Stands behind what makes lists and levels."""
        return Subject("work", before=self.begin, after=self.settle)


def listed_now(tx: Transaction, behind: int = 0) -> list[str]:
    """People who came on a list, fell off one or stand otherwise on one in this transaction.

    `behind`: the last row of lists before it. Who fell off a list at this very moment in another transaction
    is looked at again, and nothing changes.
    """
    came = select(ListedRow.person).where(ListedRow.id > behind)
    revised = select(ListRow.id).where(ListRow.revised_at == tx.now)
    went = select(ListedRow.person).where(ListedRow.list.in_(revised), ListedRow.gone_at == tx.now)
    return sorted({*tx.execute(came).scalars(), *tx.execute(went).scalars()})
