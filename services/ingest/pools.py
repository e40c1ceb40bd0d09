"""Which people wait for a test of their own because their pool was positive. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from services.domain.records import LabResult, SampleResult


@dataclass(frozen=True)
class OpenPool:
    """A positive pool whose members are not all tested alone yet."""

    pool: str
    area: str
    since: datetime
    waiting: tuple[str, ...]
    """Members listed and not yet answered alone."""
    unlisted: int
    """People in the pool whose samples nobody listed, less those answered alone."""


def open_pools(results: Iterable[LabResult]) -> list[OpenPool]:
    """From the newest results of all tubes: every positive pool that still has members to test."""
    known = list(results)
    answered = {one.sample: one for one in known if one.closes_itself}
    found = (_open(pool, answered) for pool in known if pool.opens_members)
    return [one for one in found if one.waiting or one.unlisted]


def _open(pool: LabResult, answered: dict[str, LabResult]) -> OpenPool:
    alone = {code for code, one in answered.items() if one.pool == pool.sample or code in pool.members}
    listed = set(pool.members)
    return OpenPool(
        pool=pool.sample,
        area=pool.area,
        since=pool.resulted_at or pool.taken_at,
        waiting=tuple(code for code in pool.members if code not in alone),
        unlisted=max(pool.people - len(listed) - len(alone - listed), 0),
    )


def found_positive(results: Iterable[LabResult], pool: str) -> list[str]:
    """Samples of a pool's members that were positive alone."""
    return [
        one.sample
        for one in results
        if one.pool == pool and one.closes_itself and one.result is SampleResult.POSITIVE
    ]
