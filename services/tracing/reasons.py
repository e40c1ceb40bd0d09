"""From the rows of lists to reasons to call: which level is meant, since when, and so by when. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from services.domain.areas import AreaCode
from services.domain.events import ListKind
from services.tracing.assigning import Reason

_TOLD = re.compile(r"(?<![A-Za-z0-9])F([0-5])(?![0-9])")
NEAR_AS: Mapping[ListKind, int] = {
    ListKind.EXPOSURE_SITE: 1,
    ListKind.CHAIN: 1,
    ListKind.MANIFEST: 1,
    ListKind.SHARED_PLACE: 1,
    ListKind.LOCALITY: 2,
    ListKind.FOLLOW_UP: 2,
}
"""As which level people on a list are looked for: whoever may have met a case as an F1."""

HoursOf = Callable[[int, datetime], float]
"""Hours that the law of a moment gives for somebody of a level."""


class Standing(NamedTuple):
    """One row of a list of people: somebody stood on it from a moment to another."""

    person: str
    list: str
    kind: ListKind
    ref: str
    area: AreaCode | None
    score: float
    learned_at: datetime
    gone_at: datetime | None


def reasons_of(rows: Iterable[Standing], hours: HoursOf) -> Iterator[tuple[Reason, datetime]]:
    """The reasons that stand, each with the moment it began; a change of score begins nothing anew.

    `rows`: also those that were closed.
    """
    ordered = sorted(rows, key=lambda one: (one.person, one.list, one.learned_at, one.gone_at is None))
    for _, group in groupby(ordered, key=lambda one: (one.person, one.list)):
        runs = list(group)
        last = runs[-1]
        if last.gone_at is None:
            since = _since(runs)
            level = _level(last)
            due = since + timedelta(hours=hours(level, since))
            yield Reason(last.person, last.list, last.area, level, last.score, due), since


def due_anew(
    told: Iterable[tuple[Reason, datetime]], settled: Mapping[str, datetime]
) -> list[tuple[Reason, datetime]]:
    """The same reasons; one that was worked on and done is due no sooner than those that came since.

    `settled`: when the work of a person was last done. Where nothing came since, deadlines stay.
    """
    told = list(told)
    anew: dict[str, datetime] = {}
    for reason, since in told:
        done = settled.get(reason.person)
        if done is not None and since > done:
            anew[reason.person] = min(reason.due, anew.get(reason.person, reason.due))
    return [(one._replace(due=max(one.due, anew.get(one.person, one.due))), since) for one, since in told]


def _since(rows: list[Standing]) -> datetime:
    """When the unbroken run began that the last row ends."""
    since = rows[-1].learned_at
    for row in reversed(rows[:-1]):
        if row.gone_at != since:
            break
        since = row.learned_at
    return since


def _level(row: Standing) -> int:
    """A list of a chain may say of which level its people are."""
    told = _TOLD.search(row.ref) if row.kind is ListKind.CHAIN else None
    return int(told.group(1)) if told else NEAR_AS[row.kind]
