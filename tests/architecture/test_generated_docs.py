"""Pages that are made from the code are those that are committed; the contract names the verbs there are."""

import json
import re
from functools import cache

import click
import pytest
import typer

from services.app.cli.verbs import whole
from services.app.docs.pages import generated
from services.domain.errors import PhenDauError
from services.domain.events import EVENTS
from services.ingest.feeds import FEEDS
from services.plumbing.cloudevents import INTAKE_TOPIC_PREFIX, topic_of
from tests.architecture.repository import ROOT, demand_page

PAGES = (
    ".env.example",
    "docs/feeds.md",
    "docs/generated/feeds.md",
    "docs/generated/law.md",
    "docs/generated/settings.md",
    "docs/generated/openapi.json",
    "docs/generated/asyncapi.json",
    "docs/decisions/0000-index.md",
    *(f"docs/generated/schemas/feeds/{feed}.json" for feed in FEEDS),
    *(
        f"docs/generated/schemas/records/{feed.record.__name__}.json"
        for feed in {f.record: f for f in FEEDS.values()}.values()
    ),
    *(f"docs/generated/schemas/events/{topic}.json" for topic in EVENTS),
)
REFERENCE = re.compile(r'"\$ref": "#/([^"]+)"')


@cache
def fresh() -> dict[str, str]:
    """Every generated page as the code makes it now."""
    return generated(ROOT)


def verbs_of(command: click.Command, name: str) -> set[str]:
    """Every verb below a command, as one types it."""
    below = getattr(command, "commands", {})
    alone = {name} if not below or getattr(command, "invoke_without_command", False) else set[str]()
    return alone.union(*(verbs_of(one, f"{name} {key}") for key, one in below.items()))


def test_this_file_names_every_generated_page() -> None:
    assert set(PAGES) == set(fresh())


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_current(name: str) -> None:
    path = ROOT / name
    assert path.exists(), f"{name} is missing; run: just docs"
    assert path.read_text(encoding="utf-8") == fresh()[name], f"{name} is stale; run: just docs"


def test_the_same_code_makes_the_same_pages() -> None:
    assert generated(ROOT) == fresh()


def test_no_schema_is_left_of_what_is_gone() -> None:
    there = {str(file.relative_to(ROOT)) for file in (ROOT / "docs/generated/schemas").rglob("*.json")}

    assert there <= set(PAGES)


@pytest.mark.parametrize("name", [name for name in PAGES if name.endswith(".json")])
def test_every_reference_leads_somewhere(name: str) -> None:
    document = json.loads(fresh()[name])
    for reference in set(REFERENCE.findall(fresh()[name])):
        found = document
        for step in reference.split("/"):
            found = found[step]
        assert found


def test_every_topic_is_described_with_its_schema() -> None:
    document = json.loads(fresh()["docs/generated/asyncapi.json"])
    topics = {topic_of(kind) for kind in EVENTS.values()} | {INTAKE_TOPIC_PREFIX + feed for feed in FEEDS}

    assert set(document["channels"]) == topics
    assert {kind.__name__ for kind in EVENTS.values()} <= set(document["components"]["schemas"])


def test_the_contract_names_exactly_the_verbs_there_are() -> None:
    told = demand_page("docs/interface.md").split("## Not yet")[0]
    second = (
        "import|parse|contacts|together|match|levels|export|issue|key|now|of|review|same|different|undo|who|found"
        "|residual|rank"
    )
    verb = rf"^\| `(phendau [a-z-]+(?: (?:{second}))?)"
    named = set(re.findall(verb, told, flags=re.MULTILINE))

    assert named == verbs_of(typer.main.get_command(whole()), "phendau")


def test_a_verb_that_has_come_is_no_longer_announced() -> None:
    coming = demand_page("docs/interface.md").split("## Not yet")[1]
    verbs = verbs_of(typer.main.get_command(whole()), "phendau")

    assert not [verb for verb in verbs if f"`{verb}`" in coming]


def test_the_contract_names_every_error_with_its_codes() -> None:
    told = demand_page("docs/interface.md")

    for kind in (PhenDauError, *below(PhenDauError)):
        assert re.search(
            rf"^\| {kind.exit_code} \|.*`{kind.__name__}`.*\| {kind.status} \|", told, re.MULTILINE
        )


def below(kind: type[PhenDauError]) -> list[type[PhenDauError]]:
    """Every error below one."""
    ours = [one for one in kind.__subclasses__() if one.__module__ == PhenDauError.__module__]
    return [found for one in ours for found in (one, *below(one))]
