"""The demo: a fresh embedded house, the script of the wave, and what came of it."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import inspect, text

from services.alerts.ledger import counts_by_agency_and_state
from services.app.demo import VOLUME
from services.app.demo.facts import read_facts
from services.app.demo.script import deliveries
from services.app.meta import refuse_real_house, set_demo_clock
from services.app.replay import STEP, Pace, replay
from services.app.running import Loops, serve
from services.app.settings import Settings, read_settings
from services.app.tables import Base
from services.app.wiring import House, build
from services.domain.areas import Tier
from services.domain.errors import BadRecord
from services.ingest.receipts import totals
from services.plumbing.clock import SetClock, system_clock
from services.plumbing.database import Database
from services.policy.reader import load_jurisdiction
from services.risk.survey import Survey, survey

FIRST_DAY = date(2021, 1, 20)
LAST_DAY = date(2021, 3, 31)
SEED = 2021
FULL_SPEED = Pace(0.0)


def play_once(until: str | None, volume: float = VOLUME) -> dict[str, Any]:
    """Replay to the end as fast as it goes; the summary of `phendau demo --once`."""
    started = time.monotonic()
    with fresh_house() as (house, clock):
        rows = _play(house, clock, _end(until, house.jurisdiction.zone), FULL_SPEED, volume)
        return _summary(house, rows, time.monotonic() - started)


def play_serving(until: str | None, speed: float, port: int | None, volume: float = VOLUME) -> None:
    """Serve every page while the wave is replayed, and go on serving when it has ended."""
    with fresh_house(port=port) as (house, clock):
        end = _end(until, house.jurisdiction.zone)

        def play(stop: threading.Event) -> None:
            _play(house, clock, end, Pace(speed), volume, stop)

        Console(stderr=True).print(f"Phên Dậu: http://{house.settings.host}:{house.settings.port}/")
        serve(house, Loops({"replay": play}))


@contextmanager
def fresh_house(**given: object) -> Iterator[tuple[House, SetClock]]:
    """An empty embedded house whose clock the replay sets; an earlier demo in this folder is replaced.

    Raises BadSetting rather than replace a real house.
    """
    settings = read_settings(**given).model_copy(update={"kafka_bootstrap": None})
    settings.home.mkdir(parents=True, exist_ok=True)
    _clear(settings)
    zone = load_jurisdiction(settings.jurisdiction).zone
    clock = SetClock(datetime.combine(FIRST_DAY, datetime.min.time(), tzinfo=zone))
    house = build(settings, clock, replaying=True)
    try:
        house.move_in()
        # Marked before anything is taken in: a demo that is killed half-way can be started again.
        set_demo_clock(house.database, clock())
        yield house, clock
    finally:
        house.close()


def _clear(settings: Settings) -> None:
    with closing(Database(settings.url(), system_clock)) as database:
        refuse_real_house(database)
        with database.engine.begin() as connection:
            Base.metadata.drop_all(connection)
            if inspect(connection).has_table("alembic_version"):
                connection.execute(text("drop table alembic_version"))


def _play(
    house: House,
    clock: SetClock,
    end: datetime,
    pace: Pace,
    volume: float,
    stop: threading.Event | None = None,
) -> int:
    facts = read_facts(house.jurisdiction.name, house.jurisdiction.zone)
    script = deliveries(clock(), end, SEED, house.jurisdiction.areas, facts, volume)
    steps = int((end - clock()) / STEP) + 1
    with _progress() as bar:
        task = bar.add_task("", total=steps)

        def step(moment: datetime) -> None:
            bar.update(task, advance=1, description=f"{moment.astimezone(house.jurisdiction.zone):%d/%m/%Y}")

        return replay(house, clock, script, end, pace, step, stop)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )


def _end(until: str | None, zone: ZoneInfo) -> datetime:
    try:
        day = date.fromisoformat(until) if until else LAST_DAY
    except ValueError:
        day = date.min
    if day < FIRST_DAY or day > LAST_DAY:
        raise BadRecord(
            vi=f"--until: cần một ngày từ {FIRST_DAY} đến {LAST_DAY}.",
            en=f"--until: give a day from {FIRST_DAY} to {LAST_DAY}.",
            field="--until",
        )
    return datetime.combine(day, datetime.max.time(), tzinfo=zone)


def _summary(house: House, rows: int, seconds: float) -> dict[str, Any]:
    now = house.clock()
    with house.database.reading() as tx:
        outcomes = totals(tx)
        ledger = counts_by_agency_and_state(tx)
        found = survey(tx, house.jurisdiction, now)
    return {
        "from": FIRST_DAY,
        "until": now.astimezone(house.jurisdiction.zone),
        "records_in": rows,
        "receipts": {outcome.value: count for outcome, count in outcomes.items()},
        "levels": _levels(house, found),
        "alerts": {
            agency.value: {s.value: n for s, n in states.items()} for agency, states in ledger.items()
        },
        "ruleset": found.ruleset,
        "seconds": round(seconds, 1),
    }


def _levels(house: House, found: Survey) -> dict[str, Any]:
    tiers = (Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE)
    counts: dict[str, Any] = {}
    for tier in tiers:
        levels = (found.standings[area.code].level for area in house.jurisdiction.areas.of_tier(tier))
        counts[tier.value] = dict(
            Counter("unknown" if level is None else str(int(level)) for level in levels)
        )
    above = {
        area.code: int(level)
        for area in house.jurisdiction.areas.graded()
        if (level := found.standings[area.code].level) is not None and level > 1
    }
    return counts | {"areas_above_1": above}
