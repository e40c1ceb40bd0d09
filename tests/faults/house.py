"""The serious house as processes that may be hurt: its real commands, on a broker and a database of ours."""

import signal
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from services.plumbing.bus.kafka import KafkaLog
from services.plumbing.clock import system_clock
from services.plumbing.database import Database
from services.plumbing.relay import relay
from tests.faults.sending import Sender
from tests.servers.fixtures import AnyKafka, AnyPostgres
from tests.servers.forked import ForkedCommand
from tests.servers.process import LoggedProcess
from tests.servers.waiting import NeverHappened, wait_until

SESSION_SECONDS = 2.0  # how long a group waits for a silent member; short, for each death costs it
SECONDS = 60
WAITING = """
select pid, state, wait_event_type, wait_event, now() - state_change, left(query, 60) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid()
"""
SECRET = "a key for tests of faults only, longer than thirty-two"


@dataclass
class Serious:
    """One house on Kafka and PostgreSQL: its processes, its sender, and what was accepted of him."""

    kafka: AnyKafka
    database_url: str
    folder: Path
    prefix: str = field(default_factory=lambda: f"faults-{uuid.uuid4().hex[:8]}.")
    processes: list[LoggedProcess] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.database = Database(self.database_url, system_clock)
        self.log = self.open_log()
        self.sender = Sender(self.log)

    def open_log(self) -> KafkaLog:
        """The house's log, for this process."""
        return KafkaLog(self.kafka.bootstrap, prefix=self.prefix, session_seconds=SESSION_SECONDS)

    def settings(self, **more: str) -> dict[str, str]:
        """What every process of the house is told."""
        return {
            "home": str(self.folder / "home"),
            "database_url": self.database_url,
            "kafka_bootstrap": self.kafka.bootstrap,
            "kafka_prefix": self.prefix,
            "kafka_session_seconds": str(SESSION_SECONDS),
            "secret_key": SECRET,
        } | more

    def start(self, *words: str, fault: str = "", **settings: str) -> LoggedProcess:
        """Start a command of the house, perhaps one that is going to hurt itself."""
        log = self.folder / f"{'-'.join(words[:2])}-{len(self.processes)}.log"
        process = ForkedCommand(words, log, self.settings(fault=fault, **settings))
        process.start()
        self.processes.append(process)
        return process

    def work(self, *rooms: str) -> list[LoggedProcess]:
        """Start sound workers."""
        return [self.start("work", room) for room in rooms]

    def number(self, what: str) -> int:
        """One number from the database."""
        with self.database.reading() as tx:
            return int(tx.execute(text(f"select {what}")).scalar_one() or 0)

    def stored(self) -> int:
        """How many declarations are kept."""
        return self.number("count(*) from ingest_record where feed = 'declarations'")

    def wait_until(self, condition: Callable[[], bool], what: str, seconds: float = SECONDS) -> None:
        """Wait; in vain, say what the processes said last."""
        try:
            wait_until(condition, seconds, what)
        except NeverHappened as never:
            raise NeverHappened(f"{never}\n{self.words()}") from never

    def wait_for_stored(self, count: int) -> None:
        """Until so many declarations are kept."""
        self.wait_until(lambda: self.stored() >= count, f"{count} declarations are stored")

    def demand_suicide(self, process: LoggedProcess) -> None:
        """The process kills itself at its fault point."""
        self.wait_until(lambda: not process.running, "it has killed itself")
        assert process.wait(1) == -signal.SIGKILL, process.last_words()

    def publish(self) -> None:
        """What a relay would do, here and now."""
        while relay(self.database, self.log):
            pass

    def words(self) -> str:
        """What the processes said last, and what the database is waiting for."""
        said = [f"[{one.log.name}]\n{one.last_words(8)}" for one in self.processes]
        with self.database.reading() as tx:
            said += [f"[database] {' '.join(map(str, row))}" for row in tx.execute(text(WAITING))]
        return "\n".join(said)

    def end(self) -> None:
        """End all."""
        self.sender.stop()
        for process in self.processes:
            process.kill()
        self.log.close()
        self.database.close()


@contextmanager
def serious_house(kafka: AnyKafka, postgres: AnyPostgres, template: str, folder: Path) -> Iterator[Serious]:
    """A house on a copy of a migrated database; ended and forgotten afterwards."""
    url = postgres.fresh_database(like=template)
    house = Serious(kafka, url, folder)
    try:
        yield house
    finally:
        house.end()
        postgres.start()
        postgres.drop_database(url)
