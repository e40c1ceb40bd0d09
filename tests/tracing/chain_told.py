"""Histories of cases and contacts, as records tell them, for tests that try them in any order."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import strategies as st
from sqlalchemy import delete

from services.domain.records import CaseReport, ContactPerson, Noted
from services.plumbing.database import Database, Transaction
from services.plumbing.tables import Base
from services.tracing.chain_keeping import keep_cases, keep_chains, keep_same
from services.tracing.chain_levels import Levels

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2021, 1, 20, tzinfo=UTC)
PEOPLE = ["p1", "p2", "p3", "p4", "p5"]
CODES = ["A", "B"]


def case_history(code: str, words: Sequence[tuple[str | None, int]]) -> list[Noted]:
    """Revisions of one case: of whom, and how many."""
    return _history(
        "cases", code,
        [
            (person, CaseReport(code=code, area="205", confirmed_at=START, count=count))
            for person, count in words
        ],
    )  # fmt: skip


def contact_history(number: int, words: Sequence[tuple]) -> list[Noted]:
    """Revisions of one contact: who, level, of which case, by way of whom, result."""
    return _history(
        "contact-persons", str(number),
        [
            (
                person,
                ContactPerson(
                    person=person, area="205", reported_at=START, contact_level=level, case=code,
                    contact_of=before, result=result,
                ),
            )
            for person, level, code, before, result in words
        ],
    )  # fmt: skip


def _history(feed: str, key: str, bodies: Sequence[tuple]) -> list[Noted]:
    ids = [f"{feed}-{key}-{n}" for n in range(len(bodies))]
    moments = [START + timedelta(hours=n) for n in range(len(bodies))]
    return [
        Noted(
            ids[n], feed, key, n + 1, moments[n], person, body, {},
            moments[n + 1] if n + 1 < len(bodies) else None, ids[n - 1] if n else None,
        )
        for n, (person, body) in enumerate(bodies)
    ]  # fmt: skip


CASES = st.tuples(*(
    st.lists(st.tuples(st.none() | st.sampled_from(PEOPLE), st.integers(0, 1)), max_size=3).map(
        lambda words, code=code: case_history(code, words)
    )
    for code in CODES
))  # fmt: skip
WORD = st.tuples(
    st.sampled_from(PEOPLE), st.integers(1, 5), st.sampled_from(CODES),
    st.none() | st.sampled_from([*PEOPLE, "case:B"]), st.sampled_from([None, None, "negative", "positive"]),
)  # fmt: skip
CONTACTS = st.lists(st.lists(WORD, min_size=1, max_size=2), max_size=5)


def hear(tx: Transaction, one: Noted, same_as) -> None:
    """As the subject of chains does."""
    if one.feed == "cases":
        keep_cases(tx, [one], ZONE, same_as)
    else:
        keep_chains(tx, [one], ZONE, same_as)


def empty(database: Database) -> None:
    """Nothing was told yet."""
    with database.transaction() as tx:
        for table in Base.metadata.tables.values():
            if table.name.startswith("tracing_"):
                tx.execute(delete(table))


def live(database: Database, workers: Sequence[Levels], told: Sequence[Noted], chance) -> None:
    """Word by word, by any worker, with pairs of the linkage and failures between."""
    same: dict[str, str] = {}

    def same_as(tx: Transaction, people) -> dict[str, str]:
        return {one: same[one] for one in people if one in same}

    for one in told:
        if chance.random() < 0.2:
            join_or_part(chance, same)
            worker = chance.choice(workers)
            with database.transaction() as tx:
                worker.begin(tx)
                keep_same(tx, PEOPLE, same_as)
                worker.refresh(tx)
        if chance.random() < 0.2:
            fail(database, chance.choice(workers), one, same_as)
        worker = chance.choice(workers)
        with database.transaction() as tx:
            worker.begin(tx)
            hear(tx, one, same_as)
            worker.refresh(tx)


def fail(database: Database, worker: Levels, one: Noted, same_as) -> None:
    """All is done, and then rolled back."""
    with pytest.raises(ZeroDivisionError), database.transaction() as tx:
        worker.begin(tx)
        hear(tx, one, same_as)
        worker.refresh(tx)
        raise ZeroDivisionError


def join_or_part(chance, same: dict[str, str]) -> None:
    """Two pseudonyms are one person, or are so no more."""
    if same:
        same.clear()
    else:
        first, other = sorted(chance.sample(PEOPLE, 2))
        same[other] = first
