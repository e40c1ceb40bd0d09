"""Requests that come at the same time share a transaction: each waits for one commit, not for all of them.

A disk confirms some hundreds of commits a second, whatever they hold: one a request would be the limit of the
door. Nobody is answered before the commit that holds their rows.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from queue import Empty, SimpleQueue
from typing import NamedTuple

from services.domain.errors import Unavailable
from services.domain.events import new_ids
from services.domain.receipts import Receipt
from services.ingest.columns import Reading
from services.ingest.feed import Feed
from services.ingest.intake import Parcel
from services.ingest.parcels import keep_parcels, receipt_of
from services.ingest.reading import Row, read_rows
from services.plumbing.database import Database
from services.plumbing.engine import is_passing
from services.plumbing.faultpoints import reached

MOST_ROWS = 2_000  # of one transaction: a tenth of a second or two
WAITING = 1_000  # requests; beyond that a sender is told to come back rather than left to wait


class Request(NamedTuple):
    """What one sender asked, and where the answer goes."""

    feed: Feed
    rows: Sequence[Row]
    enterprise: str | None
    answer: Future[Receipt]


class GroupCommit:
    """One thread that keeps what all requests of a process bring, in the order they came."""

    def __init__(self, database: Database, reading: Callable[[], Reading]) -> None:
        """`reading`: what reading needs, as of the moment it is called."""
        self._database, self._reading = database, reading
        self._queue: SimpleQueue[Request | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="group-commit", daemon=True)
        self._lock = threading.Lock()
        self._closed = False

    def receive(self, feed: Feed, rows: Sequence[Row], enterprise: str | None = None) -> Future[Receipt]:
        """The receipt, once it is committed; raises Unavailable when too many wait already."""
        if self._queue.qsize() >= WAITING or self._closed:
            raise Unavailable(
                vi="Hệ thống đang nhận quá nhiều yêu cầu; hãy gửi lại sau ít giây.",
                en="More requests wait than can be taken in; send again in a few seconds.",
                code="busy",
            )
        request = Request(feed, rows, enterprise, Future())
        self._start()
        self._queue.put(request)
        return request.answer

    def close(self) -> None:
        """Answer all who wait, then stop."""
        self._closed = True
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()

    def _start(self) -> None:
        with self._lock:
            if self._thread.ident is None:
                self._thread.start()

    def _work(self) -> None:
        while (first := self._queue.get()) is not None:
            batch, ended = self._with_all_who_wait(first)
            for part in by_feed(batch):
                self._keep(part)
            if ended:
                return

    def _with_all_who_wait(self, first: Request) -> tuple[list[Request], bool]:
        batch, rows = [first], len(first.rows)
        while rows < MOST_ROWS:
            try:
                request = self._queue.get_nowait()
            except Empty:
                break
            if request is None:
                return batch, True
            batch.append(request)
            rows += len(request.rows)
        return batch, False

    def _keep(self, batch: Sequence[Request]) -> None:
        try:
            receipts = self._together(batch)
        except Exception as error:  # a fault over one request must not fail those who came with it
            if is_passing(error):
                _fail(batch, _no_database(error))
            else:
                self._alone(batch, error)
        else:
            for request, receipt in zip(batch, receipts, strict=True):
                request.answer.set_result(receipt)

    def _alone(self, batch: Sequence[Request], error: Exception) -> None:
        if len(batch) == 1:
            _fail(batch, error)
            return
        for request in batch:
            self._keep([request])

    def _together(self, batch: Sequence[Request]) -> list[Receipt]:
        feed, reading = batch[0].feed, replace(self._reading(), live=True)
        parcels = [
            Parcel(receipt, read_rows(feed, one.rows, _of_sender(reading, one)), one.enterprise)
            for one, receipt in zip(batch, new_ids(len(batch)), strict=True)
        ]
        reached("received")
        with self._database.transaction() as tx:
            taken = keep_parcels(tx, feed, parcels, reading, door="http")
        reached("stored")
        return [receipt_of(feed, one) for one in taken]


def by_feed(batch: Sequence[Request]) -> Iterator[list[Request]]:
    """Requests of one feed together, in the order they came."""
    feeds: dict[str, list[Request]] = {}
    for request in batch:
        feeds.setdefault(request.feed.name, []).append(request)
    yield from feeds.values()


def _fail(batch: Sequence[Request], error: Exception) -> None:
    for request in batch:
        request.answer.set_exception(error)


def _no_database(error: Exception) -> Unavailable:
    # The class alone: an exception's text may quote a statement and its values.
    name = type(getattr(error, "orig", error)).__name__
    return Unavailable(
        vi=f"Cơ sở dữ liệu không trả lời ({name}); chưa nhận dữ liệu, hãy gửi lại sau.",
        en=f"The database does not answer ({name}); nothing was taken in, send again later.",
        code="database_unavailable",
    )


def _of_sender(reading: Reading, request: Request) -> Reading:
    return reading if request.enterprise is None else replace(reading, enterprise=request.enterprise)
