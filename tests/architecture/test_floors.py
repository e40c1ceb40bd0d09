"""The rooms stand on their floors, and each contract refuses what it is meant for."""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT, modules

LINTER = Path(sys.executable).parent / "lint-imports"


@dataclass(frozen=True)
class House:
    """A copy of the house that may be damaged."""

    folder: Path

    def broken_contracts(self) -> set[str]:
        """Names of the contracts the linter finds broken."""
        answer = subprocess.run(
            [str(LINTER), "--no-logo", "--cache-dir", str(self.folder / "cache")],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert "Contracts: " in answer.stdout, answer.stdout + answer.stderr
        return {
            line.removesuffix(" BROKEN") for line in answer.stdout.splitlines() if line.endswith(" BROKEN")
        }


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> House:
    """One copy for all: the linter then looks again only at what was changed."""
    folder = tmp_path_factory.mktemp("house")
    for file in [*modules("services", "maps"), ROOT / "pyproject.toml"]:
        target = folder / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, target)
    return House(folder)


@pytest.fixture
def house(copy: House) -> Iterator[House]:
    """The copy, whole again after each test."""
    yield copy
    for kept in copy.folder.rglob("*.kept"):
        kept.rename(kept.with_suffix(""))
    shutil.rmtree(copy.folder / "services" / "cellar", ignore_errors=True)


def add_line(file: Path, line: str) -> None:
    """Damage a file; a copy is kept beside it."""
    shutil.copy2(file, file.with_name(file.name + ".kept"))
    file.write_text(f"{file.read_text()}\n{line}\n")


def name_of(contract: str) -> str:
    """The sentence by which the linter calls a contract."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    return next(one["name"] for one in contracts if one["id"] == contract)


def test_the_rooms_stand_on_their_floors(house: House) -> None:
    assert house.broken_contracts() == set()


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("maps/paint.py", "import services.domain.areas", "one-way"),
        ("services/risk/grading.py", "import maps.paint", "maps-alone"),
        ("services/alerts/messages.py", "import services.risk.grading", "floors"),
        ("services/risk/grading.py", "import services.app.settings", "floors"),
        ("services/linkage/names.py", "import services.ingest.people", "floors"),
        ("services/plumbing/clock.py", "import services.policy.dated", "floors"),
        ("services/ingest/intake.py", "import kafka", "kafka-one-place"),
        ("services/epidemiology/branching.py", "import services.policy.dated", "floors"),
        ("services/policy/dated.py", "import sqlalchemy", "pure"),
        ("services/epidemiology/branching.py", "import sqlalchemy", "pure"),
        ("maps/paint.py", "import fastapi", "pure"),
        ("services/domain/text.py", "import services.domain.areas", "no-circles"),
        ("services/app/api.py", "import services.risk.tables", "own-tables"),
        ("services/app/api.py", "import services.linkage.tables", "own-tables"),
    ],
)
def test_an_import_that_breaks_the_plan_is_refused(house: House, file: str, line: str, contract: str) -> None:
    add_line(house.folder / file, line)

    assert name_of(contract) in house.broken_contracts()


def test_a_new_room_must_be_given_a_floor(house: House) -> None:
    cellar = house.folder / "services" / "cellar"
    cellar.mkdir()
    (cellar / "__init__.py").write_text('"""A room on no floor."""\n')

    assert house.broken_contracts() == {name_of("floors")}


def test_every_contract_is_broken_here_once() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = {one["id"] for one in settings["tool"]["importlinter"]["contracts"]}
    (cases,) = [mark for mark in test_an_import_that_breaks_the_plan_is_refused.pytestmark]

    assert {contract for _, _, contract in cases.args[1]} == contracts
    assert not any("ignore_imports" in one for one in settings["tool"]["importlinter"]["contracts"])
