"""Plays a script of deliveries through the real doors, with a clock that the script sets."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from threading import Event

from services.app.demo.delivery import Delivery
from services.app.follow_up_room import list_overdue_visits
from services.app.meta import set_demo_clock
from services.app.wiring import House
from services.app.workers import Readers
from services.ingest.receipts import receive_records
from services.plumbing.clock import SetClock

STEP = timedelta(hours=12)
"""The clock's own tick: lists that arrive within one step are graded together, as one batch."""
URGENT = ("orders", "border-incidents")
"""Few and grave: graded and told at the moment they arrive; so is every F0."""

Progress = Callable[[datetime], None]


@dataclass(frozen=True)
class Pace:
    """How fast replayed time runs: seconds of it in one real second; 0: as fast as it goes."""

    speed: float

    def wait(self, replayed: timedelta, worked_seconds: float) -> None:
        """Let real time pass, less what the work took."""
        if self.speed > 0:
            time.sleep(max(replayed.total_seconds() / self.speed - worked_seconds, 0.0))


def replay(
    house: House,
    clock: SetClock,
    script: Iterable[Delivery],
    until: datetime,
    pace: Pace,
    progress: Progress,
    stop: Event | None = None,
) -> int:
    """Deliver everything, step by step; returns the rows handed over. The house settles after each step."""
    rows = 0
    readers = Readers(house)
    for end, deliveries in steps(script, clock(), until):
        if stop is not None and stop.is_set():
            break
        started = time.monotonic()
        for together in by_moment(deliveries):
            _hand_over_moment(house, readers, clock, together)
        rows += sum(len(delivery.rows) for delivery in deliveries)
        graded = any(is_urgent(delivery) for delivery in deliveries)
        _let_time_pass(house, readers, clock, end, graded=graded and end < until)
        progress(end)
        pace.wait(STEP, time.monotonic() - started)
    readers.close()
    return rows


def by_moment(deliveries: Iterable[Delivery]) -> Iterator[list[Delivery]]:
    """What arrives at one moment, together."""
    for _, together in groupby(deliveries, key=attrgetter("at")):
        yield list(together)


def steps(
    script: Iterable[Delivery], start: datetime, until: datetime
) -> Iterator[tuple[datetime, list[Delivery]]]:
    """The script cut into steps: the end of each, and what was learned in it; empty steps included."""
    by_step = groupby(script, key=lambda delivery: max((delivery.at - start) // STEP, 0))
    due = next(by_step, None)
    for number in range((until - start) // STEP + 1):
        deliveries: list[Delivery] = []
        if due is not None and due[0] == number:
            deliveries = list(due[1])
            due = next(by_step, None)
        yield min(start + (number + 1) * STEP, until), deliveries


def _hand_over_moment(house: House, readers: Readers, clock: SetClock, together: list[Delivery]) -> None:
    """One moment's deliveries, each a transaction of its own; what is grave is graded at once."""
    clock.move_to(together[0].at)
    for delivery in together:
        with house.database.transaction() as tx:
            feed, reading = house.feeds[delivery.feed], house.reading()
            receive_records(tx, feed, delivery.rows, reading, door="demo", file=delivery.name)
    if any(is_urgent(delivery) for delivery in together):
        readers.settle()


def is_urgent(delivery: Delivery) -> bool:
    """Does it wait for nobody? The evening's "no new case" can."""
    if delivery.feed == "cases":
        return any(row.get("count") != "0" for row in delivery.rows)
    return delivery.feed in URGENT


def _let_time_pass(house: House, readers: Readers, clock: SetClock, end: datetime, *, graded: bool) -> None:
    """What the clock alone changes, what came and is not yet graded, and the letters that are due.

    `graded`: something grave was graded within the step; the lists that came since wait for the next one.
    """
    clock.move_to(end)
    new_day = _begins_a_day(house, end)
    if (new_day or not graded) and not readers.settle():
        house.regrade()
        readers.settle()
    if new_day:  # once the visits of the evening are heard
        list_overdue_visits(house)
    house.send(clock() + house.terms.gathering)
    set_demo_clock(house.database, end)


def _begins_a_day(house: House, end: datetime) -> bool:
    """Did a local day begin within the step?"""
    zone = house.jurisdiction.zone
    return (end - STEP).astimezone(zone).date() != end.astimezone(zone).date()
