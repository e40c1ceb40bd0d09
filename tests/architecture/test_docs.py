"""The docs are complete and true: what exists is in them, and what they name exists."""

import inspect
import re
from enum import Enum
from pathlib import Path
from types import ModuleType

import click
import pytest
import typer

from services.alerts.channels import CHANNELS
from services.app.cli.verbs import whole
from services.app.settings import Settings
from services.domain import agencies, areas, base, errors, events, levels, receipts, records, viewers
from services.domain.base import Word
from services.domain.errors import PhenDauError
from services.domain.events import EVENTS
from services.ingest.feeds import FEEDS
from tests.architecture.repository import ROOT, all_docs, demand_page, pages, paths_named_in

DOMAIN = [agencies, areas, base, events, levels, receipts, records, viewers]
FIRST_LINE = re.compile(r"\A# \S.*\n")


def words_of(module: ModuleType) -> list[str]:
    """Classes that a module of the domain defines, and names it gives to plain types."""
    kinds = [
        name
        for name, kind in inspect.getmembers(module, inspect.isclass)
        if kind.__module__.startswith(module.__name__) and issubclass(kind, (Word, Enum, areas.Areas))
    ]
    return [name for name in kinds if not name.startswith("_")]


def verbs() -> list[str]:
    """Every verb of the command line, as one types it."""
    command = typer.main.get_command(whole())
    assert isinstance(command, click.Group) or hasattr(command, "commands")
    return sorted(f"phendau {name}" for name in command.commands)


@pytest.mark.parametrize("word", ["AreaCode", *(word for module in DOMAIN for word in words_of(module))])
def test_every_word_of_the_domain_is_in_the_glossary(word: str) -> None:
    assert re.search(rf"\b{word}\b", demand_page("docs/GLOSSARY.md")), f"{word} is not in docs/GLOSSARY.md"


@pytest.mark.parametrize("topic", EVENTS)
def test_every_event_is_in_the_docs(topic: str) -> None:
    demand_page("docs/operations.md")

    assert topic in all_docs() or EVENTS[topic].__name__ in all_docs()


@pytest.mark.parametrize("feed", FEEDS)
def test_every_feed_is_in_the_docs(feed: str) -> None:
    demand_page("docs/operations.md")

    assert f"`{feed}`" in all_docs()


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_is_in_the_docs(channel: str) -> None:
    demand_page("docs/operations.md")

    assert f"`{channel}`" in all_docs()


@pytest.mark.parametrize("field", Settings.model_fields)
def test_every_setting_is_in_the_docs_and_in_the_example(field: str) -> None:
    demand_page("docs/operations.md")

    assert f"PHENDAU_{field.upper()}" in all_docs()
    assert f"PHENDAU_{field.upper()}" in demand_page(".env.example")


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_is_in_the_docs(verb: str) -> None:
    demand_page("docs/operations.md")

    assert verb in all_docs()


def test_every_error_stands_in_the_drawn_tree_with_its_codes() -> None:
    tree = errors.__doc__ or ""
    kinds = [
        kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, PhenDauError)
    ]

    for kind in kinds:
        line = next(line for line in tree.splitlines() if re.search(rf"\b{kind.__name__}\b", line))
        assert re.search(rf"\b{kind.status}\s+{kind.exit_code}\b", line), line


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    missing = {str(path) for path in paths_named_in(page) if not path.exists()}

    assert missing == set()


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_page_begins_with_its_title(page: Path) -> None:
    assert FIRST_LINE.match(page.read_text())


def test_decisions_are_numbered_once() -> None:
    numbers = [page.name[:4] for page in pages() if page.parent.name == "decisions"]

    assert numbers and all(number.isdigit() for number in numbers) and len(set(numbers)) == len(numbers)
