"""People told to the room as ingest would tell them, and what it made of them."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from services.domain.agencies import Agency
from services.domain.events import PeopleNoted
from services.linkage.deciding import Thresholds
from services.linkage.faces import Told, note_faces
from services.linkage.hearing import linkage_consumer, meet
from services.linkage.officers import pair_between
from services.linkage.persons import PEN
from services.linkage.tables import FaceRow, PairRow, StepRow
from services.plumbing.bus import Delivered
from services.plumbing.cloudevents import as_message
from services.plumbing.consuming import Consumer, deliver
from services.plumbing.database import Database
from services.plumbing.parking import parked_messages
from services.plumbing.privacy import Privacy

PRIVACY = Privacy("a secret of thirty-two characters and more")
LIMITS = Thresholds(merge=0.95, review=0.3)

HUNG = {
    "full_name": "Nguyễn Văn Hùng", "birth_date": "1990-05-17", "sex": "male",
    "id_number": "022090123457", "phone": "0912345678",
}  # fmt: skip
"""Invented, as everybody here."""


def told(*people: Mapping[str, object], start: int = 0) -> list[Told]:
    """Records r0, r1, … of people p0, p1, …; `person` and `record` in the cells name others."""
    return [
        (
            str(cells.get("record", f"r{n}")),
            "declarations",
            str(cells.get("person", f"p{n}")),
            {name: value for name, value in cells.items() if name not in ("record", "person")},
        )
        for n, cells in enumerate(people, start=start)
    ]


def come(database: Database, records: Sequence[Told], limits: Thresholds = LIMITS) -> None:
    """Let them in as one batch."""
    with database.transaction() as tx:
        tx.lock(PEN)
        meet(tx, PRIVACY, note_faces(tx, PRIVACY, records), limits)


def crowd(rows: Iterable[Mapping[str, str]]) -> list[Told]:
    """Rows of the made-up stream as ingest tells them."""
    return [(row["rec"], "declarations", f"p{row['rec']}", cells_of(row)) for row in rows]


def cells_of(row: Mapping[str, str]) -> dict[str, str]:
    """Our column names."""
    names = {
        "ho_ten": "full_name", "ngay_sinh": "birth_date", "gioi_tinh": "sex",
        "so_giay_to": "id_number", "dien_thoai": "phone",
    }  # fmt: skip
    return {name: row[column] for column, name in names.items() if row[column]}


def persons(database: Database) -> dict[str, int]:
    """Pseudonym to person."""
    with database.reading() as tx:
        return {row.pseudonym: row.person for row in tx.execute(select(FaceRow.pseudonym, FaceRow.person))}


def groups(database: Database) -> set[frozenset[str]]:
    """Who is taken for one person."""
    found: dict[int, set[str]] = {}
    for pseudonym, person in persons(database).items():
        found.setdefault(person, set()).add(pseudonym)
    return {frozenset(group) for group in found.values()}


def states(database: Database) -> list[tuple[str, str]]:
    """State and author of every pair."""
    with database.reading() as tx:
        rows = tx.execute(select(PairRow.state, PairRow.by).order_by(PairRow.id))
        return [(row.state, row.by) for row in rows]


def life(database: Database) -> list[tuple[str, str]]:
    """Every step ever taken."""
    with database.reading() as tx:
        rows = tx.execute(select(StepRow.state, StepRow.by).order_by(StepRow.id))
        return [(row.state, row.by) for row in rows]


def decide(database: Database, verb, one: str, other: str, by: Agency = Agency.POLICE) -> str:
    """An officer's word about two pseudonyms; returns the pair."""
    with database.transaction() as tx:
        pair = pair_between(tx, one, other, by)
        verb(tx, pair, by)
    return pair


def consumer(records: Mapping[str, Told]) -> Consumer:
    """The consumer of the house, over identities in hand."""
    return linkage_consumer(
        PRIVACY, lambda tx, ids: [records[one] for one in ids if one in records], lambda: LIMITS
    )


def hear(
    database: Database, listener: Consumer, event: PeopleNoted, offset: int = 0, partition: int = 0
) -> None:
    """Deliver one event."""
    message = as_message(event)
    deliver(database, listener, [Delivered(partition, offset, message)])
    with database.reading() as tx:
        assert parked_messages(tx) == []
