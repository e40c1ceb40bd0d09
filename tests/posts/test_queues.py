"""People wait at a post as lanes and minutes make them."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.posts.queues import Waits, waits_of

NOON = datetime(2021, 2, 16, 12, tzinfo=UTC)
PEOPLE = st.lists(
    st.tuples(st.integers(0, 120).map(lambda m: NOON + timedelta(minutes=m)), st.integers(1, 20)), max_size=30
)


def test_the_third_of_three_who_come_at_once_waits_for_the_first_of_two_lanes() -> None:
    assert waits_of([(NOON, 10), (NOON, 10), (NOON, 10)], lanes=2) == Waits(3.3, 10.0)
    assert waits_of([], lanes=2) == Waits(0.0, 0.0)


@given(PEOPLE, st.integers(1, 5))
def test_a_lane_more_makes_nobody_wait_longer_and_slower_service_nobody_shorter(
    people: list[tuple[datetime, int]], lanes: int
) -> None:
    found = waits_of(people, lanes)
    slower = waits_of([(at, minutes + 1) for at, minutes in people], lanes)

    assert waits_of(people, lanes + 1).longest <= found.longest <= slower.longest
    assert 0 <= found.mean <= found.longest
    assert waits_of(people, max(len(people), 1)).longest == 0
