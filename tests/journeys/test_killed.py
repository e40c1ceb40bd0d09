"""The house is killed (SIGKILL) in the middle of its work and started again: the books balance."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tests.journeys.command import COMMAND, ROOT, environment, phendau
from tests.servers.process import LoggedProcess
from tests.servers.waiting import free_ports, wait_until

ROWS = 20_000
BATCH = 20
CONFIRMED = "2021-08-01"
SECONDS = 90


class Books:
    """What stands in the database of a house in a folder; read from outside, without the house's own code."""

    def __init__(self, home: Path) -> None:
        self._engine = create_engine(f"sqlite:///{home / 'house.db'}")

    def number(self, what: str) -> int:
        """One number; 0 while there is no such table yet."""
        with suppress(OperationalError), self._engine.connect() as connection:
            return int(connection.execute(text(f"select {what}")).scalar_one() or 0)
        return 0

    def close(self) -> None:
        """Give the connection back."""
        self._engine.dispose()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def books(home: Path) -> Iterator[Books]:
    with closing(Books(home)) as found:
        yield found


# --- a file -----------------------------------------------------------------------------------------------


def test_a_file_whose_taking_in_was_killed_goes_on_where_it_stopped(home: Path, books: Books, tmp_path: Path):
    file = tmp_path / "f0.csv"
    rows = "".join(f"MAU-{number},205,{CONFIRMED},1\n" for number in range(ROWS))
    file.write_text("code,area,confirmed_at,count\n" + rows, encoding="utf-8")

    stopped_at = kill_in_mid_file(home, books, file)
    again = phendau(home, "ingest", "cases", str(file), "--json", "--no-settle")

    assert 0 < stopped_at < ROWS
    assert again.returncode == 0, again.stderr
    assert books.number("rows from ingest_receipt") == books.number("kept from ingest_receipt") == ROWS
    assert books.number("count(*) from ingest_receipt") == 1
    assert books.number("count(*) from ingest_record") == ROWS
    assert books.number("count(distinct key) from ingest_record") == ROWS


def kill_in_mid_file(home: Path, books: Books, file: Path) -> int:
    words = ["ingest", "cases", str(file), "--no-settle"]
    with subprocess.Popen(
        [*COMMAND, *words], env=environment(home), cwd=ROOT, stdin=subprocess.DEVNULL
    ) as process:
        wait_until(
            lambda: books.number("max(rows_done) from ingest_file") > 0 or process.poll() is not None,
            SECONDS,
            "the first batch is stored",
        )
        process.kill()
    return books.number("max(rows_done) from ingest_file")


# --- the whole house --------------------------------------------------------------------------------------


class Sender:
    """Posts batches of cases one after another until told to stop; knows which were accepted."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.sent = 0
        self.accepted: list[int] = []

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def stop(self) -> None:
        """Send no more; returns when the last answer, or none, has come."""
        self._stop.set()
        self._thread.join()

    def post(self, number: int) -> dict[str, int] | None:
        """The receipt of one batch; a house that dies answers nothing."""
        batch = [case(number * BATCH + place) for place in range(BATCH)]
        with suppress(httpx.HTTPError):
            answer = httpx.post(f"{self._url}/api/intake/cases", json=batch, timeout=30, trust_env=False)
            assert answer.status_code == 202, answer.text
            return answer.json()
        return None

    def _run(self) -> None:
        while not self._stop.is_set():
            number = self.sent
            self.sent += 1
            if self.post(number) is None:
                return
            self.accepted.append(number)


def test_a_house_killed_while_it_takes_in_keeps_what_it_accepted_and_counts_all_of_it_once(
    home: Path, books: Books, tmp_path: Path
):
    port = free_ports(1)[0]
    url = f"http://127.0.0.1:{port}"
    house = LoggedProcess([*COMMAND, "run", "--port", str(port)], tmp_path / "run.log", environment(home))
    sender = Sender(url)
    start(house, url)

    sender.start()
    wait_until(lambda: books.number("count(*) from risk_case") > BATCH, SECONDS, "some cases are heard")
    house.kill()
    sender.stop()
    start(house, url)
    repeats = {number: sender.post(number) for number in range(sender.sent)}  # as whoever got no answer does
    wait_until(lambda: is_heard(books, sender.sent * BATCH), SECONDS, "every case is heard")
    house.stop()

    assert sender.accepted
    assert {repeats[number]["duplicate"] for number in sender.accepted} == {BATCH}
    demand_balance(books, sender.sent * BATCH)


def demand_balance(books: Books, cases: int) -> None:
    """Each case stored once and heard once; receipts add up; nothing is set aside."""
    assert books.number("count(*) from ingest_record") == cases
    assert books.number("count(distinct key) from ingest_record") == cases
    assert books.number("count(*) from risk_case") == cases
    assert books.number("count(distinct ref) from risk_case") == cases
    assert books.number("sum(rows - kept - warned - duplicate - refused - parked) from ingest_receipt") == 0
    assert books.number("count(*) from plumbing_parked") == 0


def case(number: int) -> dict[str, object]:
    return {"code": f"MAU-{number:06}", "area": "205", "confirmed_at": CONFIRMED, "count": 1}


def start(house: LoggedProcess, url: str) -> None:
    house.start()

    def ready() -> bool:
        assert not house.has_ended, house.last_words()
        with suppress(httpx.HTTPError):
            return httpx.get(f"{url}/health/ready", timeout=10, trust_env=False).is_success
        return False

    wait_until(ready, SECONDS, "the house is ready")


def is_heard(books: Books, cases: int) -> bool:
    return (
        books.number("count(*) from plumbing_outbox") == 0
        and books.number("count(*) from risk_case") >= cases
    )
