"""Whole embedded houses for tests: the tables are made once, and copied into the folder of each house."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from services.app.settings import Settings
from services.app.wiring import House, build
from services.plumbing.clock import Clock, system_clock


@contextmanager
def moved_in(settings: Settings, clock: Clock = system_clock) -> Iterator[House]:
    """A house that is ready to work and is closed at the end; `move_in` finds its tables up to date."""
    database = settings.home / "house.db"
    if settings.database_url is None and not database.exists():
        settings.home.mkdir(parents=True, exist_ok=True)
        database.write_bytes(_migrated())
    house = build(settings, clock)
    house.move_in()
    yield house
    house.close()


@cache
def _migrated() -> bytes:
    """The file of an embedded database after all steps of migration, which take longer than most tests."""
    with tempfile.TemporaryDirectory() as folder:
        house = build(Settings(home=Path(folder), database_url=None, kafka_bootstrap=None))
        house.move_in()
        house.close()
        return (Path(folder) / "house.db").read_bytes()
