"""The replay's steps: every delivery lands in exactly one, in order, and the clock never runs back."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.app.demo.delivery import Delivery
from services.app.meta import demo_clock
from services.app.replay import STEP, Pace, replay, steps
from services.app.wiring import House
from services.ingest.receipts import totals
from services.plumbing.clock import SetClock
from tests.conftest import START

SPAN = timedelta(days=5)
moments = st.timedeltas(timedelta(), SPAN).map(lambda after: START + after)
scripts = st.lists(moments, max_size=40).map(
    lambda found: [delivery(at, number) for number, at in enumerate(sorted(found))]
)


def delivery(at: datetime, number: int = 0, *, area: str = "205") -> Delivery:
    row = {"code": f"MAU-{number}", "area": area, "confirmed_at": f"{at:%Y-%m-%dT%H:%M}", "count": "1"}
    return Delivery(at, "cases", f"{number}.csv", [row])


@given(script=scripts)
def test_every_delivery_lands_in_exactly_one_step_in_order(script: list[Delivery]):
    cut = list(steps(iter(script), START, START + SPAN))

    assert [one for _, deliveries in cut for one in deliveries] == script


@given(script=scripts, length=st.timedeltas(timedelta(), SPAN))
def test_steps_follow_each_other_to_the_end_and_hold_what_was_learned_in_them(
    script: list[Delivery], length: timedelta
):
    until = START + length
    within = [one for one in script if one.at <= until]

    cut = list(steps(iter(within), START, until))

    ends = [end for end, _ in cut]
    assert ends == sorted(ends)
    assert ends[-1] == until
    assert [one for _, deliveries in cut for one in deliveries] == within
    for number, (end, deliveries) in enumerate(cut):
        assert all(START + number * STEP <= one.at <= end for one in deliveries)


def test_a_replay_hands_everything_over_and_remembers_where_it_stands(house: House, clock: SetClock):
    script = [delivery(START + timedelta(hours=3 * number), number) for number in range(5)]
    until = START + timedelta(hours=30)
    seen: list[datetime] = []

    rows = replay(house, clock, script, until, Pace(0.0), seen.append)

    with house.database.reading() as tx:
        assert sum(totals(tx).values()) == rows == len(script)
    assert demo_clock(house.database) == until == clock()
    assert seen == sorted(seen)
    assert house.settings.home.joinpath("outbox").exists()
