"""Who has waited too long for a check at home or a test: without making a schedule of everybody. Pure.

Rule book 2.4. It says the same as `closing.follow` of what is missing, in a few comparisons.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from services.tracing.closing import FollowRules, first_day

_DAY = timedelta(days=1)


class Followed(NamedTuple):
    """What is known of somebody who is followed up."""

    level: int
    learned: date
    """The local day on which we learned of the level."""
    last_contact: date | None = None
    entered: Sequence[date] = ()
    """Days of entry into quarantine, the earliest first."""
    met: date | None = None
    """The last day on which a check met the person."""
    tested: Sequence[date] = ()
    """Days of tests with a result."""
    sampled: Sequence[date] = ()
    """Days of samples that have none yet."""

    def tests(self, since: date) -> list[date]:
        """Days that count as tested: with a result, or sampled too lately to have one."""
        return [*self.tested, *(day for day in self.sampled if day >= since)]


def day_one(
    entered: Sequence[date], last_contact: date | None, learned: date | None
) -> tuple[date, str] | None:
    """Day 1 and whence: entry at or after the last contact, else the day after it, else when we learned."""
    came = next((day for day in entered if last_contact is None or day >= last_contact), None)
    first = first_day(came, last_contact)
    if first is not None:
        return first, "quarantine" if came else "last_contact"
    return None if learned is None else (learned, "learned")


def check_missing(rules: FollowRules, first: date, met: date | None, learned: date) -> date | None:
    """The first day whose check is not done; None: none is left to do.

    No check was due before we learned of somebody, and none is when all days were over by then.
    """
    begins = first + rules.central_days * _DAY
    ends = begins + (rules.home_days - 1) * _DAY
    due = begins if met is None else max(begins, met + _DAY)
    if not rules.home_days or due > ends or learned > ends:
        return None
    return max(due, learned)


def missing_test(rules: FollowRules, first: date, tested: Collection[date], learned: date) -> date | None:
    """The first day whose test is not done; None: none is left to do.

    A test makes up for the earliest that was due by its day, never for a later one (decision 0040).
    """
    home = first + rules.central_days * _DAY
    if learned >= home + rules.home_days * _DAY:
        return None
    dues = [first + (day - 1) * _DAY for day in rules.test_days]
    dues += [home + (day - 1) * _DAY for day in rules.home_test_days]
    left = sorted(tested)
    for due in sorted(dues):
        done = next((day for day in left if day >= due), None)
        if done is None:
            return max(due, learned)
        left = [day for day in left if day > done]
    return None
