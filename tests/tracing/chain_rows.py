"""Made-up rows of cases and contacts, and what the house then says of levels."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.app.wiring import House
from services.app.workers import Readers
from services.domain.agencies import Agency
from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records
from services.linkage.officers import pair_between, say_same, undo
from services.tracing.chain_views import graph_as_of, standings_now

PAPERS = {name: f"0220900{n:05d}" for n, name in enumerate("abcdefgh", start=1)}
NAMES = {
    "a": "Nguyễn Văn Mẫu", "b": "Trần Thị Thử", "c": "Lê Văn Giả", "d": "Phạm Thị Bịa", "e": "Hoàng Văn Ví",
    "f": "Vũ Thị Dụ", "g": "Đặng Văn Tạm", "h": "Bùi Thị Đặt",
}  # fmt: skip


def who(name: str) -> dict[str, Any]:
    """The cells that name one of eight invented people."""
    return {"full_name": NAMES[name], "id_number": PAPERS[name], "birth_year": "1990"}


def case(code: str, name: str | None = None, **more: Any) -> dict[str, Any]:
    """A row of the feed `cases`."""
    row = {"code": code, "area": "205", "confirmed_at": "2021-01-17 06:00", "count": "1"}
    return row | (who(name) if name else {}) | more


def contact(name: str, level: int, **more: Any) -> dict[str, Any]:
    """A row of the feed `contact-persons`."""
    row = {"area": "205", "reported_at": "2021-01-18 18:00", "level": f"F{level}"}
    return row | who(name) | more


def take(house: House, feed: str, *rows: Mapping[str, object], learned_at: datetime | None = None) -> None:
    """In by the door, and all the way."""
    with house.database.transaction() as tx:
        taken = receive_records(tx, FEEDS[feed], list(rows), house.reading(learned_at))
        assert not taken.refused, taken.problems
    settle(house)


def settle(house: House) -> None:
    """Let every room hear what it has not heard."""
    readers = Readers(house, ("intake", "linkage", "tracing", "work"))
    readers.settle()
    readers.close()


def pseudonym(house: House, name: str) -> str:
    """The pseudonym of one of the eight."""
    return house.privacy.pseudonym("id", PAPERS[name])


def levels(house: House) -> dict[str, int]:
    """Level by letter of the person, or by the name of a case nobody named."""
    letters = {pseudonym(house, name): name for name in PAPERS}
    with house.database.reading() as tx:
        found = [one.standing for one in standings_now(tx)]
    return {letters.get(one.person, one.person): one.level for one in found}


def levels_then(house: House, moment: datetime) -> dict[str, int | None]:
    """Level by letter, as it was known at a moment."""
    letters = {pseudonym(house, name): name for name in PAPERS}
    with house.database.reading() as tx:
        return {letters[one.person]: one.level for one in graph_as_of(tx, moment).nodes}


def join(house: House, one: str, other: str) -> str:
    """Police say that two of the eight are one person; the pair, to take it back."""
    with house.database.transaction() as tx:
        pair = pair_between(tx, pseudonym(house, one), pseudonym(house, other), Agency.POLICE)
    with house.database.transaction() as tx:
        say_same(tx, pair, Agency.POLICE)
    settle(house)
    return pair


def part(house: House, pair: str) -> None:
    """They take it back."""
    with house.database.transaction() as tx:
        undo(tx, pair, Agency.POLICE)
    settle(house)
