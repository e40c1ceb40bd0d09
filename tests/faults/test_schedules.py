"""The schedule's leader is frozen and killed: point 9 of the list in docs/faults.md."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from services.app.schedule import LEADER
from tests.faults.books import Sheet
from tests.faults.house import Serious
from tests.faults.sending import declaration
from tests.ingest.made_up import write_csv
from tests.servers.process import LoggedProcess

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]

Demand = Callable[[], Sheet]
LEADERS = """
select count(*) from pg_locks join pg_database on pg_database.oid = pg_locks.database
where locktype = 'advisory' and granted and datname = current_database()
  and (classid::bigint << 32 | objid::bigint) = hashtext(%s)::bigint
"""


def test_a_leader_that_is_frozen_and_one_that_is_killed_are_followed_by_another(
    serious: Serious, demand_balance: Demand
):
    put(serious, "before.csv", 0)
    schedules = [serious.start("tick") for _ in range(3)]
    first = the_leader(serious, schedules)
    assert number_of_leaders(serious) == 1

    first.pause()
    second = the_leader(serious, [one for one in schedules if one is not first])
    first.resume()
    serious.wait_until(
        lambda: "no longer the leader" in first.log.read_text(), "the first knows that it is over"
    )
    assert number_of_leaders(serious) == 1

    second.kill()
    put(serious, "after.csv", 100)
    serious.wait_until(lambda: leaderships(schedules) >= 3, "one of the others leads")
    serious.wait_for_stored(200)

    assert number_of_leaders(serious) == 1
    serious.sender.took(range(10))
    assert demand_balance().stored == 200
    assert serious.number("count(*) from ingest_receipt") == 2
    assert serious.number("sum(duplicate) from ingest_receipt") == 0


def the_leader(serious: Serious, among: list[LoggedProcess]) -> LoggedProcess:
    """Whoever says that it leads."""
    leading: list[LoggedProcess] = []

    def found() -> bool:
        leading[:] = [one for one in among if "leads the schedule" in one.log.read_text()]
        return bool(leading)

    serious.wait_until(found, "one of the schedules leads")
    assert len(leading) == 1
    return leading[0]


def leaderships(schedules: list[LoggedProcess]) -> int:
    """How often anybody has begun to lead."""
    return sum(one.log.read_text().count("leads the schedule") for one in schedules)


def number_of_leaders(serious: Serious) -> int:
    """How many hold the lock, as the database sees it."""
    with psycopg.connect(serious.database_url.replace("+psycopg", "")) as connection:
        (count,) = connection.execute(LEADERS, [LEADER]).fetchone() or (0,)
    return int(count)


def put(serious: Serious, name: str, first: int) -> Path:
    """A file of a hundred declarations in the inbox."""
    rows = [declaration(number) for number in range(first, first + 100)]
    folder = serious.folder / "home" / "inbox" / "declarations"
    folder.mkdir(parents=True, exist_ok=True)
    return write_csv(folder / name, [list(rows[0]), *(list(row.values()) for row in rows)])
