"""A living house on the morning of 28 January 2021, the replayed wave, and real data beside us."""

import json
import os  # asks the environment whether a missing folder is a failure
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from services.app.cli import main
from services.app.wiring import House
from services.plumbing.clock import SetClock
from tests.journeys.command import phendau
from tests.journeys.serving import Living, living
from tests.servers.choice import do_without

SHARED = Path(__file__).parents[2].parent / "shared"
MORNING = datetime.fromisoformat("2021-01-28T08:00:00+07:00")

Ask = Callable[..., Any]


@dataclass(frozen=True)
class Demo:
    """The folder of a replayed house, and the summary its replay printed."""

    home: Path
    summary: dict[str, Any]


@pytest.fixture
def clock() -> SetClock:
    """It stands at 28 January 2021, 8 in the morning: the day the wave became known."""
    return SetClock(MORNING)


@pytest.fixture
def alive(house: House, clock: SetClock) -> Iterator[Living]:
    """An embedded house with its web door open."""
    with living(house, clock) as found:
        yield found


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a verb of the command line on a house in a folder; the JSON document it answers."""

    def run(home: Path, *words: str) -> Any:
        monkeypatch.setenv("PHENDAU_HOME", str(home))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*words, "--json"])
        said = capsys.readouterr()
        assert ended.value.code in (0, None), said.err
        return json.loads(said.out)

    return run


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The wave of January 2021, replayed by the command line until the end of its second day."""
    home = tmp_path_factory.mktemp("demo") / "home"
    played = phendau(home, "demo", "--once", "--json", "--until", "2021-01-29")
    assert played.returncode == 0, played.stderr
    return Demo(home, json.loads(played.stdout))


@pytest.fixture
def vietnam() -> Path:
    """The folder of the two official daily lists."""
    folder = SHARED / "data" / "vietnam"
    if not folder.is_dir():
        remedy = "The real daily lists of ../shared/data/vietnam are not beside this checkout."
        do_without(remedy, os.environ)  # noqa: TID251  # asks where it runs
    return folder


@pytest.fixture
def exposure_nz() -> Path:
    """The folder of New Zealand's list of exposure sites, revision by revision."""
    folder = SHARED / "data" / "exposure" / "nz"
    if not folder.is_dir():
        remedy = "New Zealand's lists of ../shared/data/exposure/nz are not beside this checkout."
        do_without(remedy, os.environ)  # noqa: TID251  # asks where it runs
    return folder
