"""What was known then: corrections, late news, windows; and what was graded live is found again."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.events import Event
from services.domain.levels import State
from services.domain.records import SourceKnown
from services.plumbing.clock import SetClock
from services.plumbing.database import Base, Database
from services.policy.reader import load_jurisdiction
from services.risk.hearing import handlers
from services.risk.recall import WHOLE_HISTORY, recall
from services.risk.regrading import levels_since, regrade
from services.risk.survey import survey
from tests.risk.made import DAY, HOUR, NOW, arrivals_told, at, case_told, contacts_told, order_told

LAND = load_jurisdiction("quang-ninh")
COMMUNE, OTHER = "07090", "06994"

Tell = Callable[..., None]


@pytest.fixture
def tell(database: Database) -> Tell:
    """Hands events to the listeners of risk."""

    def told(*events: Event) -> None:
        _tell(database, events)

    return told


def _tell(database: Database, events: Any) -> None:
    kept = handlers(LAND.areas, lambda: 14)
    with database.transaction() as tx:
        for event in events:
            kept[type(event)](event, tx)


def _known(database: Database, then: datetime, **how: Any) -> Any:
    with database.reading() as tx:
        return recall(tx, then, **how)


def _areas(database: Database, then: datetime) -> list[str]:
    return [case.area for case in _known(database, then).cases]


def test_the_first_day_a_feed_tells_of_is_known_as_of_then(database: Database, tell: Tell) -> None:
    tell(
        arrivals_told("a", "290", COMMUNE, NOW - 2 * DAY, 10),
        arrivals_told("b", "290", COMMUNE, NOW, 10, day=(NOW - 9 * DAY).date()),
        case_told("c", COMMUNE, at("2021-02-03 00:30")),
    )

    early, late = (_known(database, then, zone=LAND.zone).first_told for then in (NOW - DAY, NOW))
    assert (early["arrivals"], late["arrivals"]) == ((NOW - 2 * DAY).date(), (NOW - 9 * DAY).date())
    assert early["cases"] == at("2021-02-03 00:30").date()
    assert "entrants" not in late


def test_of_two_tellings_the_one_learned_later_stands_from_then_on(database: Database, tell: Tell) -> None:
    tell(case_told("a", COMMUNE, NOW), case_told("a", OTHER, NOW, learned_at=NOW + DAY))

    assert _areas(database, NOW - HOUR) == []
    assert _areas(database, NOW) == [COMMUNE]
    assert _areas(database, NOW + DAY - timedelta(seconds=1)) == [COMMUNE]
    assert _areas(database, NOW + DAY) == [OTHER]


def test_a_telling_that_reaches_us_late_takes_its_place_in_time(database: Database, tell: Tell) -> None:
    tell(case_told("a", OTHER, NOW, learned_at=NOW + DAY), case_told("a", COMMUNE, NOW))

    assert _areas(database, NOW) == [COMMUNE]
    assert _areas(database, NOW + DAY) == [OTHER]


def test_of_two_tellings_of_one_moment_the_second_stands(database: Database, tell: Tell) -> None:
    tell(case_told("a", COMMUNE, NOW), case_told("a", OTHER, NOW))

    assert _areas(database, NOW) == [OTHER]


def test_a_correction_that_moves_a_fact_out_of_the_window_takes_it_out(
    database: Database, tell: Tell
) -> None:
    tell(case_told("a", COMMUNE, NOW), case_told("a", COMMUNE, NOW - 90 * DAY, learned_at=NOW + HOUR))

    assert _areas(database, NOW) == [COMMUNE]
    assert _areas(database, NOW + HOUR) == []
    assert len(_known(database, NOW + HOUR, reach=WHOLE_HISTORY).cases) == 1


def test_two_feeds_that_tell_of_one_thing_under_two_names_are_two(database: Database, tell: Tell) -> None:
    tell(case_told("cases:BN1", COMMUNE, NOW), case_told("other:BN1", COMMUNE, NOW))

    assert len(_known(database, NOW).cases) == 2


def test_the_newest_count_of_a_chain_replaces_the_one_before(database: Database, tell: Tell) -> None:
    tell(*(contacts_told("chain|205|F1", "205", NOW + n * DAY, total=10 + n) for n in range(3)))

    assert [report.total for report in _known(database, NOW + DAY).contacts] == [11]
    assert [report.total for report in _known(database, NOW + 5 * DAY).contacts] == [12]


def test_arrivals_are_summed_over_two_weeks_of_local_days_and_never_before_they_come(
    database: Database, tell: Tell
) -> None:
    today = NOW.date()
    tell(
        *(
            arrivals_told(f"a{back}", "290", COMMUNE, NOW - 30 * DAY, 1, day=today - back * DAY)
            for back in range(-3, 20)
        )
    )
    tell(arrivals_told("b", "290", COMMUNE, NOW, -1, day=today))  # a correction takes one back

    for moment in (NOW, NOW.astimezone(UTC)):
        assert [one.people for one in _known(database, moment, zone=LAND.zone).arrivals] == [13]
    after_midnight = at("2021-02-06 00:30").astimezone(UTC)
    assert [one.people for one in _known(database, after_midnight, zone=LAND.zone).arrivals] == [13]
    assert [one.people for one in _known(database, NOW - DAY, zone=LAND.zone).arrivals] == [14]


def test_what_was_last_learned_is_told_by_kind_and_moment(database: Database, tell: Tell) -> None:
    tell(case_told("a", COMMUNE, NOW), order_told("o", "205", State.LOCKDOWN, NOW + DAY))

    assert _known(database, NOW - HOUR).last_learned == {}
    assert _known(database, NOW).last_learned == {"cases": NOW}
    assert set(_known(database, NOW + DAY).last_learned) == {"cases", "orders"}


def test_an_order_whose_end_was_moved_ends_at_the_new_moment_and_was_planned_longer_before(
    database: Database, tell: Tell
) -> None:
    begin, planned, ended = at("2021-01-29 12:00"), at("2021-02-23 12:00"), at("2021-02-09 18:00")
    lifted = order_told("o", "205", State.DIRECTIVE_16, begin, until=ended, learned_at=ended)
    tell(order_told("o", "205", State.DIRECTIVE_16, begin, until=planned), lifted)

    def ordered(moment: datetime) -> bool:
        with database.reading() as tx:
            return survey(tx, LAND, moment).standings["205"].order is not None

    minute = timedelta(minutes=1)
    found = [ordered(moment) for moment in (begin - minute, begin, ended - minute, ended)]
    assert found == [False, True, True, False]


# --- as known then is what was graded live -----------------------------------------------------------------

steps = st.lists(
    st.tuples(
        st.sampled_from(["case", "contacts", "order"]),
        st.sampled_from(["a", "b"]),
        st.sampled_from([COMMUNE, OTHER, "205", "290", "22"]),
        st.integers(0, 3),
        st.sampled_from(SourceKnown),
        st.sampled_from([State.LOCKDOWN, State.DIRECTIVE_15, State.NORMAL]),
        st.integers(0, 5 * 24),
    ),
    min_size=1,
    max_size=5,
)


def _events(told: Any, now: datetime) -> Iterator[Event]:
    kind, ref, area, number, source, state, ago = told
    when = now - timedelta(hours=ago)
    if kind == "case":
        yield case_told(ref, area, when, number, source=source, learned_at=now)
    elif kind == "contacts":
        yield contacts_told(ref, area, when, number, traced=0, learned_at=now)
    else:
        yield order_told(ref, area, state, when, until=now + number * DAY, learned_at=now)


@given(story=steps)
@settings(max_examples=12)
def test_as_known_then_is_what_was_graded_live(story: Any) -> None:
    database = Database("sqlite://", SetClock(NOW))
    Base.metadata.create_all(database.engine)
    live = {}
    for number, told in enumerate(story):
        now = NOW + number * 7 * HOUR
        _tell(database, _events(told, now))
        with database.transaction() as tx:
            regrade(tx, LAND, now)
            live[now] = survey(tx, LAND, now)
    with database.reading() as tx:
        for now, then in live.items():
            again = survey(tx, LAND, now)
            assert again.standings == then.standings
            assert again.numbers == then.numbers
            assert again.data_age_hours == then.data_age_hours
            assert set(levels_since(tx, now)) == set(then.standings)
    database.close()
