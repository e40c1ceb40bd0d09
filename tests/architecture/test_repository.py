"""The repository is laid out as agreed: its top, the size of its modules, nothing of one machine in it."""

import re
from pathlib import Path

import pytest
import typer
from click import Command, Context

from services.app.cli.verbs import whole
from services.app.settings import Settings
from tests.architecture.repository import ROOT, demand_page, files, modules, not_written_yet
from tests.servers.compose import ComposeService, our_services

TOP = {
    *("services", "maps", "tests", "docs", ".ci"),
    *("docker-compose.yml", "Dockerfile", "pyproject.toml", "uv.lock", "justfile"),
    *("README.md", "CHANGELOG.md", "DEVELOPERS.md", ".env.example", ".gitignore"),
}
MOST_LINES = 200  # a module that needs more holds two subjects
# The page of one person's work has its id behind the slash: that is an address of ours, no folder.
MACHINE = re.compile(r"(?<![\w.~-])/(?:root|tmp|work(?!/(?:\{|' ~)))/")
PRINTS = re.compile(r"(?<![\w.])print\(")
DEPLOYER = {"PHENDAU_SECRET_KEY": "k", "PHENDAU_DATABASE_PASSWORD": "p", "PHENDAU_TOKENS": "t=command"}
OURS = our_services(DEPLOYER)


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_nothing_stands_at_the_top_but_what_was_agreed() -> None:
    assert {file.relative_to(ROOT).parts[0] for file in files()} <= TOP


@pytest.mark.parametrize("name", sorted(TOP))
def test_all_that_was_agreed_stands_at_the_top(name: str) -> None:
    if not (ROOT / name).exists():
        not_written_yet(name)


def test_no_module_is_longer_than_a_reader_s_patience() -> None:
    written = [
        file for file in modules("services", "maps") if file.parent.name != "versions"
    ]  # not generated
    lengths = {name_of(file): len(file.read_text().splitlines()) for file in written}

    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_file_knows_one_particular_machine() -> None:
    texts = [file for file in files() if file.suffix not in {".png", ".xlsx", ".woff2", ".gz"}]

    assert [name_of(file) for file in texts if MACHINE.search(file.read_text(errors="replace"))] == []


def test_nothing_is_printed_where_a_log_line_belongs() -> None:
    assert [name_of(file) for file in modules("services", "maps") if PRINTS.search(file.read_text())] == []


def test_every_folder_of_python_is_a_package_with_its_sentence() -> None:
    folders = {file.parent for file in modules("services", "maps")}

    assert [name_of(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    assert "## [Unreleased]" in demand_page("CHANGELOG.md") or "## Unreleased" in demand_page("CHANGELOG.md")


# --- docker-compose.yml -----------------------------------------------------------------------------------


def parsed(arguments: list[str]) -> Command:
    """The verb that the command line understands by these words; raises when it does not."""
    command: Command = typer.main.get_command(whole())
    context: Context | None = None
    name: str | None = "phendau"
    while hasattr(command, "resolve_command"):
        context = Context(command, info_name=name, parent=context)
        name, found, arguments = command.resolve_command(context, arguments)
        assert found is not None
        command = found
    command.make_context(name, arguments, parent=context)
    return command


@pytest.mark.parametrize("service", OURS, ids=[service.name for service in OURS])
def test_compose_runs_only_verbs_that_exist(service: ComposeService) -> None:
    assert parsed(service.command[1:]).name == service.command[1]


@pytest.mark.parametrize("service", OURS, ids=[service.name for service in OURS])
def test_compose_sets_only_settings_that_exist(service: ComposeService) -> None:
    settings = {f"PHENDAU_{name.upper()}" for name in Settings.model_fields}

    assert {name for name in service.environment if name.startswith("PHENDAU_")} <= settings
