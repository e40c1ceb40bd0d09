"""The index of visits in memory: as large as what stands, however often the same visits are corrected."""

import random
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import update

from services.plumbing.database import Database, Transaction
from services.tracing.indexed_visits import IndexedVisits
from services.tracing.places import Place, Tolerance
from services.tracing.tables_visits import VisitRow
from tests.tracing.site_stream import NOW, at

PEOPLE, ROUNDS = 400, 50


def test_fifty_corrections_of_the_same_visits_leave_the_index_as_large_as_one(database: Database):
    visits, sizes = index(), []
    for _ in range(ROUNDS):
        with database.transaction() as tx:
            correct(tx, range(PEOPLE))
        catch_up(database, visits)
        sizes.append(len(visits.index))

    assert max(sizes) <= 2 * PEOPLE
    assert found(visits) == standing(database)


def test_corrections_of_a_few_at_a_time_are_bounded_too(database: Database):
    visits, sizes = index(), []
    with database.transaction() as tx:
        correct(tx, range(PEOPLE))
    chance = random.Random(20210208)
    for _ in range(ROUNDS):
        with database.transaction() as tx:
            correct(tx, chance.sample(range(PEOPLE), PEOPLE // 10))
        catch_up(database, visits)
        sizes.append(len(visits.index))

    assert PEOPLE < max(sizes) < 1.6 * PEOPLE  # a fifth too many, and as much again before it is counted
    assert found(visits) >= standing(database)


def test_new_visits_alone_never_make_it_read_all_again(database: Database):
    visits = index()
    for number in range(20):
        with database.transaction() as tx:
            correct(tx, range(number * 20, number * 20 + 20))
        before = visits.index
        catch_up(database, visits)
        assert visits.index is before


# --- small parts ------------------------------------------------------------------------------------------


def index() -> IndexedVisits:
    return IndexedVisits(Tolerance(), lambda text: False, stale_share=0.2)


def catch_up(database: Database, visits: IndexedVisits) -> None:
    with database.reading() as tx:
        visits.catch_up(tx)


def correct(tx: Transaction, people: Sequence[int]) -> None:
    """Their visits end, and the same ones are told again."""
    names = [f"p{number}" for number in people]
    standing_ones = VisitRow.gone_at.is_(None) & VisitRow.person.in_(names)
    tx.execute(update(VisitRow).where(standing_ones).values(gone_at=NOW))
    row = {"record": "r", "kind": "declared", "place": "Chợ Mẫu", "address": None, "latitude": None,
           "longitude": None, "area": None, "since": at(0), "until": at(1), "learned_at": NOW,
           "gone_at": None}  # fmt: skip
    tx.add(VisitRow, [row | {"person": name} for name in names])


def found(visits: IndexedVisits) -> set[int]:
    near = visits.index.near(Place(None, "chợ mẫu"), at(0), at(0) + timedelta(minutes=5))
    return set(near.ids.tolist())


def standing(database: Database) -> set[int]:
    with database.reading() as tx:
        wanted = VisitRow.__table__.select().where(VisitRow.gone_at.is_(None))
        return {row.id for row in tx.execute(wanted)}
