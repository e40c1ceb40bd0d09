"""What records say was done about people: quarantine, tests, roll calls; for their follow-up (2.4).

What teams do with their lists counts beside it (`step_deeds`).
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from functools import singledispatch
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select

from services.domain.records import (
    ContactPerson,
    LabMethod,
    LabResult,
    Noted,
    QuarantineStay,
    Record,
    RollCall,
    SampleResult,
    StayEnd,
)
from services.plumbing.database import Transaction
from services.tracing.closing import Deed, DueKind, Outcome
from services.tracing.dated_rows import close_replaced, stood
from services.tracing.hearing import Subject
from services.tracing.tables_deeds import DeedRow

ENTERED = "entered"
DEED = ("record", "person", "kind", "outcome", "day", "learned_at", "gone_at")
_OUTCOMES = {
    "negative": Outcome.DONE,
    "positive": Outcome.POSITIVE,
    "invalid": Outcome.FAILED,
    "pending": Outcome.PENDING,
}

Told = tuple[str, Outcome, date]


class Deeds(NamedTuple):
    """What was done about one person."""

    entered: tuple[date, ...]
    deeds: tuple[Deed, ...]


def deeds_subject(zone: ZoneInfo) -> Subject:
    """Keeps what was done about people who may be followed up."""

    def people(tx: Transaction, noted: Sequence[Noted]) -> None:
        keep_deeds(tx, noted, zone)

    return Subject("deeds", people=people)


def keep_deeds(tx: Transaction, noted: Sequence[Noted], zone: ZoneInfo) -> None:
    """Add what these records say was done, and close what the records they replace said."""
    rows = (
        (one.id, one.person, kind, outcome.value, day, one.learned_at, one.until)
        for one in noted
        if one.person
        for kind, outcome, day in deeds_in(one.body, zone)
    )
    tx.pour(DeedRow, DEED, rows)
    close_replaced(tx, DeedRow, noted)


def deeds_of(tx: Transaction, people: Collection[str], as_of: datetime | None = None) -> Deeds:
    """What was done about somebody under any of these pseudonyms, as known now or then."""
    wanted = select(DeedRow.kind, DeedRow.outcome, DeedRow.day).where(
        tx.among(DeedRow.person, people), stood(DeedRow, as_of)
    )
    rows = list(tx.execute(wanted.order_by(DeedRow.day, DeedRow.id)))
    done = (Deed(row.day, DueKind(row.kind), Outcome(row.outcome)) for row in rows if row.kind != ENTERED)
    return Deeds(tuple(row.day for row in rows if row.kind == ENTERED), tuple(done))


@singledispatch
def deeds_in(body: Record, zone: ZoneInfo) -> Iterator[Told]:
    """What a record says was done about its person; most kinds of record say nothing of it."""
    yield from ()


@deeds_in.register
def _(body: LabResult, zone: ZoneInfo) -> Iterator[Told]:
    """Only a PCR counts as one of the tests that are due; a positive pool asks for another."""
    if body.method is LabMethod.PCR:
        pooled = body.is_pool and body.result is SampleResult.POSITIVE
        outcome = Outcome.FAILED if pooled else _OUTCOMES[body.result.value]
        yield DueKind.TEST.value, outcome, local_day(body.taken_at, zone)


@deeds_in.register
def _(body: ContactPerson, zone: ZoneInfo) -> Iterator[Told]:
    if body.sampled_on:
        yield DueKind.TEST.value, _OUTCOMES[body.result or "pending"], body.sampled_on


@deeds_in.register
def _(body: QuarantineStay, zone: ZoneInfo) -> Iterator[Told]:
    yield ENTERED, Outcome.DONE, local_day(body.since, zone)
    if body.ended is StayEnd.ESCAPED and body.left_at:
        yield DueKind.CHECK.value, Outcome.LOST, local_day(body.left_at, zone)


@deeds_in.register
def _(body: RollCall, zone: ZoneInfo) -> Iterator[Told]:
    met = Outcome.FAILED if body.absent else Outcome.DONE
    yield DueKind.CHECK.value, met, local_day(body.checked_at, zone)


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The day on the calendar there."""
    return moment.astimezone(zone).date()
