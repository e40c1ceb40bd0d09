"""What a post asks of places is answered as a whole survey would answer it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.events import CaseCountReported
from services.domain.levels import State
from services.plumbing.clock import SetClock
from services.plumbing.database import Base, Database
from services.policy.reader import load_jurisdiction
from services.risk.hearing import handlers
from services.risk.origins import level_kept, places_known
from services.risk.regrading import regrade
from services.risk.survey import Survey, survey
from tests.risk.made import DAY, HOUR, NOW, case_told, order_told

LAND = load_jurisdiction("quang-ninh")
ORIGINS = ("30", "34", "290", "205", "07081", "22", "CN-GX", None)
PLACES = ("30", "34", "290", "205", "07081", "203")
_REFS = st.sampled_from(("a", "b", "c"))
_WHEN = st.integers(0, 20).map(lambda days: NOW - days * DAY)


def _orders(ref: str, area: str, state: State, since: datetime, days: int) -> Any:
    return order_told(ref, area, state, since, until=since + days * DAY)


def _counts(area: str, when: datetime, cases: int) -> CaseCountReported:
    return CaseCountReported(
        ref=f"{area}-{when.date()}",
        learned_at=when,
        site="vncdc",
        area=area,
        day=when.date(),
        new_cases=cases,
    )


_FACTS = st.lists(
    st.one_of(
        st.builds(case_told, _REFS, st.sampled_from(PLACES), _WHEN, st.integers(0, 2)),
        st.builds(
            _orders, _REFS, st.sampled_from(PLACES), st.sampled_from(list(State)), _WHEN, st.integers(1, 15)
        ),
        st.builds(_counts, st.sampled_from(("30", "34", "22")), _WHEN, st.integers(0, 3)),
    ),
    max_size=6,
)


@settings(max_examples=40)
@given(_FACTS)
def test_the_answers_are_those_of_a_whole_survey_whatever_was_told_and_retold(facts: list[Any]) -> None:
    database = Database("sqlite://", SetClock(NOW))
    Base.metadata.create_all(database.engine)
    hear = handlers(LAND.areas, lambda: 14)
    with database.transaction() as tx:
        for fact in facts:
            hear[type(fact)](fact, tx)
        regrade(tx, LAND, NOW)
        found = survey(tx, LAND, NOW)
        ours = {origin: places_known(tx, LAND, origin, frozenset(), NOW) for origin in ORIGINS}
    database.close()

    assert {origin: (k.outbreak_place, k.cases_at_origin, k.level) for origin, k in ours.items()} == {
        origin: _of_survey(found, origin) for origin in ORIGINS
    }


def _of_survey(found: Survey, origin: str | None) -> tuple[Any, Any, Any]:
    """The same three answers from the whole map."""
    if origin is None:
        return None, None, None
    path = LAND.areas.path(origin)
    cases = found.numbers.get(path[-1].code, {}).get("cases_14d") if path else None
    standing = found.standings.get(origin)
    locked = origin in found.orders.locked(LAND.areas)
    return locked, None if cases is None else cases > 0, standing.level if standing else None


def test_a_day_to_come_is_answered_by_orders_that_will_hold_then(database: Database) -> None:
    with database.transaction() as tx:
        hear = handlers(LAND.areas, lambda: 14)
        order = order_told("o", "205", State.LOCKDOWN, NOW + DAY, until=NOW + 3 * DAY)
        hear[type(order)](order.model_copy(update={"learned_at": NOW}), tx)
        answers = [
            places_known(tx, LAND, "205", frozenset(), NOW + timedelta(days=days), learned_by=NOW)
            for days in (0, 2, 4)
        ]

    assert [known.outbreak_place for known in answers] == [False, True, False]


def test_a_level_is_the_one_kept_at_that_moment(database: Database) -> None:
    hear = handlers(LAND.areas, lambda: 14)
    with database.transaction() as tx:
        before = level_kept(tx, "205", NOW)
        for event in (case_told("0", "22", NOW - HOUR, 0), order_told("o", "205", State.DIRECTIVE_16, NOW)):
            hear[type(event)](event, tx)
        regrade(tx, LAND, NOW)
        now, earlier = level_kept(tx, "205", NOW), level_kept(tx, "205", NOW - HOUR)

    assert (before, now, earlier) == (None, 4, None)


@pytest.mark.parametrize("places", [frozenset(), frozenset({"34"})])
def test_without_any_place_nothing_is_known_and_a_place_alone_is_enough(
    database: Database, places: frozenset[str]
) -> None:
    with database.reading() as tx:
        known = places_known(tx, LAND, None, places, NOW)

    assert known.outbreak_place is (False if places else None)
    assert (known.cases_at_origin, known.level) == (None, None)
