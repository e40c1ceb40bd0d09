"""Two clocks: the machine's, and one that somebody sets."""

from datetime import UTC, datetime, timedelta

from services.plumbing.clock import SetClock, system_clock

START = datetime(2021, 1, 27, 18, tzinfo=UTC)


def test_the_machine_s_clock_tells_utc_and_goes_on() -> None:
    first, second = system_clock(), system_clock()

    assert first.tzinfo is UTC and first <= second


def test_a_set_clock_stands_until_it_is_moved() -> None:
    clock = SetClock(START)
    assert clock() == clock() == START

    clock.move_to(START + timedelta(hours=1))

    assert clock() == START + timedelta(hours=1)


def test_a_set_clock_never_runs_backwards() -> None:
    clock = SetClock(START)

    clock.move_to(START - timedelta(days=1))

    assert clock() == START
