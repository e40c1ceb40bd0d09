"""What a team did with somebody on its list is also a deed of their follow-up: one a day (decision 0048)."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from services.domain.events import named_id
from services.plumbing.database import Transaction
from services.tracing.closing import DueKind, Outcome
from services.tracing.deeds import DEED, local_day
from services.tracing.step_past import Past, outcome_of, runs_of
from services.tracing.tables_deeds import DeedRow
from services.tracing.tables_work import WorkStepRow
from services.tracing.unnamed_cases import code_of
from services.tracing.work_words import Did, ToBeDone, WhyNot


def past_of_item(tx: Transaction, item: str) -> list[Past]:
    """Every step of an item, the oldest first."""
    wanted = select(WorkStepRow.at, WorkStepRow.did, WorkStepRow.why, WorkStepRow.team).where(
        WorkStepRow.item == item
    )
    rows = tx.execute(wanted.order_by(WorkStepRow.id))
    return [Past(row.at, Did(row.did), WhyNot(row.why) if row.why else None, row.team) for row in rows]


def keep_step_deed(tx: Transaction, one: ToBeDone, day: date, zone: ZoneInfo) -> None:
    """The check of that day is what the steps of the day say; the caller holds the pen."""
    if code_of(one.person):
        return
    told = [step for run in runs_of(past_of_item(tx, one.item)) for step in run]
    of_day = [step for step in told if local_day(step.at, zone) == day]
    _keep(tx, one, day, outcome_of(of_day, one.state))


def _keep(tx: Transaction, one: ToBeDone, day: date, outcome: Outcome | None) -> None:
    name = named_id(f"phendau/step-deed/{one.item}/{day}")
    here = (DeedRow.record == name) & DeedRow.gone_at.is_(None)
    before = tx.execute(select(DeedRow.outcome).where(here)).scalars().first()
    if before == outcome:
        return
    tx.execute(update(DeedRow).where(here).values(gone_at=tx.now))
    if outcome is not None:
        tx.pour(DeedRow, DEED, [(name, one.person, DueKind.CHECK.value, outcome.value, day, tx.now, None)])
