"""Where each consumer stands in the log: kept in our database, moved by compare-and-set."""

from collections.abc import Sequence

from sqlalchemy import Integer, String, select, update
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
    wanted = select(PositionRow.next_offset).where(
        PositionRow.consumer == consumer, PositionRow.topic == topic, PositionRow.partition == partition
    )
    with database.reading() as tx:
        return tx.execute(wanted).scalar_one_or_none() or 0


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
    start = {"consumer": consumer, "topic": topic, "partition": partition, "next_offset": 0}
    tx.add_new(PositionRow, [start])
    here = (
        (PositionRow.consumer == consumer)
        & (PositionRow.topic == topic)
        & (PositionRow.partition == partition)
    )
    # Compare and set. Ahead of `expected`: another worker was faster. Behind it: a batch between was lost
    # on its way to us. Either way nothing is written, and reading starts again from what is stored.
    moved = tx.execute(
        update(PositionRow).where(here, PositionRow.next_offset == expected).values(next_offset=beyond)
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result has it
        raise Fenced(
            vi=f"Vị trí đọc đã lưu của '{consumer}' trên '{topic}' khác với lô này; hãy đọc lại từ đó.",
            en=f"'{consumer}' stands elsewhere on '{topic}' than this batch; read on from there.",
        )
