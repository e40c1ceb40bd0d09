"""When somebody in a chain is done: days of quarantine, tests and checks, and what puts the end off. Pure.

Rule book 2.4. Day 1 is the day of entry into quarantine or, for an F1, the day after the last contact; on
screen it is said which. Days are local and begin at local midnight. All numbers are the law's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from services.domain.errors import BadRecord

_DAY = timedelta(days=1)


class DueKind(StrEnum):
    """What is due on a day."""

    TEST = "test"
    CHECK = "check"
    """A visit or a call: is the person there, and well?"""
    RELEASE = "release"
    """From central quarantine."""


class Outcome(StrEnum):
    """What came of a test or a check."""

    DONE = "done"
    """A negative test; somebody who was met."""
    FAILED = "failed"
    """An invalid test; nobody was met. It has to be done again."""
    PENDING = "pending"
    """A sample without a result yet."""
    POSITIVE = "positive"
    LOST = "lost"
    """Told as lost: nobody knows where the person is."""


class FollowState(StrEnum):
    """Where a follow-up stands."""

    OPEN = "open"
    EXTENDED = "extended"
    """Its days are over, and something is still missing."""
    LOST = "lost"
    POSITIVE = "positive"
    """Became an F0: this follow-up ends, others begin."""
    CLOSED = "closed"


@dataclass(frozen=True)
class FollowRules:
    """The days of one level under one rule set."""

    central_days: int = 0
    test_days: tuple[int, ...] = ()
    """Days of quarantine on which a test is due."""
    home_days: int = 0
    home_test_days: tuple[int, ...] = ()
    """Days at home, counted from 1, on which a test is due."""
    lost_after: int = 3
    """Checks in a row that met nobody make somebody lost."""

    def __post_init__(self) -> None:
        """Raises BadRecord for a test that would come after the days are over."""
        late = [day for day in self.test_days if not 0 < day <= self.central_days]
        late += [day for day in self.home_test_days if not 0 < day <= self.home_days]
        if late:
            raise BadRecord(
                vi=f"test_days: ngày {late[0]} nằm ngoài thời gian theo dõi; hãy sửa tham số.",
                en=f"test_days: day {late[0]} lies outside the days of follow-up; mend the parameters.",
                field="test_days",
                code="test_outside_days",
            )


class Due(NamedTuple):
    """Something due on a local day; `day` counts from 1."""

    on: date
    kind: DueKind
    day: int
    done_on: date | None = None


class Deed(NamedTuple):
    """A test that was taken, or a check that was tried."""

    on: date
    kind: DueKind
    outcome: Outcome


@dataclass(frozen=True)
class FollowUp:
    """A follow-up as it stands on a day."""

    state: FollowState
    first: date
    last: date
    """The last day that is planned."""
    closed_on: date | None
    dues: tuple[Due, ...]
    """In their order; what was put off stands last, due today."""

    def missing(self, today: date) -> list[Due]:
        """What is due by that day and not done."""
        return [one for one in self.dues if one.done_on is None and one.on <= today]


def first_day(entered: date | None, last_contact: date | None) -> date | None:
    """Day 1; None when neither day is known."""
    if entered is not None:
        return entered
    return None if last_contact is None else last_contact + _DAY


def schedule(rules: FollowRules, first: date) -> list[Due]:
    """All that is due: tests, a check each day at home, and the release, by day."""
    home = first + rules.central_days * _DAY
    dues = [Due(first + (day - 1) * _DAY, DueKind.TEST, day) for day in rules.test_days]
    if rules.central_days:
        dues.append(Due(home - _DAY, DueKind.RELEASE, rules.central_days))
    for day in range(1, rules.home_days + 1):
        dues.append(Due(home + (day - 1) * _DAY, DueKind.CHECK, rules.central_days + day))
    for day in rules.home_test_days:
        dues.append(Due(home + (day - 1) * _DAY, DueKind.TEST, rules.central_days + day))
    return sorted(dues, key=lambda one: (one.on, one.kind))


def follow(rules: FollowRules, first: date, deeds: Iterable[Deed], today: date) -> FollowUp:
    """How the follow-up stands at the end of a day, by what had been done by then.

    It closes when its days are over, every test is done and the last check met the person. A last one that
    failed or is missing puts the end off to the day on which it is made up for.
    """
    known = sorted((one for one in deeds if one.on <= today), key=_in_order)
    last = first + (rules.central_days + rules.home_days - 1) * _DAY
    dues = _settled(schedule(rules, first), known, today)
    needed = [one for one in dues if one.kind is DueKind.TEST]
    needed += [one for one in dues if one.kind is DueKind.CHECK and one.on >= last]
    state = _state(rules, known, needed, over=today >= last)
    met = [last, *(one.done_on for one in needed if one.done_on)]
    closed = max(met) if state is FollowState.CLOSED else None
    if state is FollowState.EXTENDED:
        dues += [one._replace(on=today) for one in needed if one.done_on is None and one.on < today]
    return FollowUp(state, first, last, closed, tuple(dues))


def _in_order(one: Deed) -> tuple[date, int]:
    """Of one day no hours are told: who was met was not missed; who was told as lost is lost."""
    return one.on, {Outcome.FAILED: 0, Outcome.LOST: 2}.get(one.outcome, 1)


def _state(rules: FollowRules, deeds: Sequence[Deed], needed: Sequence[Due], *, over: bool) -> FollowState:
    if any(one.outcome is Outcome.POSITIVE for one in deeds):
        return FollowState.POSITIVE
    if _is_lost(rules, deeds):
        return FollowState.LOST
    if not over:
        return FollowState.OPEN
    missing = any(one.done_on is None for one in needed)
    return FollowState.EXTENDED if missing else FollowState.CLOSED


def _is_lost(rules: FollowRules, deeds: Sequence[Deed]) -> bool:
    """Told as lost, or missed too often in a row, and not met since."""
    missed = 0
    for one in deeds:
        if one.outcome is Outcome.LOST:
            missed = rules.lost_after
        elif one.outcome in (Outcome.DONE, Outcome.PENDING):
            missed = 0
        elif one.kind is DueKind.CHECK:
            missed += 1
    return missed >= rules.lost_after


def _settled(dues: Iterable[Due], deeds: Iterable[Deed], today: date) -> list[Due]:
    """One test makes up for the earliest that was due by then, a check for all before it."""
    left = {kind: sorted({one.on for one in _done(deeds, kind)}) for kind in (DueKind.TEST, DueKind.CHECK)}
    found = []
    for due in dues:
        if due.kind is DueKind.RELEASE:
            found.append(due._replace(done_on=due.on if due.on <= today else None))
            continue
        days = left[due.kind]
        done = next((on for on in days if on >= due.on), None)
        if done is not None and due.kind is DueKind.TEST:
            del days[: days.index(done) + 1]
        found.append(due._replace(done_on=done))
    return found


def _done(deeds: Iterable[Deed], kind: DueKind) -> Iterator[Deed]:
    return (one for one in deeds if one.kind is kind and one.outcome is Outcome.DONE)
