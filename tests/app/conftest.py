"""What tests of the app share: an empty database of each kind, the door of a test's own house."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.app.cli.main import main
from services.app.web import create_app
from services.app.wiring import House
from tests.journeys.serving import served

Answer = tuple[int, Any, str]

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


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the verbs of the test are called, in the language they have by themselves."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PHENDAU_LANG", raising=False)
    return tmp_path


@pytest.fixture
def ask(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """A verb with its words: exit code, its JSON (None: nothing came), what was said beside it. NaN fails."""

    def asked(*words: str) -> Answer:
        code = 0
        try:
            main([*words, "--json"])
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, json.loads(said.out or "null", parse_constant=pytest.fail), said.err

    return asked


@pytest.fixture
def ask_of(folder: Path, ask: Callable[..., Answer]) -> Callable[..., Answer]:
    """The same of a verb that reads a table: its name, its text or bytes, then the words."""

    def asked(name: str, table: str | bytes, *words: str) -> Answer:
        (folder / name).write_bytes(table if isinstance(table, bytes) else table.encode())
        return ask(*words)

    return asked
