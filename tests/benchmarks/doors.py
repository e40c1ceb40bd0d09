"""One record after another, from its door to what tracing made of it, in a house that holds much."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.app.wiring import House
from services.app.workers import Readers
from services.ingest.receipts import receive_records
from tests.benchmarks.measuring import cpu_seconds

WORKERS = ("tracing",)


def paper(number: int) -> str:
    """The paper of an invented person."""
    return f"0220901{number:05}"


def pseudonym(house: House, number: int) -> str:
    """How the house calls that person."""
    return house.privacy.pseudonym("id", paper(number))


def case(number: int, **more: Any) -> dict[str, Any]:
    """That person is an F0."""
    return {
        "code": f"BN{number}", "area": "205", "confirmed_at": "2021-02-07 06:00", "count": "1",
        "full_name": f"Nguyễn Văn Mẫu {number}", "id_number": paper(number), "birth_year": "1990",
    } | more  # fmt: skip


class Doors:
    """The worker of tracing, and a hand that gives records in."""

    def __init__(self, house: House) -> None:
        """The worker stands where it stood."""
        self._house, self._readers = house, Readers(house, WORKERS)

    def took(self, feed: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[float]:
        """Seconds of the processor for each record alone, from the record to the commit of the worker."""
        for row in rows:
            yield cpu_seconds(lambda one=row: self._take(feed, one))

    def close(self) -> None:
        """End the reading."""
        self._readers.close()

    def _take(self, feed: str, row: Mapping[str, Any]) -> None:
        with self._house.database.transaction() as tx:
            receipt = receive_records(tx, self._house.feeds[feed], [row], self._house.reading())
            assert receipt.kept + receipt.warned == 1, receipt
        self._readers.settle()


def at(took: Sequence[float], share: float) -> float:
    """The number that this share of them do not exceed."""
    return sorted(took)[min(int(len(took) * share), len(took) - 1)]
