"""How far each consumer is behind the log: what it has not handled yet, in messages."""

from sqlalchemy import select

from services.plumbing.bus import EventLog
from services.plumbing.consuming import Consumer
from services.plumbing.database import Database
from services.plumbing.positions import PositionRow


def behind(database: Database, log: EventLog, consumer: Consumer) -> int:
    """Messages between the consumer's stored positions and the ends of its topics.

    What the log has dropped by age counts too until the consumer has read on: its offsets do not come back.
    Raises Unavailable when the log does not answer.
    """
    heads = log.heads(consumer.topics)
    wanted = select(PositionRow.topic, PositionRow.partition, PositionRow.next_offset)
    with database.reading() as tx:
        rows = tx.execute(wanted.where(PositionRow.consumer == consumer.name)).all()
    stands = {(row.topic, row.partition): row.next_offset for row in rows}
    return sum(max(head - stands.get(place, 0), 0) for place, head in heads.items())
