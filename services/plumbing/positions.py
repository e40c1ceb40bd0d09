"""Where each consumer stands in the log: kept in our database, moved by compare-and-set."""

from collections.abc import Sequence
from typing import Any

from psycopg.errors import LockNotAvailable
from sqlalchemy import Integer, String, bindparam, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from services.domain.errors import Fenced
from services.plumbing.bus import Delivered
from services.plumbing.database import Base, BigKey, Database, Transaction


class PositionRow(Base):
    """The next offset a consumer wants of one partition; moved in the transaction of its work."""

    __tablename__ = "plumbing_position"
    consumer: Mapped[str] = mapped_column(String(60), primary_key=True)
    topic: Mapped[str] = mapped_column(String(120), primary_key=True)
    partition: Mapped[int] = mapped_column(Integer, primary_key=True)
    next_offset: Mapped[int] = mapped_column(BigKey)


def position(database: Database, consumer: str, topic: str, partition: int) -> int:
    """Where the consumer goes on reading; 0 at first."""
    here = {"of": consumer, "on": topic, "at": partition}
    with database.reading() as tx:
        return tx.execute(_NEXT, [here]).scalar_one_or_none() or 0


def advance(tx: Transaction, consumer: str, batch: Sequence[Delivered]) -> None:
    """Move each partition's position from where the batch was found past its last, or be fenced."""
    spans: dict[tuple[str, int], tuple[int, int]] = {}
    for one in batch:
        place = (one.message.topic, one.partition)
        expected, _ = spans.get(place, (one.expected, one.offset))
        spans[place] = (expected, one.offset)
    # Sorted: two workers that hold the same partitions cannot wait for each other in a ring.
    for (topic, partition), (expected, last) in sorted(spans.items()):
        _move(tx, consumer, topic, partition, expected, last + 1)


def _move(tx: Transaction, consumer: str, topic: str, partition: int, expected: int, beyond: int) -> None:
    here = {"of": consumer, "on": topic, "at": partition}
    _take(tx, here)
    # Compare and set. Ahead of `expected`: another worker was faster. Behind it: a batch between was lost
    # on its way to us. Either way nothing is written, and reading starts again from what is stored.
    moved = tx.execute(_COMPARE_AND_SET, here | {"expected": expected, "beyond": beyond})
    if moved.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result has it
        raise _fenced(consumer, topic)


def _take(tx: Transaction, here: dict[str, Any]) -> None:
    """Take the lock of the position, at once or not at all.

    Who has it keeps these very messages: what we hold is his, however long he takes, and others need us.
    """
    try:
        if tx.execute(_LOCKED, here).first() is None:
            start = {"consumer": here["of"], "topic": here["on"], "partition": here["at"], "next_offset": 0}
            tx.add_new(PositionRow, [start])
    except OperationalError as error:
        if isinstance(error.orig, LockNotAvailable):
            raise _fenced(here["of"], here["on"]) from error
        raise


def _fenced(consumer: str, topic: str) -> Fenced:
    return Fenced(
        vi=f"Vị trí đọc đã lưu của '{consumer}' trên '{topic}' khác với lô này; hãy đọc lại từ đó.",
        en=f"'{consumer}' stands elsewhere on '{topic}' than this batch; read on from there.",
    )


_HERE = (
    (PositionRow.consumer == bindparam("of"))
    & (PositionRow.topic == bindparam("on"))
    & (PositionRow.partition == bindparam("at"))
)
_NEXT = select(PositionRow.next_offset).where(_HERE)
_LOCKED = _NEXT.with_for_update(nowait=True)
_COMPARE_AND_SET = (
    update(PositionRow)
    .where(_HERE, PositionRow.next_offset == bindparam("expected"))
    .values(next_offset=bindparam("beyond"))
)
