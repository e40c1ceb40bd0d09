"""A consumer's way from the log to the database: while one batch is being kept, the next is read."""

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from services.plumbing.bus import Delivered, LogReader
from services.plumbing.consuming import Consumer, deliver_batch, is_a_portion, portions, prepared, size_of
from services.plumbing.database import Database
from services.plumbing.faultpoints import reached

POLL = 500  # messages at a time: a megabyte each, were every one as large as a message may be


class Pipeline:
    """Polls and prepares on the caller's thread, and keeps on one thread of its own, in order.

    The database's share of the work is waiting, and the interpreter is free meanwhile. Each portion is one
    transaction; the next begins after it has committed, so positions move one after the other.
    """

    def __init__(self, database: Database, consumer: Consumer, reader: LogReader) -> None:
        """The reader belongs to the caller, who closes it after the pipeline."""
        self._database, self._consumer, self._reader = database, consumer, reader
        self._keeper = ThreadPoolExecutor(1, thread_name_prefix=f"keep-{consumer.name}")
        self._under_way: Future[None] | None = None

    def turn(self, wait_seconds: float) -> int:
        """One poll, and what it brought on its way; returns how many messages came.

        Raises what the portion before failed with, after going back to the stored positions.
        """
        try:
            delivered = self._gathered(wait_seconds)
            if delivered:
                reached("polled")
            for portion in portions(self._consumer, delivered):
                batch = prepared(self._consumer, portion)
                self._finish()
                self._under_way = self._keeper.submit(deliver_batch, self._database, self._consumer, batch)
            if not delivered:
                self._finish()
        except BaseException:
            self._abandon()
            raise
        return len(delivered)

    def close(self) -> None:
        """Wait for what is under way; what failed is read again after the next start."""
        with suppress(Exception):  # nothing was written, and nobody moved its position
            self._finish()
        self._keeper.shutdown()

    def _gathered(self, wait_seconds: float) -> list[Delivered]:
        """What is there, up to one portion: a transaction costs as much for one message as for thousands."""
        found: list[Delivered] = []
        size = 0
        came = self._reader.poll(POLL, wait_seconds)
        while came:
            found.extend(came)
            size += size_of(came)
            if len(came) < POLL or is_a_portion(self._consumer, len(found), size):
                break
            came = self._reader.poll(POLL, 0.0)
        return found

    def _finish(self) -> None:
        under_way, self._under_way = self._under_way, None
        if under_way is not None:
            under_way.result()

    def _abandon(self) -> None:
        with suppress(Exception):  # the first fault is the one that is told
            self._finish()
        self._reader.rewind()
