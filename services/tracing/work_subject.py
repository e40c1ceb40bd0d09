"""What this room does about work when lists and levels change."""

from collections.abc import Collection

from sqlalchemy import or_, select

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

    def begin(self, tx: Transaction) -> None:
        """Forget what an attempt that failed had noted."""
        self._moved = set()

    def moved(self, people: Collection[str]) -> None:
        """These stand on another level now."""
        self._moved.update(one for one in people if ":" not in one)  # a case nobody named cannot be called

    def settle(self, tx: Transaction) -> None:
        """Work for everybody whose lists or level this transaction changed."""
        people = self._moved.union(listed_now(tx))
        if people:
            generate(tx, self._rules, sorted(people))

    def subject(self) -> Subject:
        """Stands behind what makes lists and levels."""
        return Subject("work", before=self.begin, after=self.settle)


def listed_now(tx: Transaction) -> list[str]:
    """People who came on a list, fell off one or stand otherwise on one since this transaction began."""
    now = select(ListRow.id).where(ListRow.revised_at == tx.now)
    wanted = select(ListedRow.person).where(
        ListedRow.list.in_(now), or_(ListedRow.learned_at == tx.now, ListedRow.gone_at == tx.now)
    )
    return sorted(set(tx.execute(wanted).scalars()))
