"""The whole wave as the house saw it: every step of every area's level, read from the replayed database."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from services.app.settings import read_settings
from services.plumbing.clock import system_clock
from services.plumbing.database import Database, Transaction
from services.policy.reader import Jurisdiction, load_jurisdiction
from services.risk.tables import GradeRow
from tests.journeys.command import phendau

HARDLY_ANYBODY = "0.001"
"""Cases, orders, incidents and contacts are all played at any volume; only declarations are fewer."""

SECONDS = 900


@dataclass(frozen=True)
class Step:
    """What an area showed and what the law suggested, from a moment on."""

    at: datetime
    level: int | None
    suggested: int | None
    order: str | None


Steps = Mapping[str, list[Step]]
"""By area, the oldest first."""


@dataclass(frozen=True)
class Wave:
    """The replayed house, closed."""

    home: Path
    jurisdiction: Jurisdiction
    steps: Steps

    @contextmanager
    def opened(self) -> Iterator[Database]:
        """Its database."""
        with closing(Database(read_settings(home=self.home).url(), system_clock)) as database:
            yield database


def play_wave(home: Path, volume: str = HARDLY_ANYBODY) -> Wave:
    """Replay the wave from 20 January to the end of March 2021 by the command line."""
    played = phendau(home, "demo", "--once", "--json", "--volume", volume, seconds=SECONDS)
    assert played.returncode == 0, played.stderr
    settings = read_settings(home=home)
    jurisdiction = load_jurisdiction(settings.jurisdiction)
    with closing(Database(settings.url(), system_clock)) as database, database.reading() as tx:
        return Wave(home, jurisdiction, steps_in(tx, jurisdiction))


def steps_in(tx: Transaction, jurisdiction: Jurisdiction) -> Steps:
    """Every kept step, in local time."""
    steps: defaultdict[str, list[Step]] = defaultdict(list)
    wanted = select(GradeRow.area, GradeRow.at, GradeRow.level, GradeRow.suggested, GradeRow.order_number)
    for row in tx.execute(wanted.order_by(GradeRow.at, GradeRow.id)):
        at = row.at.astimezone(jurisdiction.zone)
        steps[row.area].append(Step(at, row.level, row.suggested, row.order_number))
    return steps
