"""From the outbox to the log: what a committed transaction said happened is published, in order."""

from sqlalchemy import bindparam, delete, func, select

from services.plumbing.bus import EventLog
from services.plumbing.cloudevents import Message
from services.plumbing.database import Database, OutboxRow, Transaction

BATCH = 500


def relay(database: Database, log: EventLog) -> int:
    """Publish one batch; returns how many. Appends first, forgets after.

    A crash between the two repeats, and loses nothing: the log's readers drop repeats by id. One relay
    runs at a time (the schedule's leader, or the one process); two would only repeat each other.
    """
    with database.reading() as tx:
        waiting = _waiting(tx)
    if not waiting:
        return 0
    log.append([message for _, message in waiting])
    with database.transaction() as tx:
        tx.execute(_FORGET, {"seqs": [seq for seq, _ in waiting]})
    return len(waiting)


def outbox_size(tx: Transaction) -> int:
    """How many events wait to be published."""
    return int(tx.execute(select(func.count()).select_from(OutboxRow)).scalar_one())


def _waiting(tx: Transaction) -> list[tuple[int, Message]]:
    rows = tx.execute(_FIRST).all()
    return [(row.seq, Message(row.topic, row.key, row.id, row.body.encode(), row.headers)) for row in rows]


_FIRST = (
    select(OutboxRow.seq, OutboxRow.topic, OutboxRow.key, OutboxRow.id, OutboxRow.body, OutboxRow.headers)
    .order_by(OutboxRow.seq)
    .limit(BATCH)
)
_FORGET = delete(OutboxRow).where(OutboxRow.seq.in_(bindparam("seqs", expanding=True)))
