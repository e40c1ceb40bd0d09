"""Chains, rides, lists, follow-up over the same words: both databases tell the same, also as known then."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.app.person_rows import Asking, person_row
from services.app.settings import Settings
from services.app.wiring import House
from services.domain.viewers import COMMAND
from services.plumbing.clock import SetClock
from services.plumbing.database import Base, Database
from services.tracing.chain_levels import Levels
from services.tracing.chain_views import graph_as_of, past_of, standings_now
from services.tracing.list_views import lists_of, members_of
from services.tracing.stored_graph import stored_graph
from services.tracing.work_views import work_of
from tests.conftest import START as NOON
from tests.houses import moved_in
from tests.tracing.chain_rows import PAPERS, case, contact, pseudonym, take, who
from tests.tracing.chain_told import CODES, PEOPLE, START, case_history, contact_history, live
from tests.tracing.test_rides import rides
from tests.tracing.test_stays import stay

pytestmark = pytest.mark.postgres
HOUR = timedelta(hours=1)
KEY = "a key for tests only, thirty-two long"


@pytest.mark.parametrize("seed", range(6))
def test_levels_and_their_history_are_alike(tmp_path: Path, postgres_url: str, seed: int) -> None:
    """Words of two cases and eight contacts in any order, with failures and pairs of the linkage between."""
    of_each = []
    for url in (f"sqlite:///{tmp_path / 'house.db'}", postgres_url):
        chance = random.Random(seed)
        database = Database(url, SetClock(START + HOUR))
        Base.metadata.create_all(database.engine)
        live(database, [Levels(), Levels()], _words(chance), chance)
        of_each.append(_chains(database))
        database.close()

    assert of_each[0] == of_each[1]
    assert of_each[0]["now"]


def test_one_story_through_the_doors_is_told_alike(tmp_path: Path, postgres_url: str) -> None:
    """A flight, a room, a case, its contacts, a test, a withdrawal: levels, follow-up, lists and work."""
    of_each = []
    for url in (None, postgres_url):
        with _house(tmp_path / str(len(of_each)), url) as house:
            _story(house)
            of_each.append([_told(house, NOON + n * HOUR) for n in range(6)])

    assert of_each[0] == of_each[1]
    assert [sorted(one["levels"].values()) for one in of_each[0]] == [
        [], [0, 1, 1], [0, 1, 1, 1, 2], [0, 1, 1, 1, 2], [0, 0, 1, 1, 1], [0, 1, 1],
    ]  # fmt: skip
    assert of_each[0][3]["follow_up"]["c"]["state"] == "open"
    assert all(one["work"] for one in of_each[0][1:])


def _words(chance: random.Random) -> list[Any]:
    told = [
        one
        for code in CODES
        for one in case_history(code, [(chance.choice([None, *PEOPLE]), chance.randint(0, 2)) for _ in "123"])
    ]
    for number in range(8):
        words = [
            (chance.choice(PEOPLE), chance.randint(1, 5), chance.choice(CODES),
             chance.choice([None, *PEOPLE, "case:B"]), chance.choice([None, "negative", "positive"]))
            for _ in range(chance.randint(1, 2))
        ]  # fmt: skip
        told += contact_history(number, words)
    told += chance.sample(told, len(told) // 3)
    chance.shuffle(told)
    return told


def _chains(database: Database) -> dict[str, Any]:
    with database.reading() as tx:
        moments = [START + n * HOUR / 2 for n in range(-1, 7)]
        for moment in moments:
            told, anew = stored_graph(tx, moment).nodes, graph_as_of(tx, moment).nodes
            assert [(*one[:3], one.area) for one in told] == [(*one[:3], one.area) for one in anew]
        return {
            "now": standings_now(tx),
            "past": {one: past_of(tx, one) for one in (*PEOPLE, *(f"case:{code}" for code in CODES))},
            "then": [stored_graph(tx, moment) for moment in moments],
        }


@contextmanager
def _house(folder: Path, url: str | None) -> Iterator[House]:
    settings = Settings(home=folder, database_url=url, kafka_bootstrap=None, lang="vi", secret_key=KEY)
    with moved_in(settings, SetClock(NOON)) as house:
        yield house


def _story(house: House) -> None:
    clock = house.clock
    assert isinstance(clock, SetClock)
    take(house, "declarations", rides("a", "12A"), rides("b", "14C"), rides("e", "?"))
    take(house, "shared-stays", stay("a"), stay("f"))
    clock.move_to(NOON + HOUR)
    take(house, "cases", case("BN9001", "a"))
    clock.move_to(NOON + 2 * HOUR)
    take(
        house, "contact-persons", contact("c", 1, case_code="BN9001", last_contact_on="2021-01-16"),
        contact("d", 2, case_code="BN9001", contact_of=PAPERS["c"]),
    )  # fmt: skip
    clock.move_to(NOON + 3 * HOUR)
    tube = {"sample": "M1", "area": "205", "taken_at": "2021-01-17 08:00", "result": "âm tính"}
    take(house, "lab-results", tube | who("c"))
    clock.move_to(NOON + 4 * HOUR)
    take(house, "lab-results", tube | who("c") | {"sample": "M2", "result": "dương tính"})
    clock.move_to(NOON + 5 * HOUR)
    take(house, "cases", case("BN9001", "a", count="0"))


def _told(house: House, moment: Any) -> dict[str, Any]:
    letters = {pseudonym(house, name): name for name in PAPERS}
    asking = Asking(COMMAND, moment, past=True, language="vi")
    with house.database.transaction() as tx:
        graph = stored_graph(tx, moment)
        people = {one.person: person_row(tx, house, one.person, asking) for one in graph.nodes}
        for row in people.values():
            row["links"].sort(key=str)  # words of one batch are heard in any order
        return {
            "levels": {letters.get(one.person, one.person): one.level for one in graph.nodes},
            "graph": (graph.nodes, sorted(map(str, graph.contacts))),
            "people": people,
            "follow_up": {letters.get(one, one): row["follow_up"] for one, row in people.items()},
            "lists": {one.ref: (one, members_of(tx, one.id, moment)) for one in lists_of(tx, as_of=moment)},
            "work": work_of(tx, None, as_of=moment),
        }
