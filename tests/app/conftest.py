"""What tests of the app share: an empty database of each kind, the door of a test's own house."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from services.app.web import create_app
from services.app.wiring import House
from tests.journeys.serving import served

KINDS = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgres", id="postgres", marks=pytest.mark.postgres),
]


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def door(house: House) -> Iterator[httpx.Client]:
    """The house of the test, served."""
    with served(create_app(house)) as url, httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
        yield client
