"""The consumer `work`: brings the work of people up to their lists and levels, behind who writes those."""

from sqlalchemy import delete

from services.domain.events import WorkWanted
from services.plumbing.consuming import Consumer, hearing
from services.plumbing.database import Transaction
from services.tracing.generating import WorkRules, generate
from services.tracing.hearing import WORK_PEN
from services.tracing.tables_work import WorkWantedRow

CONSUMER = "work"


def work_consumer(rules: WorkRules) -> Consumer:
    """Whichever message said that there is work, all that is due is done."""

    def after(tx: Transaction) -> None:
        make_work(tx, rules)

    return hearing(CONSUMER, {WorkWanted: lambda happened, tx: None}, after=after)


def make_work(tx: Transaction, rules: WorkRules) -> int:
    """Of everybody noted, each once; how many people it changed. Doing it again finds nothing left."""
    tx.lock(WORK_PEN)
    due = set(tx.execute(delete(WorkWantedRow).returning(WorkWantedRow.person)).scalars())
    return generate(tx, rules, sorted(due)) if due else 0
