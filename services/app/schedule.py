"""Name, rhythm, function: everything that runs by the clock. One process at a time runs it."""

import fcntl
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from services.app.follow_up_room import list_overdue_visits
from services.app.localities_room import look_through
from services.app.wiring import House
from services.ingest.folder import receive_folder
from services.ingest.forgetting import forget
from services.ingest.identities import still_known
from services.linkage.faces import forget_faces
from services.plumbing.pruning import prune
from services.posts.scans import forget_scans
from services.tracing.retracing import review_localities
from services.tracing.work_forgetting import forget_work

log = logging.getLogger(__name__)

LEADER = "phendau.schedule"
HEARTBEAT_SECONDS = 1.0
SILENT_SECONDS = 10
"""A leader that is frozen for so long is one no more: the server ends its session, and the lock with it."""
PIPES_REMEMBER = timedelta(days=30)  # a broker keeps its messages for a week; nobody replays further back


@dataclass(frozen=True)
class Job:
    """One thing done again and again; each is safe to run twice."""

    name: str
    every_seconds: int
    run: Callable[[House], object]


def _inbox(house: House) -> None:
    inbox = house.settings.home / "inbox"
    receive_folder(
        house.database,
        house.feeds,
        inbox,
        reading_of=house.reading,
        learned_at=house.clock(),
        limit=house.settings.max_file,
    )


def _forget(house: House) -> None:
    now = house.clock()
    with house.database.transaction() as tx:
        retention = house.jurisdiction.law.retention.on(now).value
        forgotten = forget(tx, house.feeds, retention, now)
        forget_scans(tx, retention, now)
        forget_work(tx, retention, now)
        if forgotten:
            forget_faces(tx, still_known)
    log.info("forgot", extra={"people": forgotten})


def _localities(house: House) -> None:
    with house.database.transaction() as tx:
        review_localities(tx, look_through(house.jurisdiction, house.clock))


def _prune(house: House) -> None:
    with house.database.transaction() as tx:
        prune(tx, house.clock() - PIPES_REMEMBER)


JOBS: tuple[Job, ...] = (
    Job("send", 5, House.send),
    Job("inbox", 15, _inbox),
    Job("regrade", 300, House.regrade),
    Job("localities", 300, _localities),
    Job("follow-up", 300, list_overdue_visits),
    Job("work", 120, House.list_work),
    Job("forget", 3600, _forget),
    Job("prune", 3600, _prune),
)
"""`regrade` by the clock: windows move on, laws and orders begin and end without any message."""


def run_schedule(house: House, stop: threading.Event) -> None:
    """Wait to become the leader, run the jobs until told to stop or until leadership is lost."""
    while not stop.is_set():
        try:
            with _leadership(house) as lead:
                _lead_or_wait(house, lead, stop)
        except DBAPIError:  # the database is away: leadership went with it, and is asked for again
            log.warning("the schedule waits for the database")
            stop.wait(HEARTBEAT_SECONDS)


def run_all_once(house: House) -> None:
    """Every job once, in this thread: for tests, and for what a person asks by hand."""
    for job in JOBS:
        job.run(house)


Lead = Callable[[], bool]
"""Answers whether leadership still holds."""


def _lead_or_wait(house: House, lead: Lead | None, stop: threading.Event) -> None:
    if lead is None:
        stop.wait(HEARTBEAT_SECONDS)
        return
    log.info("leads the schedule")
    scheduler = _scheduler(house)
    scheduler.start()
    try:
        _hold(lead, stop)
    finally:
        scheduler.shutdown(wait=True)


def _scheduler(house: House) -> BackgroundScheduler:
    scheduler = BackgroundScheduler(timezone="UTC")
    for job in JOBS:
        # One run at a time, and one run for all that were missed: every job looks at the present.
        trigger = IntervalTrigger(seconds=job.every_seconds)
        scheduler.add_job(
            _run, trigger, (house, job), id=job.name, max_instances=1, coalesce=True, misfire_grace_time=None
        )
    return scheduler


def _run(house: House, job: Job) -> None:
    try:
        job.run(house)
    except Exception:  # the next turn tries again; a fault must not end the schedule
        log.exception("job failed", extra={"job": job.name})


def _hold(lead: Lead, stop: threading.Event) -> None:
    while not stop.wait(HEARTBEAT_SECONDS):
        if not lead():
            log.warning("no longer the leader of the schedule")
            return


@contextmanager
def _leadership(house: House) -> Iterator[Lead | None]:
    """The right to run the jobs: an advisory lock on PostgreSQL, a locked file beside SQLite. None: taken."""
    if house.database.url.get_backend_name() == "postgresql":
        with house.database.engine.connect() as connection:
            connection.detach()  # else the pool would keep the session, and with it the lock, after the end
            yield _postgres_lead(connection)
    else:
        with _lock_file(house.settings.home / "schedule.lock") as held:
            yield (lambda: True) if held else None


def _postgres_lead(connection: Connection) -> Lead | None:
    silence = {"silence": f"{SILENT_SECONDS}s"}
    connection.execute(text("select set_config('idle_session_timeout', :silence, false)"), silence)
    taken = connection.execute(
        text("select pg_try_advisory_lock(hashtext(:name))"), {"name": LEADER}
    ).scalar_one()
    connection.commit()  # the lock is the session's, not the transaction's: nothing stays open
    return (lambda: _answers(connection)) if taken else None


def _answers(connection: Connection) -> bool:
    try:
        connection.execute(text("select 1"))
        connection.commit()
    except DBAPIError:
        return False  # the lock went with the connection
    return True


@contextmanager
def _lock_file(path: Path) -> Iterator[bool]:
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
