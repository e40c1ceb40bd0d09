"""Repeats, disorder and poison: points 7 and 8 of the list in docs/faults.md."""

import csv
import json
import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import text

from services.plumbing.cloudevents import Message
from tests.faults.books import Sheet
from tests.faults.house import Serious
from tests.faults.sending import declaration, envelope, message, name_of

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]

Demand = Callable[[], Sheet]
CHANGES_NOTHING = "coalesce(sum(rows), 0) from ingest_receipt"


def test_a_whole_topic_played_again_changes_nothing(serious: Serious, demand_balance: Demand):
    serious.sender.send(20)
    (worker,) = serious.work("intake")
    first = demand_balance()
    counted = serious.number(CHANGES_NOTHING)

    # From its beginning: while the house remembers the messages, and when it has pruned them.
    for forgotten in ("plumbing_position", "plumbing_position, plumbing_inbox"):
        worker.stop()
        with serious.database.transaction() as tx:
            tx.execute(text(f"truncate {forgotten}"))
        (worker,) = serious.work("intake")
        assert demand_balance() == first
        assert serious.number(CHANGES_NOTHING) == counted

    assert serious.number("count(*) from plumbing_parked") == 0


def test_the_same_declarations_in_two_partitions_are_kept_once(serious: Serious, demand_balance: Demand):
    for number in range(30):
        once, again = envelope(number), elsewhere(envelope(number))
        serious.sender.send_all([once, again])
        serious.sender.took([number])

    serious.work("intake", "intake")

    sheet = demand_balance()
    assert sheet.stored == 600 and sheet.receipts == 60
    assert serious.number("sum(kept) from ingest_receipt") == 600
    assert serious.number("sum(duplicate) from ingest_receipt") == 600


def test_the_same_file_twice_at_once_is_kept_once(serious: Serious, demand_balance: Demand):
    rows = [declaration(number) for number in range(3_000)]
    path = serious.folder / "f.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.DictWriter(file, list(rows[0]))
        sheet.writeheader()
        sheet.writerows(rows)

    twice = [serious.start("ingest", "declarations", str(path), "--no-settle") for _ in range(2)]
    for process in twice:
        serious.wait_until(lambda: not process.running, "the file is in")  # noqa: B023  # within its turn
        assert process.wait(1) == 0, process.last_words()

    serious.sender.accepted |= {row["declaration_id"] for row in rows}
    assert demand_balance().stored == 3_000


def test_poison_is_refused_with_its_reason_and_stops_nobody(serious: Serious, demand_balance: Demand):
    lines = [json.dumps(declaration(number)) for number in range(100)]
    lines[41] = '{"declaration_id": "TK-000041", broken'
    huge = declaration(900) | {"from_place": "x" * 1_500_000}
    poison = {
        "broken": b'{"declaration_id": "TK-000901", ',
        "type": json.dumps([901, None, "TK-000902"]).encode(),
        "bytes": b"\x00\xff\xfe TK-000903",
        "empty": b"",
        "huge": json.dumps(huge).encode(),
        "mixed": "\n".join(lines).encode(),
    }
    serious.sender.send(2)  # 0 to 39: the lines of the mixed one repeat them
    serious.work("intake")
    serious.wait_for_stored(40)  # partitions have no order among each other

    serious.sender.send_all([named(name, body) for name, body in poison.items()])
    serious.sender.accepted |= {name_of(number) for number in range(100)} | {
        f"TK-00090{n}" for n in (0, 1, 2, 3)
    }
    sheet = demand_balance()

    assert sheet.stored == 99 and sheet.parked == 0
    assert problems(serious, "mixed") == [(42, "not_a_record")]
    assert {name: receipt(serious, name) for name in poison} == {
        "broken": (1, 0, 0, 1),
        "type": (3, 0, 0, 3),
        "bytes": (1, 0, 0, 1),
        "empty": (1, 0, 0, 1),
        "huge": (1, 0, 0, 1),
        "mixed": (100, 59, 40, 1),
    }


# --- small parts ------------------------------------------------------------------------------------------


def elsewhere(one: Message) -> Message:
    """The same declarations under another id and key, as a second system would send them."""
    return message(str(uuid.uuid5(uuid.NAMESPACE_OID, one.id)), one.body, key=f"other {one.key}")


def named(name: str, body: bytes) -> Message:
    return message(str(uuid.uuid5(uuid.NAMESPACE_OID, name)), body, key=name)


def id_of(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"phendau:declarations:{named(name, b'').id}"))


def receipt(serious: Serious, name: str) -> tuple[int, ...]:
    """Rows, kept, repeated, refused."""
    wanted = text("select rows, kept + warned, duplicate, refused from ingest_receipt where id = :id")
    with serious.database.reading() as tx:
        found = tx.execute(wanted.bindparams(id=id_of(name))).one()
    return tuple(int(one) for one in found)


def problems(serious: Serious, name: str) -> list[tuple[int, str]]:
    """Line numbers and codes of what was refused."""
    wanted = text("select row, code from ingest_problem where receipt = :id order by seq")
    with serious.database.reading() as tx:
        return [(one.row, one.code) for one in tx.execute(wanted.bindparams(id=id_of(name)))]
