"""What runs by the clock: every job bears being run on an empty house, and one process at a time leads."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.app import schedule
from services.app.schedule import JOBS, Job, run_all_once, run_schedule
from services.app.settings import Settings
from services.app.wiring import House, build
from services.plumbing.clock import SetClock
from tests.servers.waiting import wait_until


@pytest.fixture
def houses(url: str, tmp_path: Path, clock: SetClock) -> Iterator[tuple[House, House]]:
    """Two processes' view of one deployment: the same database, the same folder."""
    settings = Settings(home=tmp_path / "home", database_url=url, kafka_bootstrap=None, lang="vi")
    pair = build(settings, clock), build(settings, clock)
    pair[0].move_in()
    yield pair
    for house in pair:
        house.close()


class Runner:
    """A schedule in a thread of its own."""

    def __init__(self, house: House) -> None:
        self.stop = threading.Event()
        self.thread = threading.Thread(target=run_schedule, args=(house, self.stop))
        self.thread.start()

    def end(self) -> None:
        self.stop.set()
        self.thread.join(20)
        assert not self.thread.is_alive()


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[House]:
    """Who ran the only job there is, in order; the leader's heart beats fast."""
    found: list[House] = []
    monkeypatch.setattr(schedule, "JOBS", (Job("note", 1, found.append),))
    monkeypatch.setattr(schedule, "HEARTBEAT_SECONDS", 0.05)
    return found


def test_every_job_runs_on_an_empty_house(houses: tuple[House, House]):
    run_all_once(houses[0])
    run_all_once(houses[0])

    assert {job.name for job in JOBS} >= {"send", "inbox", "regrade", "forget"}


def test_a_second_schedule_waits_until_the_first_one_ends(houses: tuple[House, House], ran: list[House]):
    first, second = houses
    leader = Runner(first)
    wait_until(lambda: first in ran, 20, "the first schedule runs its job")

    waiting = Runner(second)
    count = len(ran)
    wait_until(lambda: len(ran) >= count + 2, 20, "the job runs twice more")
    only_the_first_ran = second not in ran
    leader.end()
    wait_until(lambda: second in ran, 20, "the second schedule has taken over")
    waiting.end()

    assert only_the_first_ran


def test_a_job_that_fails_does_not_end_the_schedule(
    houses: tuple[House, House], monkeypatch: pytest.MonkeyPatch, ran: list[House]
):
    def fails(house: House) -> None:
        ran.append(house)
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(schedule, "JOBS", (Job("fails", 1, fails),))
    runner = Runner(houses[0])

    wait_until(lambda: len(ran) >= 2, 20, "the job was tried again")
    runner.end()


@pytest.mark.postgres
def test_a_schedule_outlives_a_crash_of_its_database(
    mortal_postgres, tmp_path: Path, clock: SetClock, ran: list[House]
):
    url = mortal_postgres.fresh_database()
    settings = Settings(home=tmp_path / "home", database_url=url, kafka_bootstrap=None, lang="vi")
    house = build(settings, clock)
    house.move_in()
    runner = Runner(house)
    wait_until(lambda: bool(ran), 20, "the schedule runs")

    mortal_postgres.crash()
    mortal_postgres.start()
    count = len(ran)

    wait_until(lambda: len(ran) > count + 1, 30, "the schedule runs again")
    runner.end()
    house.close()
