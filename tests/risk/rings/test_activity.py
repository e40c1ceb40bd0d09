"""What goes on in an area: its own word, else what its parts told; as known then, and for a week."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.domain.events import AreaActivityReported
from services.plumbing.database import Database
from services.policy.reader import load_jurisdiction
from services.risk.heard_judged import AreaActivityHeard
from services.risk.hearing import handlers
from services.risk.recall_judged import recall_activity
from services.risk.rings.activity import ActivityOf, Counted
from tests.risk.made import DAY, HOUR, NOW

LAND = load_jurisdiction("quang-ninh")
TODAY, WEEK = NOW.date(), 7
PARTS = [one.code for one in LAND.areas.children("205")]


def told(area: str, back: int = 0, learned: timedelta = timedelta(), **counts: int) -> AreaActivityHeard:
    return AreaActivityHeard(area, TODAY - timedelta(days=back), NOW + learned, **counts)


def known(*heard: AreaActivityHeard) -> ActivityOf:
    return ActivityOf(LAND.areas, heard, TODAY, WEEK)


def test_what_nobody_told_is_missing_and_zero_is_a_count() -> None:
    found = known(told("205", tourism_open=0))("205")

    assert found == {"tourism_open": Counted(0, at_least=False)}


def test_a_district_that_does_not_count_is_the_sum_of_its_communes_at_least_where_some_are_silent() -> None:
    some = known(told(PARTS[0], workers_back=30), told(PARTS[1], workers_back=12))
    every = known(*(told(code, workers_back=1) for code in PARTS))

    assert some("205")["workers_back"] == Counted(42, at_least=True)
    assert every("205")["workers_back"] == Counted(len(PARTS), at_least=False)
    assert some("22")["workers_back"] == Counted(42, at_least=True)
    assert known(told("205", workers_back=50), told(PARTS[0], workers_back=30))("205")[
        "workers_back"
    ] == Counted(50, at_least=False)


def test_a_telling_stands_for_its_days_and_no_longer() -> None:
    assert known(told("205", WEEK, visitors=5))("205")
    assert known(told("205", WEEK + 1, visitors=5))("205") == {}
    assert known(told("205", -1, visitors=5))("205") == {}


@given(st.permutations([told("205", visitors=5), told("205", 1, visitors=9), told("205", visitors=7),
                        told("205", learned=-HOUR, visitors=99)]))  # fmt: skip
def test_no_order_of_rows_decides(heard: list[AreaActivityHeard]) -> None:
    assert known(*heard)("205")["visitors"] == Counted(7, at_least=False)


def test_risk_hears_it_and_a_correction_takes_its_place_as_known_then(database: Database) -> None:
    hear = handlers(LAND.areas, lambda: 14)
    with database.transaction() as tx:
        for moment, workers in ((NOW, 40), (NOW + HOUR, 44)):
            event = AreaActivityReported(
                learned_at=moment, ref="a", area="205", day=TODAY, workers_back=workers
            )
            hear[AreaActivityReported](event, tx)

    def workers(then) -> list[int | None]:
        with database.reading() as tx:
            return [one.workers_back for one in recall_activity(tx, then, LAND.zone, WEEK)]

    assert (workers(NOW), workers(NOW + HOUR)) == ([40], [44])
    assert workers(NOW + (WEEK + 1) * DAY) == []
