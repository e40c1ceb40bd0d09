"""Visits: what declarations, lists of workers and posts say of where people were, and when."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import singledispatch
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from services.domain.areas import AreaCode
from services.domain.days import day_after, midnight
from services.domain.records import (
    CheckpointScan,
    Declaration,
    EntryDeclaration,
    LegalEntry,
    Milestone,
    Noted,
    Record,
    ResidentDeclaration,
    WorkerReturn,
)
from services.plumbing.database import Transaction
from services.tracing.dated_rows import close_replaced
from services.tracing.hearing import Subject
from services.tracing.tables_visits import VisitRow

AT_A_POST = timedelta(minutes=15)  # a stop at a post, from the queue to the barrier; ours
_NAMES = (
    *("record", "person", "kind", "place", "area", "since", "until", "address", "latitude", "longitude"),
    *("learned_at", "gone_at"),
)


class VisitKind(StrEnum):
    """How we know of a visit."""

    DECLARED = "declared"
    ORIGIN = "origin"
    """Where a journey began, without days of its own: the whole time that is looked back on."""
    SEEN = "seen"
    TOLD = "told"
    """To a tracing team, place by place and hour by hour."""


class Stay(NamedTuple):
    """A visit as it is read from a record; half-open."""

    kind: VisitKind
    place: str | None
    area: AreaCode | None
    since: datetime
    until: datetime
    address: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class Terms(NamedTuple):
    """What days mean."""

    zone: ZoneInfo
    lookback: timedelta
    """How long places matter (rule book 8, lookback_days)."""


def visits_subject(zone: ZoneInfo, lookback_days: Callable[[], float]) -> Subject:
    """Keeps the visits that records of people tell of; `lookback_days` in force now."""

    def people(tx: Transaction, noted: Sequence[Noted]) -> None:
        keep_visits(tx, noted, Terms(zone, timedelta(days=lookback_days())))

    return Subject("visits", people=people)


def keep_visits(tx: Transaction, noted: Sequence[Noted], terms: Terms) -> None:
    """Add the visits of these records, and close those of the records they replace."""
    rows = (
        (one.id, one.person, stay.kind.value, *stay[1:], one.learned_at, one.until)
        for one in noted if one.person
        for stay in stays_in(one.body, terms)
    )  # fmt: skip
    tx.pour(VisitRow, _NAMES, rows)
    close_replaced(tx, VisitRow, noted)


@singledispatch
def stays_in(body: Record, terms: Terms) -> Iterator[Stay]:
    """Where a record says somebody was; most kinds of record say nothing of it."""
    yield from ()


@stays_in.register
def _(body: Declaration, terms: Terms) -> Iterator[Stay]:
    yield from _declared(body, terms)
    if body.origin or body.origin_text:
        since = body.declared_at - terms.lookback
        yield Stay(VisitKind.ORIGIN, body.origin_text or None, body.origin, since, body.declared_at)


@stays_in.register(EntryDeclaration)
@stays_in.register(ResidentDeclaration)
def _declared(body: Any, terms: Terms) -> Iterator[Stay]:
    """Whole days, as the forms ask; a day that is not told reaches as far as the form looks back."""
    for visit in body.visits:
        since = _first(visit.arrived, terms.zone) or body.declared_at - terms.lookback
        until = _end(visit.left, terms.zone) or max(body.declared_at, since)
        yield Stay(VisitKind.DECLARED, visit.place, visit.area, since, until)


@stays_in.register
def _(body: WorkerReturn, terms: Terms) -> Iterator[Stay]:
    until = midnight(body.arrives_on, terms.zone)
    yield Stay(VisitKind.ORIGIN, body.origin_text or None, body.origin, until - terms.lookback, until)


@stays_in.register
def _(body: CheckpointScan, terms: Terms) -> Iterator[Stay]:
    yield Stay(VisitKind.SEEN, body.post, body.area, body.scanned_at, body.scanned_at + AT_A_POST)


@stays_in.register
def _(body: LegalEntry, terms: Terms) -> Iterator[Stay]:
    yield Stay(VisitKind.SEEN, body.gate, None, body.entered_at, body.entered_at + AT_A_POST)


@stays_in.register
def _(body: Milestone, terms: Terms) -> Iterator[Stay]:
    """Of an F0 the place is a window, in which others are looked for, and no visit."""
    if body.level and not body.mistaken:
        point = (body.latitude, body.longitude)
        yield Stay(VisitKind.TOLD, body.place, body.area, body.since, body.until, body.address, *point)


def _first(day: date | None, zone: ZoneInfo) -> datetime | None:
    return midnight(day, zone) if day else None


def _end(day: date | None, zone: ZoneInfo) -> datetime | None:
    return midnight(day_after(day), zone) if day else None
