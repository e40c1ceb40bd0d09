"""Warnings for a batch: every row against what is known of its person, its telephone and its declaration."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import isfinite
from typing import Any, Protocol

from services.domain.records import CheckpointScan
from services.ingest.columns import Reading
from services.ingest.cross_checks.contacts_told import contact_passed, denied_contact
from services.ingest.cross_checks.employers_told import origins_differ
from services.ingest.cross_checks.known import ANSWERED_BY, Known, declared_under, known_of
from services.ingest.cross_checks.phones_shared import phones_shared
from services.ingest.cross_checks.vehicles_told import plates_differ
from services.ingest.cross_checks.whereabouts import left_quarantine, two_places
from services.ingest.faults import Fault
from services.ingest.feed import Feed
from services.ingest.reading import Read
from services.plumbing.database import Transaction

Rule = Callable[[Any, Any, Reading], Fault | None]
"""The new record, another one of the same person; the fault when they cannot both be so."""

RULES: tuple[Rule, ...] = (
    denied_contact,
    contact_passed,
    origins_differ,
    two_places,
    left_quarantine,
    plates_differ,
)


class Placed(Protocol):
    """A row that is about to be kept."""

    @property
    def read(self) -> Read:
        """What reading made of it."""
        ...


def cross_faults(
    tx: Transaction, feed: Feed, kept: Sequence[Placed], reading: Reading
) -> dict[int, list[Fault]]:
    """By place in the batch the warnings for its rows.

    Called before the batch is written, so that a row never answers itself. Two lookups a batch, whatever its
    size. Where the law sets no limits (`Limits`) nothing is compared.
    """
    batch = [one.read for one in kept]
    found: dict[int, list[Fault]] = {}
    if not isfinite(reading.limits.cross_check_days):
        return found
    for n, fault in _contradictions(tx, feed.name, batch, reading):
        found.setdefault(n, []).append(fault)
    for n, fault in phones_shared(tx, batch, reading).items():
        found.setdefault(n, []).append(fault)
    return found


def _contradictions(
    tx: Transaction, feed: str, batch: Sequence[Read], reading: Reading
) -> Iterator[tuple[int, Fault]]:
    if feed not in ANSWERED_BY:
        return
    rows = _by_person(batch)
    moment, days = reading.learned_at, reading.limits.cross_check_days
    known = known_of(tx, feed, rows.keys(), moment, days)
    declared = declared_under(tx, _codes(batch), moment, days)
    for person, places in rows.items():
        others = known.get(person, ())
        if others or len(places) > 1:
            yield from _of_one_person(feed, places, others, batch, reading)
    for n, read in enumerate(batch) if declared else ():
        yield from _with_its_declaration(n, read, declared, known, reading)


def _of_one_person(
    feed: str, places: Sequence[int], others: Sequence[Known], batch: Sequence[Read], reading: Reading
) -> Iterator[tuple[int, Fault]]:
    """Each row against what was known, and against the rows of the batch above it."""
    above: list[Known] = list(others)
    for n in places:
        read = batch[n]
        against = [one.record for one in above if (one.feed, one.key) != (feed, read.key)]
        yield from ((n, fault) for fault in faults_of(read.record, against, reading))
        above.append(Known(feed, read.key, read.record))


def faults_of(new: Any, others: Sequence[Any], reading: Reading) -> list[Fault]:
    """Every rule that a record breaks with another one of the same person, each told once. Pure."""
    found: dict[str, Fault] = {}
    for rule in RULES:
        fault = next((fault for other in others if (fault := rule(new, other, reading))), None)
        if fault is not None:
            found.setdefault(fault.code, fault)
    return list(found.values())


def _with_its_declaration(
    n: int, read: Read, declared: Mapping[str, Known], known: Mapping[str, Sequence[Known]], reading: Reading
) -> Iterator[tuple[int, Fault]]:
    """A scan without a name is held against the declaration it names."""
    one = declared.get(read.record.declaration or "")
    if one is None or one in known.get(read.person or "", ()):  # then it was compared already
        return
    fault = plates_differ(read.record, one.record, reading)
    if fault is not None:
        yield n, fault


def _by_person(batch: Sequence[Read]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for n, read in enumerate(batch):
        if read.person:
            rows.setdefault(read.person, []).append(n)
    return rows


def _codes(batch: Sequence[Read]) -> set[str]:
    if not batch or not isinstance(batch[0].record, CheckpointScan):
        return set()
    return {read.record.declaration for read in batch if read.record.declaration}
