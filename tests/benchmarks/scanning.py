"""A scan right after each new fact, on the busiest day of the wave; beside a whole survey for each scan."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from services.app.assessing import Journey, assess_journey
from services.app.declaration_codes import code_for
from services.app.scanning import Asking, scan
from services.app.wiring import House
from services.domain.events import CaseReported
from services.domain.records import FoundIn, SourceKnown
from services.domain.viewers import COMMAND
from services.ingest.tables import RecordRow
from services.plumbing.database import Transaction
from services.posts.answers import Seen
from services.risk.hearing import handlers
from services.risk.survey import survey
from tests.benchmarks.measuring import Result
from tests.benchmarks.waves import house_on_the_busiest_day

SCANS, SURVEYS = 300, 30
LIMIT_MS = 50


def run(folder: Path) -> Iterator[Result]:
    """Milliseconds of processor, 99 of 100 scans; a new case is heard before each."""
    house = house_on_the_busiest_day(folder, volume=0.02)
    codes = _codes(house)
    scanned = _p99(house, SCANS, lambda tx, n: scan(house, tx, _asking(house), codes[n % len(codes)], Seen()))
    told = _p99(
        house, SCANS, lambda tx, n: assess_journey(house, tx, Journey(origin="30"), house.clock(), "vi")
    )
    surveyed = _p99(house, SURVEYS, lambda tx, n: survey(tx, house.jurisdiction, house.clock()))
    house.close()
    other = "a whole survey each time, before the scan"
    yield Result("scan after each new fact, p99", "CPU ms", scanned, other, surveyed, limit=LIMIT_MS)
    yield Result("assess without a code, p99", "CPU ms", told, other, surveyed, limit=LIMIT_MS)


def _asking(house: House) -> Asking:
    return Asking(COMMAND, "C01", house.clock())


def _codes(house: House) -> list[str]:
    wanted = select(RecordRow.key).where(RecordRow.feed == "declarations").order_by(RecordRow.id.desc())
    with house.database.transaction() as tx:
        names = tx.execute(wanted.limit(50)).scalars().all()
        return [code_for(house, tx, COMMAND, name).code for name in names]


def _p99(house: House, times: int, work: Callable[[Transaction, int], object]) -> float:
    spent = []
    for number in range(times):
        _a_new_case(house, number)
        with house.database.transaction() as tx:
            started = time.process_time()
            work(tx, number)
            spent.append(time.process_time() - started)
    return sorted(spent)[round(times * 0.99) - 1] * 1000


def _a_new_case(house: House, number: int) -> None:
    """Heard by risk, not yet graded."""
    at = house.clock() - timedelta(minutes=number)
    told = CaseReported(
        ref=f"bench-{number}",
        learned_at=house.clock(),
        area="30",
        confirmed_at=at,
        count=1,
        source=SourceKnown.UNKNOWN,
        found_in=FoundIn.COMMUNITY,
    )
    with house.database.transaction() as tx:
        handlers(house.jurisdiction.areas, lambda: 14)[CaseReported](told, tx)
