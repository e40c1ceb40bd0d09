"""How connections are prepared."""

from pathlib import Path

import pytest
from sqlalchemy import text

from services.plumbing.clock import system_clock
from services.plumbing.database import Database


@pytest.mark.parametrize(("exercise", "expected"), [(False, 2), (True, 1)])
def test_only_an_exercise_commits_without_waiting_for_the_disk(
    tmp_path: Path, exercise: bool, expected: int
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'h.db'}", system_clock, exercise=exercise)
    with database.reading() as tx:
        assert tx.execute(text("PRAGMA synchronous")).scalar_one() == expected
    database.close()
