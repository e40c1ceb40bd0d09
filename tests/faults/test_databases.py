"""The database crashes, keeps us waiting, hangs up, is full: point 5 of the list in docs/faults.md."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import psycopg
import pytest

from services.plumbing.clock import system_clock
from services.plumbing.engine import BUSY_MS
from tests.faults.books import Sheet
from tests.faults.house import Serious
from tests.faults.sending import declaration, name_of
from tests.servers.fixtures import AnyPostgres
from tests.servers.postgres import SYSTEM_USER, PostgresServer
from tests.servers.waiting import free_ports

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]

Demand = Callable[[], Sheet]
DISK_FULL = """
create function full_disk() returns trigger language plpgsql as
$$ begin raise exception using errcode = 'disk_full', message = 'no space left on device'; end $$;
create trigger full_disk before insert on ingest_record for each row execute function full_disk()
"""


def test_a_database_that_crashes_under_load_loses_and_repeats_nothing(
    serious: Serious, demand_balance: Demand, mortal_postgres: AnyPostgres
):
    serious.sender.go_on_sending()
    serious.work("intake", "intake", "relay")
    for _ in range(2):
        serious.wait_for_stored(serious.stored() + 200)
        mortal_postgres.crash()
        mortal_postgres.start()

    serious.wait_for_stored(serious.stored() + 200)
    assert demand_balance().stored == len(serious.sender.accepted)


def test_a_door_without_its_database_says_503_and_takes_the_repeat(
    serious: Serious, demand_balance: Demand, mortal_postgres: AnyPostgres
):
    port = free_ports(1)[0]
    url = f"http://127.0.0.1:{port}"
    serious.start("serve", "ingest", "--port", str(port))
    serious.wait_until(lambda: is_live(url), "the door is open")
    rows = [declaration(number) for number in range(30)]
    assert post(url, rows[:10]).status_code == 202

    mortal_postgres.crash()
    answers = [post(url, rows[10:20]) for _ in range(3)]
    mortal_postgres.start()
    serious.wait_until(lambda: post(url, rows[10:]).status_code == 202, "the door takes it again")

    assert [one.status_code for one in answers] == [503] * 3
    assert {one.json()["error"]["code"] for one in answers} == {"database_unavailable"}
    serious.sender.accepted |= {name_of(number) for number in range(30)}
    assert demand_balance().stored == 30


def test_a_lock_that_is_not_given_and_a_line_cut_in_mid_copy_are_waited_for(
    serious: Serious, demand_balance: Demand
):
    with another_who_writes(serious, name_of(7)) as cut:
        serious.sender.send(4)
        (worker,) = serious.work("intake")
        serious.wait_until(
            lambda: said(worker, "OperationalError") == 1, "a lock is not given", BUSY_MS / 500
        )
        serious.wait_until(lambda: cut() == 1, "the line is cut while rows are copied")
        serious.wait_until(lambda: said(worker, "OperationalError") == 2, "the worker has noticed")

    assert demand_balance().stored == 80
    assert serious.number("count(*) from plumbing_parked") == 0


def test_a_full_disk_is_waited_for_and_parks_nothing(
    serious: Serious, demand_balance: Demand, postgres_server: AnyPostgres
):
    with full_disk(serious, postgres_server) as make_room:
        serious.sender.send(60)
        (worker,) = serious.work("intake")
        serious.wait_until(lambda: said(worker, "OperationalError") >= 2, "the disk is full, twice")
        assert worker.running
        make_room()
        serious.wait_for_stored(1200)
        demand_balance()
        serious.database.close()

    assert serious.number("count(*) from plumbing_parked") == 0


# --- small parts ------------------------------------------------------------------------------------------


def said(worker, fault: str) -> int:
    """How often a worker logged a fault for which it waits."""
    return worker.log.read_text().count(f'"fault": "{fault}"')


def post(url: str, rows: list[dict[str, str]]) -> httpx.Response:
    return httpx.post(f"{url}/api/intake/declarations", json=rows, timeout=60, trust_env=False)


def is_live(url: str) -> bool:
    with suppress(httpx.TransportError):
        return httpx.get(f"{url}/health/live", timeout=5, trust_env=False).is_success
    return False


def plain(serious: Serious) -> str:
    return serious.database_url.replace("+psycopg", "")


@contextmanager
def another_who_writes(serious: Serious, key: str) -> Iterator[Callable[[], int]]:
    """Somebody holds a key in an open transaction: who copies the same key waits in the middle of it.

    Gives what cuts the lines of those who wait, and counts them.
    """
    with psycopg.connect(plain(serious)) as holder, psycopg.connect(plain(serious), autocommit=True) as admin:
        holder.execute(
            "insert into ingest_record (id, feed, key, revision, fingerprint, learned_at, receipt, body)"
            " values ('held', 'declarations', %s, 1, 'f', %s, 'r', '{}')",
            [key, system_clock()],
        )

        def cut() -> int:
            waiting = "query like 'COPY ingest_record%' and wait_event_type = 'Lock'"
            return len(
                admin.execute(
                    f"select pg_terminate_backend(pid) from pg_stat_activity where {waiting}"
                ).fetchall()
            )

        yield cut
        holder.rollback()


@contextmanager
def full_disk(serious: Serious, postgres: AnyPostgres) -> Iterator[Callable[[], None]]:
    """Records lie on a very small disk, where we may make one; else the database says that it is full."""
    disk = small_disk(postgres) if isinstance(postgres, PostgresServer) else None
    with psycopg.connect(plain(serious), autocommit=True) as admin:
        if disk is None:
            admin.execute(DISK_FULL)
            yield lambda: admin.execute("drop trigger full_disk on ingest_record") and None
            return
        admin.execute(f"create tablespace small location '{disk}'")
        admin.execute("alter table ingest_record set tablespace small")
        try:
            yield lambda: remount(disk)
        finally:
            for process in serious.processes:  # whoever still writes there
                process.kill()
            give_back(plain(serious), disk)


def small_disk(postgres: PostgresServer) -> Path | None:
    """A disk of its own for PostgreSQL; None where only root could make one, or not even root."""
    disk = postgres.folder / "small"
    disk.mkdir()
    made = os.geteuid() == 0 and mount(disk, "size=400k")
    if not made:
        disk.rmdir()
        return None
    shutil.chown(disk, SYSTEM_USER)
    disk.chmod(0o700)
    return disk


def mount(disk: Path, options: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def remount(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=100m", str(disk)], check=True)


def give_back(url: str, disk: Path) -> None:
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("alter table ingest_record set tablespace pg_default")
        admin.execute("drop tablespace small")
    subprocess.run(["umount", str(disk)], check=True)
    disk.rmdir()
