import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from services.domain.events import PeopleNoted
from services.domain.receipts import Outcome
from services.ingest.feed import Feed
from services.ingest.feeds import FEEDS
from services.ingest.intake import take_in
from services.ingest.parked import parked_rows, retry_parked
from services.ingest.receipts import as_receipt, last_heard, receive_records, totals
from services.ingest.tables import IdentityRow, RecordRow, RefusedRow
from services.plumbing.cloudevents import topic_of
from services.plumbing.database import OutboxRow
from tests.ingest.made_up import CASE, DECLARATION, NOW, PRIVACY, reading_at

CASES, DECLARATIONS = FEEDS["cases"], FEEDS["declarations"]
DAY = timedelta(days=1)


def send(database, feed: Feed, *rows: dict[str, object], at: datetime = NOW):
    with database.transaction() as tx:
        return receive_records(tx, feed, rows, reading_at(at))


def outcomes(receipt) -> dict[str, int]:
    return {outcome.value: n for outcome in Outcome if (n := getattr(receipt, outcome.value))}


PEOPLE = topic_of(PeopleNoted)


def events(database) -> list[dict[str, object]]:
    """What was told, but for the word to the linkage that people were heard of."""
    with database.reading() as tx:
        told = select(OutboxRow.body).where(OutboxRow.topic != PEOPLE).order_by(OutboxRow.seq)
        return [json.loads(body) for body in tx.execute(told).scalars()]


def people_noted(database) -> list[list[str]]:
    with database.reading() as tx:
        told = select(OutboxRow.body).where(OutboxRow.topic == PEOPLE).order_by(OutboxRow.seq)
        return [json.loads(body)["records"] for body in tx.execute(told).scalars()]


def revisions(database) -> list[tuple[int, datetime]]:
    with database.reading() as tx:
        rows = tx.execute(select(RecordRow.revision, RecordRow.learned_at).order_by(RecordRow.learned_at))
        return [(row.revision, row.learned_at) for row in rows]


def people_counted(database, until: datetime = NOW + 100 * DAY) -> dict[str, int]:
    """What a listener that adds up sees at a moment: people by area."""
    sums: dict[str, int] = {}
    for event in events(database):
        if datetime.fromisoformat(str(event["learned_at"])) <= until:
            for count in event["counts"]:  # type: ignore[attr-defined]  # arrivals only
                sums[count["area"]] = sums.get(count["area"], 0) + count["people"]
    return {area: n for area, n in sums.items() if n}


def test_each_row_has_one_outcome_and_the_receipt_balances(database):
    rows = [CASE, {**CASE, "chain": "=1"}, CASE, {**CASE, "area": "999", "code": "MAU2"}, {"code": "MAU3"}]

    receipt = send(database, CASES, *rows)

    assert outcomes(receipt) == {"kept": 2, "warned": 1, "refused": 2}
    assert receipt.balances()
    assert [(p.row, p.field, p.code) for p in receipt.problems] == [
        (2, "chain", "formula"),
        (4, "area", "unknown_area"),
        (5, "area", "missing"),
        (5, "confirmed_at", "missing"),
    ]


def test_the_same_row_again_is_a_duplicate_and_tells_nothing(database):
    send(database, CASES, CASE)
    told = len(events(database))

    receipt = send(database, CASES, {**CASE, "code": "mau 1"}, at=NOW + DAY)

    assert outcomes(receipt) == {"duplicate": 1}
    assert len(events(database)) == told


def test_other_content_under_the_same_key_is_a_new_revision(database):
    send(database, CASES, CASE)
    receipt = send(database, CASES, {**CASE, "source": "đã rõ"}, at=NOW + DAY)

    assert outcomes(receipt) == {"kept": 1}
    assert [number for number, _ in revisions(database)] == [1, 2]
    assert [event["source"] for event in events(database)] == ["unknown", "known"]
    assert len({event["ref"] for event in events(database)}) == 1


def test_what_was_said_before_the_correction_may_be_said_again_later(database):
    send(database, CASES, CASE)
    send(database, CASES, {**CASE, "source": "đã rõ"}, at=NOW + DAY)
    receipt = send(database, CASES, CASE, at=NOW + 2 * DAY)

    assert outcomes(receipt) == {"kept": 1}


def test_a_row_learned_earlier_enters_history_at_its_place(database):
    send(database, CASES, CASE, at=NOW + 2 * DAY)
    late = send(database, CASES, {**CASE, "source": "đã rõ"}, at=NOW)
    same = send(database, CASES, {**CASE, "source": "đã rõ"}, at=NOW + DAY)

    assert outcomes(late) == {"kept": 1}
    assert outcomes(same) == {"duplicate": 1}
    assert [number for number, _ in revisions(database)] == [2, 1]


def test_a_repeat_that_a_faster_worker_kept_with_a_later_moment_is_a_duplicate(database):
    with database.transaction() as tx:
        take_in(tx, CASES, [CASE], replace(reading_at(NOW + DAY), live=True))
        slower = take_in(tx, CASES, [CASE], replace(reading_at(NOW), live=True))

    assert slower.counts == {Outcome.DUPLICATE: 1}
    assert [number for number, _ in revisions(database)] == [1]


def test_what_its_sender_says_was_known_earlier_was_known_earlier(database):
    with database.transaction() as tx:
        take_in(tx, CASES, [CASE], reading_at(NOW + DAY))
        earlier = take_in(tx, CASES, [CASE], reading_at(NOW))

    assert earlier.counts == {Outcome.KEPT: 1}
    assert [number for number, _ in revisions(database)] == [2, 1]


def test_a_correction_takes_back_what_the_older_declaration_counted(database):
    send(database, DECLARATIONS, DECLARATION, {**DECLARATION, "declaration_id": "TK-2"})
    send(database, DECLARATIONS, {**DECLARATION, "to_area": "203"}, at=NOW + DAY)

    assert people_counted(database, NOW) == {"205": 2}
    assert people_counted(database) == {"205": 1, "203": 1}


def test_counts_are_right_at_every_moment_when_a_correction_came_before_what_it_corrects(database):
    send(database, DECLARATIONS, {**DECLARATION, "to_area": "193"}, at=NOW)
    send(database, DECLARATIONS, {**DECLARATION, "to_area": "203"}, at=NOW + 2 * DAY)
    send(database, DECLARATIONS, {**DECLARATION, "to_area": "205"}, at=NOW + DAY)

    assert people_counted(database, NOW) == {"193": 1}
    assert people_counted(database, NOW + DAY) == {"205": 1}
    assert people_counted(database, NOW + 2 * DAY) == {"203": 1}


def test_a_thousand_declarations_are_told_as_one_event(database):
    rows = [{**DECLARATION, "declaration_id": f"TK-{n}"} for n in range(1_000)]

    send(database, DECLARATIONS, *rows)

    (event,) = events(database)
    assert people_counted(database) == {"205": 1_000}
    assert len(event["counts"]) == 1  # type: ignore[arg-type]  # a list


def test_a_later_count_of_contacts_is_not_undone_by_an_older_one_that_comes_late(database):
    row = {"chain": "A", "area": "205", "reported_at": "2021-08-19", "level": "F1", "total": "10"}
    send(database, FEEDS["contacts"], row)
    send(database, FEEDS["contacts"], {**row, "reported_at": "2021-08-18", "total": "7"}, at=NOW + DAY)

    assert [event["total"] for event in events(database)] == [10]


def test_people_who_were_stopped_on_the_way_out_are_no_entry(database):
    row = {"incident_id": "V1", "happened_at": "2021-08-19", "area": "194", "kind": "bắt", "people": "4"}
    send(database, FEEDS["border-incidents"], row, {**row, "incident_id": "V2", "direction": "ra"})

    assert [event["ref"] for event in events(database)] == ["border-incidents:V1"]


def test_personal_cells_lie_sealed_and_open_with_the_key_of_the_house(database):
    send(database, DECLARATIONS, {**DECLARATION, "Cột lạ": "ai biết"})

    with database.reading() as tx:
        sealed = tx.execute(select(IdentityRow.sealed)).scalar_one()
        body = tx.execute(select(RecordRow.body)).scalar_one()
    assert b"030190001234" not in sealed
    opened = json.loads(PRIVACY.open(sealed))
    assert (opened["id_number"], opened["full_name"], opened["Cột lạ"]) == (
        "030190001234",
        "TRẦN THỊ MẪU",
        "ai biết",
    )
    assert "030190001234" not in body


def test_a_refused_row_is_kept_sealed_as_it_was_sent(database):
    send(database, DECLARATIONS, {**DECLARATION, "to_area": "999"})

    with database.reading() as tx:
        refused = tx.execute(select(RefusedRow.sealed, RefusedRow.outcome)).one()
    assert refused.outcome == "refused"
    assert json.loads(PRIVACY.open(refused.sealed))["full_name"] == "TRẦN THỊ MẪU"


@pytest.mark.parametrize("number", ["030190001234", "B1234567"])
def test_a_paper_used_as_declaration_code_does_not_stay_readable(database, number: str):
    send(database, DECLARATIONS, {**DECLARATION, "declaration_id": f"VN-{number}", "id_number": number})

    with database.reading() as tx:
        row = tx.execute(select(RecordRow.key, RecordRow.body)).one()
    assert number not in row.key + row.body


def test_a_fault_of_ours_parks_the_row_and_only_that_row(database, monkeypatch):
    broken = replace(CASES, build=_broken_for("MAU2"))
    with database.transaction() as tx:
        receipt = receive_records(tx, broken, [CASE, {**CASE, "code": "MAU2"}], reading_at())

    assert outcomes(receipt) == {"kept": 1, "parked": 1}
    assert [(p.row, p.code) for p in receipt.problems] == [(2, "parked")]
    with database.reading() as tx:
        assert len(parked_rows(tx)) == 1


def test_a_parked_row_is_read_again_as_of_the_moment_it_reached_us(database):
    broken = replace(CASES, build=_broken_for("MAU2"))
    with database.transaction() as tx:
        first = receive_records(tx, broken, [CASE, {**CASE, "code": "MAU2"}], reading_at())

    assert retry_parked(database, FEEDS, reading_at) == {Outcome.KEPT: 1}

    with database.reading() as tx:
        receipt = as_receipt(tx, first.id)
        assert parked_rows(tx) == []
    assert outcomes(receipt) == {"kept": 2}
    assert (receipt.balances(), receipt.problems) == (True, ())
    assert {moment for _, moment in revisions(database)} == {NOW}


def test_the_books_add_up_and_tell_when_a_feed_was_last_heard(database):
    send(database, CASES, CASE, {**CASE, "area": "999", "code": "MAU2"})
    send(database, CASES, CASE, at=NOW + DAY)

    with database.reading() as tx:
        assert totals(tx)[Outcome.KEPT] == totals(tx)[Outcome.DUPLICATE] == totals(tx)[Outcome.REFUSED] == 1
        (heard,) = last_heard(tx)
    assert (heard.feed, heard.learned_at, heard.day.isoformat()) == ("cases", NOW, "2021-08-19")


def test_the_linkage_is_told_which_records_name_somebody_and_never_who(database):
    rows = [DECLARATION | {"declaration_id": f"TK{n}", "phone": f"09{n:08d}"} for n in range(250)]
    send(database, DECLARATIONS, *rows, {**rows[0]})
    send(database, CASES, CASE)

    with database.reading() as tx:
        kept = set(tx.execute(select(RecordRow.id).where(RecordRow.person.is_not(None))).scalars())
        told = "".join(tx.execute(select(OutboxRow.body).where(OutboxRow.topic == PEOPLE)).scalars())
    noted = people_noted(database)
    assert {len(part) for part in noted} == {100, 50}
    assert {one for part in noted for one in part} == kept
    assert str(DECLARATION["full_name"]) not in told


STRANGE = ["\x00", "a\x00b", "\ud800", "x" * 5_000, "\u200b", 10**5000, float("nan"), [], {}, None, True]


@pytest.mark.parametrize("n", range(len(STRANGE)))
def test_no_cell_makes_intake_raise(database, n: int):
    for name in CASE:
        receipt = send(database, CASES, {**CASE, name: STRANGE[n]})
        assert receipt.rows == 1
        assert receipt.parked == 0
        assert receipt.balances()


def test_a_transaction_that_fails_leaves_nothing(database):
    with pytest.raises(ZeroDivisionError), database.transaction() as tx:
        take_in(tx, CASES, [CASE], reading_at())
        raise ZeroDivisionError

    assert revisions(database) == []
    assert events(database) == []


def _broken_for(code: str):
    def build(values, reading):
        if values["code"] == code:
            raise KeyError("a fault of ours")
        return CASES.build(values, reading)

    return build
