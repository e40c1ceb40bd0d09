"""Rows of several senders meet in the intake: the later one is kept with a warning on its receipt."""

from datetime import timedelta

from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records
from tests.ingest.made_up import DECLARATION, NOW, reading_at

CONTACT = {
    "full_name": "TRẦN THỊ MẪU", "id_number": "030190001234", "area": "30", "reported_at": "2021-08-18",
    "level": "F1", "case_code": "BN9001", "last_contact_on": "2021-08-15", "quarantine_place": "F31",
}  # fmt: skip
DENIES = DECLARATION | {"exp_case": "không"}


def send(database, feed: str, *rows: dict[str, object], later: int = 0):
    with database.transaction() as tx:
        return receive_records(tx, FEEDS[feed], rows, reading_at(NOW + timedelta(minutes=later)))


def test_a_known_contact_who_declares_none_is_kept_with_a_warning(database):
    send(database, "contact-persons", CONTACT)

    receipt = send(database, "declarations", DENIES, later=1)

    assert (receipt.kept, receipt.warned, receipt.balances()) == (0, 1, True)
    assert [(p.row, p.code) for p in receipt.problems] == [(1, "denied_contact")]


def test_the_declaration_may_come_first_and_the_contact_is_warned(database):
    send(database, "declarations", DENIES)

    receipt = send(database, "contact-persons", CONTACT, later=1)

    assert [p.code for p in receipt.problems] == ["denied_contact"]


def test_a_repeat_is_not_warned_again(database):
    send(database, "contact-persons", CONTACT)
    send(database, "declarations", DENIES, later=1)

    again = send(database, "declarations", DENIES, later=2)

    assert (again.duplicate, again.problems) == (1, ())


def test_the_eleventh_person_with_one_telephone_is_warned(database):
    people = [DENIES | {"declaration_id": f"TK{n}", "id_number": f"03019000{n:04d}"} for n in range(11)]

    receipts = [send(database, "declarations", person, later=n) for n, person in enumerate(people)]

    assert [[p.code for p in receipt.problems] for receipt in receipts] == [[]] * 10 + [["phone_shared"]]


def test_rows_between_are_told_their_own_warnings(database):
    send(database, "contact-persons", CONTACT)
    other = DENIES | {"declaration_id": "TK2", "id_number": "030190009999", "phone": "0987654321"}
    bad = other | {"declaration_id": "TK3", "declared_at": "hôm qua"}

    receipt = send(database, "declarations", other, bad, DENIES, other, later=1)

    assert [(p.row, p.code) for p in receipt.problems] == [(2, "unreadable_date"), (3, "denied_contact")]
    assert (receipt.kept, receipt.refused, receipt.warned, receipt.duplicate) == (1, 1, 1, 1)
