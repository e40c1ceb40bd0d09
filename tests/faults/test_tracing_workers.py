"""The consumer `tracing` killed at every step of an exposure site: point 13 of the list in docs/faults.md."""

import signal
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.app.settings import Settings
from services.app.wiring import House, build
from services.ingest.receipts import receive_records
from services.plumbing.clock import system_clock
from services.plumbing.lag import behind
from services.plumbing.relay import relay
from tests.faults.conftest import SHEETS
from tests.faults.house import SECRET, SESSION_SECONDS
from tests.faults.lists import WORKERS, ListSheet, behind_all, list_balance
from tests.servers.forked import ForkedCommand
from tests.servers.waiting import wait_until

KINDS = [
    pytest.param("embedded", id="sqlite"),
    pytest.param("serious", id="kafka-postgres", marks=[pytest.mark.kafka, pytest.mark.postgres]),
]
PEOPLE, TIMES, SECONDS = 60, 6, 60
MARKET, PIER, TOWN = "Chợ Mẫu Cột", "Bến Mẫu Gió", "205"
TODAY = system_clock().replace(microsecond=0)
DAY = (TODAY - timedelta(days=3)).date()


class Traced:
    """A house whose intake and relay are the test's own hand, and whose other workers may be hurt."""

    def __init__(self, given: dict[str, Any], folder: Path) -> None:
        self._given, self._folder = given, folder
        self._processes: list[ForkedCommand] = []
        self.deaths = 0
        self.house: House = build(Settings(**given))

    def keep(self, feed: str, *rows: dict[str, Any]) -> None:
        """What a door does, and what a relay does behind it."""
        with self.house.database.transaction() as tx:
            receipt = receive_records(tx, self.house.feeds[feed], rows, self.house.reading())
            assert receipt.kept + receipt.warned == len(rows), receipt
        self.publish()

    def publish(self) -> None:
        """Everything committed reaches the log."""
        while relay(self.house.database, self.house.log):
            pass

    def start(self, name: str, fault: str = "", **more: str) -> ForkedCommand:
        """Start a worker, perhaps one that is going to hurt itself."""
        given = {name: str(value) for name, value in self._given.items()} | {"fault": fault} | more
        log = self._folder / f"{name}-{len(self._processes)}.log"
        process = ForkedCommand(["work", name], log, given)
        process.start()
        self._processes.append(process)
        return process

    def die_at(self, fault: str, name: str = "tracing") -> None:
        """The worker takes what waits, and kills itself on the way."""
        process = self.start(name, fault)
        wait_until(lambda: not process.running, SECONDS, f"killed at {fault}\n{process.last_words()}")
        assert process.wait(1) == -signal.SIGKILL, process.last_words()

    def perhaps_die(self, fault: str, seed: int) -> None:
        """A worker that may or may not come to the end of the log."""
        process = self.start("tracing", fault, fault_seed=str(seed))
        tracing = self.house.consumers["tracing"]

        def over() -> bool:
            return not process.running or not behind(self.house.database, self.house.log, tracing)

        wait_until(over, SECONDS, f"it has died or is done\n{process.last_words()}")
        self.deaths += process.has_ended
        process.kill()

    def settle(self) -> None:
        """Sound workers do what is left, and are ended."""
        self.work_off(*WORKERS)

    def work_off(self, *names: str) -> None:
        """These workers come to the end of the log, and are ended."""
        sound = [self.start(name) for name in names]

        def still() -> bool:
            """Twice: what the first of them said as it came to the end is for the next."""
            return self.is_heard(names) and self.is_heard(names)

        wait_until(still, SECONDS, f"at the end of the log: {names}")
        for one in sound:
            one.stop()
        self.publish()

    def is_heard(self, names: Sequence[str]) -> bool:
        """Publish what waits; has everybody handled all that was there?"""
        self.publish()
        return behind_all(self.house, names) == 0

    def end(self) -> None:
        """End all."""
        for one in self._processes:
            one.kill()
        self.house.close()


@pytest.fixture(params=KINDS)
def traced(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Traced]:
    """A house of each kind in which sixty people said where they had been."""
    given: dict[str, Any] = {"home": tmp_path / "home", "secret_key": SECRET}
    if request.param == "serious":
        serious = request.getfixturevalue("serious")
        given |= {
            "database_url": serious.database_url,
            "kafka_bootstrap": serious.kafka.bootstrap,
            "kafka_prefix": serious.prefix,
            "kafka_session_seconds": SESSION_SECONDS,
        }
    traced = Traced(given, tmp_path)
    traced.house.move_in()
    traced.keep("declarations", *(declared(number, MARKET) for number in range(PEOPLE)))
    traced.settle()
    yield traced
    traced.end()


@pytest.fixture
def demand_balance(traced: Traced, request: pytest.FixtureRequest):
    """Sound workers end what was begun; then everything is counted again."""

    def demand() -> ListSheet:
        traced.settle()
        sheet = list_balance(traced.house)
        SHEETS.append((request.node.name, sheet))
        sheet.demand()
        return sheet

    return demand


@pytest.mark.parametrize(
    "steps",
    [("polled:1", "prepared:1", "settled:2"), ("settled:5", "kept:1", "committing:1"), ("committed:1",) * 3],
    ids=["before", "within", "after"],
)
def test_a_worker_killed_while_sites_come_change_and_go_leaves_what_a_rebuild_gives(
    traced: Traced, demand_balance, steps
):
    come, change, go = steps
    traced.keep("exposure-sites", site("D-1", MARKET, 8, 11), site("D-2", PIER, 8, 11))
    traced.die_at(come)
    traced.keep("declarations", declared(0, PIER), declared(1, PIER))  # corrected: they were somewhere else
    traced.keep("exposure-sites", site("D-3", MARKET, 12, 13), site("D-1", MARKET, 14, 15))
    traced.die_at(change)
    traced.keep("exposure-sites", site("D-3", PIER, 12, 13))  # moved: others were there
    traced.die_at(go)

    sheet = demand_balance()

    assert sheet.visits >= PEOPLE and sheet.lists == 3 and sheet.items == PEOPLE
    assert sheet.listed == PEOPLE - 2 + 2 + 2  # the market's, and those of two sites at the pier


def test_a_worker_of_work_killed_at_every_step_leaves_everybody_with_one_item(traced: Traced, demand_balance):
    for number, point in enumerate(("polled", "prepared", "kept", "committing", "committed")):
        traced.keep("exposure-sites", site(f"D-{number}", MARKET, 6 + number, 8 + number))
        traced.work_off("tracing")
        traced.die_at(f"{point}:1", "work")

    sheet = demand_balance()

    assert sheet.lists == 5 and sheet.items == PEOPLE


def test_workers_that_die_by_chance_again_and_again_come_to_the_same_lists(traced: Traced, demand_balance):
    for number in range(TIMES):
        traced.keep("exposure-sites", site(f"D-{number}", MARKET, 6 + number, 8 + number))
        traced.keep("declarations", declared(number, PIER))
        traced.perhaps_die("polled:0.4,settled:0.2,committed:0.5", seed=number)

    sheet = demand_balance()

    assert traced.deaths > 0
    assert sheet.lists == TIMES and sheet.listed == TIMES * (PEOPLE - TIMES)


# --- small parts ------------------------------------------------------------------------------------------


def declared(number: int, place: str) -> dict[str, Any]:
    """An invented person's declaration: a whole day at one place."""
    return {
        "declaration_id": f"MAU-{number}", "declared_at": (TODAY - timedelta(days=1)).isoformat(),
        "full_name": f"Nguyễn Văn Mẫu {number}", "id_number": f"0220901{number:05}", "birth_year": "1990",
        "sex": "Nam", "phone": f"09{number:08}", "from_area": "290", "to_area": TOWN,
        "any_symptom": "không", "places_14d": f"{place}|{TOWN}|{DAY}|{DAY}",
    }  # fmt: skip


def site(number: str, place: str, start: int, end: int) -> dict[str, Any]:
    return {
        "site_id": number, "place": place, "area": TOWN, "start": f"{DAY} {start:02}:00",
        "end": f"{DAY} {end:02}:00", "advice": "Cách ly tại nhà, lấy mẫu xét nghiệm",
    }  # fmt: skip
