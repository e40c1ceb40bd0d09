"""Real and made-up tables to link."""

import csv
import os  # asks the environment whether a missing folder is a failure
from pathlib import Path

import pytest

from tests.linkage.stream import Stream, stream

TAIWAN = Path(__file__).parents[2].parent / "shared" / "data" / "linkage"


@pytest.fixture(scope="session")
def small() -> Stream:
    """Four thousand rows on each side."""
    return stream(4_000, seed=20210223)


@pytest.fixture(scope="session")
def taiwan() -> dict[str, list[dict[str, str]]]:
    """Three hundred cases as coded by two groups, and which are the same."""
    if not TAIWAN.is_dir():
        message = "The real tables of ../shared/data/linkage are not beside this checkout."
        if os.environ.get("CI") == "true":  # noqa: TID251  # as above
            pytest.fail(message)
        pytest.skip(message)
    return {name: rows(TAIWAN / f"tw_{name}.csv") for name in ("file_a", "file_b", "matches")}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
