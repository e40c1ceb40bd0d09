"""Processes around one log and one database, ended with the test; the sheets that were balanced."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from services.app.migrating import migrate
from services.plumbing import cloudevents
from services.plumbing.bus.kafka import KafkaLog
from services.plumbing.clock import system_clock
from services.plumbing.database import Database
from tests.conformance.conftest import pipes, sweep, swept_at_last  # noqa: F401  # pytest finds them by name
from tests.conformance.pipes import Pipes, cases
from tests.faults.books import Sheet, balance, stands_at_end
from tests.faults.house import Serious, serious_house
from tests.faults.lists import ListSheet
from tests.servers.fixtures import AnyKafka, AnyPostgres
from tests.servers.process import LoggedProcess
from tests.servers.waiting import NeverHappened, wait_until

ROOT = Path(__file__).parents[2]
SESSION_MS = 3000  # how long a group waits for a silent member; short, for each death costs it
SECONDS = 40


@dataclass
class Crew:
    """The house as processes; what the test accepts goes into the outbox, as intake would put it."""

    pipes: Pipes
    folder: Path
    accepted: int = 0
    processes: list[LoggedProcess] = field(default_factory=list)

    def start(self, role: str, fault: str = "") -> LoggedProcess:
        """Start a worker or a relay, perhaps one that is going to die."""
        log = self.pipes.log
        task = {
            "role": role,
            "database": self.pipes.database.url.render_as_string(hide_password=False),
            "kafka": ",".join(log._bootstrap) if isinstance(log, KafkaLog) else None,
            "prefix": cloudevents.EVENT_TOPIC_PREFIX,
            "consumer": self.pipes.name,
            "fault": fault,
            "session_ms": SESSION_MS,
        }
        command = [sys.executable, "-m", "tests.faults.worker", json.dumps(task)]
        process = LoggedProcess(
            ["env", f"--chdir={ROOT}", *command], self.folder / f"{role}-{len(self.processes)}.log"
        )
        process.start()
        self.processes.append(process)
        return process

    def accept(self, count: int) -> None:
        """Commit events of four areas, a few at a time; a failed commit would have been no acceptance."""
        fresh = cases(self.accepted + count)[self.accepted :]
        for start in range(0, count, 10):
            with self.pipes.database.transaction() as tx:
                tx.emit(
                    *(
                        one.model_copy(update={"area": str(one.cases % 4)})
                        for one in fresh[start : start + 10]
                    )
                )
        self.accepted += count

    def wait_for(self, effects: int) -> None:
        """Until so many effects are counted."""
        self.wait_until(lambda: len(self.pipes.effects()) >= effects, f"{effects} effects")

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait; in vain, say what the processes said last."""
        try:
            wait_until(condition, SECONDS, what)
        except NeverHappened as never:
            raise NeverHappened(f"{never}\n{self.words()}") from never

    def demand_balance(self) -> None:
        """Everything accepted took effect exactly once, and nothing is left lying about."""
        self.wait_for(self.accepted)
        self.wait_until(lambda: not self.pipes.outbox(), "the outbox is empty")
        assert sorted(self.pipes.effects()) == list(range(self.accepted)), self.words()
        assert self.pipes.positions() >= self.accepted and self.pipes.parked() == []

    def words(self) -> str:
        """What the processes said last."""
        return "\n".join(process.last_words(8) for process in self.processes)

    def end(self) -> None:
        """End all."""
        for process in self.processes:
            process.kill()


@pytest.fixture
def crew(pipes: Pipes, tmp_path: Path) -> Iterator[Crew]:  # noqa: F811  # the fixture above
    """A crew that is ended with the test."""
    crew = Crew(pipes, tmp_path)
    yield crew
    crew.end()


SHEETS: list[tuple[str, Sheet | ListSheet]] = []


@pytest.fixture(scope="session")
def template(postgres_server: AnyPostgres) -> str:
    """The address of a migrated, empty database, of which each test gets a copy."""
    url = postgres_server.fresh_database()
    database = Database(url, system_clock)
    migrate(database)
    database.close()
    return url


@pytest.fixture
def serious(
    kafka_server: AnyKafka,
    postgres_server: AnyPostgres,
    template: str,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[Serious]:
    """The serious house, ended with the test."""
    with serious_house(kafka_server, postgres_server, template, tmp_path) as house:
        yield house
    caplog.get_records("call").clear()  # what the clients logged holds on to their sockets
    sweep()


@pytest.fixture
def demand_balance(serious: Serious, request: pytest.FixtureRequest) -> Callable[[], Sheet]:
    """Wait until the intake has come to the end of the log, then balance the books."""

    def demand() -> Sheet:
        serious.sender.stop()
        serious.wait_until(lambda: stands_at_end(serious), "the intake stands at the end of the log")
        sheet = balance(serious)
        SHEETS.append((request.node.name, sheet))
        sheet.demand()
        return sheet

    return demand


def pytest_unconfigure() -> None:
    """The last test's log held on to clients that are gone."""
    sweep()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The balance sheets of this run, for who asks for them (`just faults`)."""
    if SHEETS and terminalreporter.config.getoption("verbose") > 0:
        terminalreporter.section("balance sheets")
        for name, sheet in SHEETS:
            terminalreporter.write_line(f"{name}\n    {sheet.line()}")
