"""The house in one process, killed in the middle of its commits: point 12 of the list in docs/faults.md."""

import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path

import httpx
import pytest

from tests.faults.sending import declaration
from tests.servers.forked import ForkedCommand
from tests.servers.waiting import free_ports, wait_until

SENDERS = 4
KILLS = 3
SECONDS = 60
ARRIVALS = "topic like '%arrivals-counted%'"
COUNTS = {
    "outbox": "select count(*) from plumbing_outbox",
    "twice": "select count(*) - count(distinct key) from ingest_record",
    "wrong receipts": "select count(*) from ingest_receipt where rows <> kept + warned + duplicate",
    "uncounted": "select (select count(*) from ingest_record) - sum(kept + warned) from ingest_receipt",
    "unheard": "select count(*) - (select coalesce(sum(people), 0) from risk_arrival) from ingest_record",
    "behind": f"select sum(next_offset) - (select sum(next_offset) from plumbing_position where {ARRIVALS}"
    f" and consumer = 'risk') from plumbing_log_head where {ARRIVALS}",
}


class Crowd:
    """Clients who post one declaration after another, and know which were acknowledged."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._numbers = iter(range(1_000_000))
        self._lock = threading.Lock()
        self.acknowledged: set[str] = set()
        self.unanswered: list[int] = []

    def post_until_the_house_dies(self) -> None:
        """From several threads at once."""
        threads = [threading.Thread(target=self._post_on) for _ in range(SENDERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def repeat_unanswered(self) -> None:
        """What nobody answered is sent again, as a client does."""
        while self.unanswered:
            assert self.post(self.unanswered[-1])
            self.unanswered.pop()

    def post(self, number: int) -> bool:
        """Was it acknowledged?"""
        row = declaration(number)
        with suppress(httpx.TransportError):
            answer = httpx.post(f"{self._url}/api/intake/declarations", json=row, timeout=60, trust_env=False)
            assert answer.status_code == 202, answer.text
            with self._lock:
                self.acknowledged.add(row["declaration_id"])
            return True
        return False

    def _post_on(self) -> None:
        while True:
            with self._lock:
                number = next(self._numbers)
            if not self.post(number):
                with self._lock:
                    self.unanswered.append(number)
                return


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_a_house_killed_in_the_middle_of_its_commits_keeps_what_it_acknowledged(home: Path, tmp_path: Path):
    port = free_ports(1)[0]
    crowd = Crowd(f"http://127.0.0.1:{port}")
    for seed in range(KILLS):
        house = opened(home, tmp_path, port, fault="committing:0.02", fault_seed=str(seed))
        crowd.post_until_the_house_dies()
        assert house.wait(10) == -9, house.last_words()
        assert crowd.acknowledged <= keys(home)

    house = opened(home, tmp_path, port)
    crowd.repeat_unanswered()
    wait_until(lambda: not any(imbalance(home).values()), SECONDS, "the books balance")
    house.stop()

    assert keys(home) == crowd.acknowledged
    assert imbalance(home) == dict.fromkeys(COUNTS, 0)


def opened(home: Path, folder: Path, port: int, **settings: str) -> ForkedCommand:
    """The house, serving; one that dies while it opens is opened again, as its supervisor would."""
    given = {"home": str(home), "secret_key": "a key for this test, longer than thirty-two"} | settings
    house = ForkedCommand(["run", "--port", str(port)], folder / "run.log", given)
    house.start()

    def answers() -> bool:
        if not house.running:
            house.start()
        with suppress(httpx.TransportError):
            return httpx.get(f"http://127.0.0.1:{port}/health/live", timeout=5, trust_env=False).is_success
        return False

    wait_until(answers, SECONDS, f"the house answers\n{house.last_words()}")
    return house


def keys(home: Path) -> set[str]:
    """The declarations in the database, read from outside."""
    with closing(sqlite3.connect(home / "house.db")) as database:
        return {key for (key,) in database.execute("select key from ingest_record")}


def imbalance(home: Path) -> dict[str, int]:
    """What must be zero in the end."""
    with closing(sqlite3.connect(home / "house.db", timeout=15)) as database:
        return {name: database.execute(wanted).fetchone()[0] or 0 for name, wanted in COUNTS.items()}
