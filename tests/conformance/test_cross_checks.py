"""What is known of a person and of a telephone is found on either database."""

from typing import NamedTuple

from services.ingest.cross_checks import cross_faults
from services.ingest.feeds import FEEDS
from services.ingest.intake import take_in
from services.ingest.reading import Read, Row, read_row
from services.plumbing.database import Database
from tests.ingest.made_up import DECLARATION, reading_at

MET = {
    "full_name": "TRẦN THỊ MẪU", "id_number": "030190001234", "area": "30", "reported_at": "2021-08-18",
    "level": "F1", "case_code": "BN9001", "last_contact_on": "2021-08-15", "quarantine_place": "F31",
}  # fmt: skip
DECLARED = DECLARATION | {"exp_case": "không"}


class Placed(NamedTuple):
    read: Read


def warned(database: Database, feed: str, row: dict[str, object]) -> list[str]:
    reading = reading_at()
    placed = Placed(read_row(FEEDS[feed], Row(1, row), reading))
    with database.transaction() as tx:
        return [fault.code for fault in cross_faults(tx, FEEDS[feed], [placed], reading).get(0, [])]


def kept(database: Database, feed: str, *rows: dict[str, object]) -> None:
    with database.transaction() as tx:
        take_in(tx, FEEDS[feed], rows, reading_at())


def test_a_contact_that_declares_none_is_found(any_database: Database) -> None:
    kept(any_database, "contact-persons", MET)

    assert warned(any_database, "declarations", DECLARED) == ["denied_contact"]
    assert warned(any_database, "declarations", DECLARED | {"id_number": "030190009999"}) == []


def test_a_shared_telephone_is_found(any_database: Database) -> None:
    others = [DECLARED | {"declaration_id": f"TK-{n}", "id_number": f"03019000{n:04d}"} for n in range(10)]
    kept(any_database, "declarations", *others)

    assert warned(any_database, "declarations", DECLARED) == ["phone_shared"]
    assert warned(any_database, "declarations", DECLARED | {"phone": "0987654321"}) == []


def test_a_scan_is_held_against_the_declaration_it_names(any_database: Database) -> None:
    kept(any_database, "declarations", DECLARED | {"vehicle_no": "34B-012.34"})
    scan = {"post": "C01", "scanned_at": "2021-08-19 09:00", "decision": "cho qua", "declaration_id": "TK-1"}

    assert warned(any_database, "checkpoint-scans", scan | {"vehicle_no": "14A-999.99"}) == ["plate_differs"]
    assert warned(any_database, "checkpoint-scans", scan | {"vehicle_no": "34B-012.34"}) == []
