"""Contact graphs of invented people, put into a house as tracing keeps them."""

import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from services.app.wiring import House
from services.tracing.chain_levels import Levels
from services.tracing.tables_chains import CaseRow, ChainStepRow, LinkRow

FIRST = date(2021, 1, 20)
LEARNED = datetime.fromisoformat("2021-02-08T08:00:00+07:00")
PLACES = ("07030", "07090", "06712", None)

Pairs = Iterable[tuple[str, str]]


def person(number: int) -> str:
    """A pseudonym as the house makes them."""
    return f"p{number * 2654435761 % 2**96:024x}"


def put_graph(
    house: House, cases: Iterable[str], pairs: Pairs, learned_at: datetime = LEARNED, step: int = 1
) -> None:
    """F0 and who met whom, as one step of what is known; and the levels that follow."""
    with house.database.transaction() as tx:
        tx.add(ChainStepRow, [{"id": step, "token": f"step-{step}"}])
        names = ("record", "name", "person", "chain", "area", "confirmed_on", "positive", "learned_at")
        tx.pour(
            CaseRow,
            (*names, "gone_at", "step_in", "step_out"),
            (
                (f"c{n}", f"case:BN{n}", who, None, "07030", FIRST, True, learned_at, None, step, None)
                for n, who in enumerate(cases)
            ),
        )
        tx.pour(
            LinkRow,
            ("record", "a", "b", "steps", "kind", "directed", "since", "until", "area", "learned_at",
             "gone_at", "step_in", "step_out"),
            (
                (f"l{n}/{step}", one, other, 1, "told", False, FIRST + timedelta(days=n % 15), None,
                 PLACES[n % len(PLACES)], learned_at, None, step, None)
                for n, (one, other) in enumerate(pairs)
            ),
        )  # fmt: skip
        Levels().refresh(tx)


def put_large(house: House, people: int, contacts: int, cases: int, step: int = 1) -> None:
    """A graph of a wave: everybody meets anybody."""
    chance = random.Random(20210128)
    met = ((person(chance.randrange(people)), person(chance.randrange(people))) for _ in range(contacts))
    put_graph(house, [person(n) for n in chance.sample(range(people), cases)], met, step=step)
