"""Keeps scans and looks, and finds the same code at another post."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete, select

from services.domain.agencies import Agency
from services.domain.events import new_id
from services.domain.records import Pseudonym
from services.plumbing.database import Transaction
from services.policy.retention import Retention
from services.posts.answers import Answer
from services.posts.tables import LookRow, ScanRow

Why = Literal["scan", "code", "person", "chain"]


@dataclass(frozen=True)
class Elsewhere:
    """An earlier scan of the same code."""

    post: str
    at: datetime


def keep_scan(tx: Transaction, answer: Answer, *, post: str | None, agency: Agency, at: datetime) -> str:
    """Keep a scan in the caller's transaction; returns its id."""
    scan = new_id()
    row = {
        "id": scan,
        "at": at,
        "post": post,
        "agency": agency.value,
        "ref": answer.ref,
        "decision": answer.decision.value,
        "row": answer.row,
        "ruleset": answer.ruleset,
        "fault": answer.fault.value if answer.fault else None,
    }
    tx.add(ScanRow, [row])
    return scan


def scanned_elsewhere(
    tx: Transaction, ref: str, *, post: str | None, at: datetime, within: timedelta
) -> Elsewhere | None:
    """The newest scan of this code at another post within the time; None: none, or no post was named."""
    if post is None:
        return None
    wanted = (
        select(ScanRow.post, ScanRow.at)
        .where(ScanRow.ref == ref, ScanRow.at >= at - within, ScanRow.at <= at, ScanRow.post != post)
        .order_by(ScanRow.at.desc())
        .limit(1)
    )
    found = tx.execute(wanted).one_or_none()
    return Elsewhere(found.post, found.at) if found else None


def note_look(
    tx: Transaction, person: Pseudonym, *, agency: Agency, why: Why, ref: str, at: datetime
) -> None:
    """Every look at a person leaves a line."""
    note_looks(tx, [person], agency=agency, why=why, ref=ref, at=at)


def note_looks(
    tx: Transaction, people: Iterable[Pseudonym], *, agency: Agency, why: Why, ref: str, at: datetime
) -> None:
    """A look at many people at once leaves a line for each."""
    rows = ((at, agency.value, person, why, ref) for person in people)
    tx.pour(LookRow, ("at", "agency", "person", "why", "ref"), rows)


def forget_scans(tx: Transaction, retention: Retention, now: datetime) -> int:
    """Delete scans, and looks at people, when the law says so."""
    scans = delete(ScanRow).where(ScanRow.at < retention.forget_before("checkpoint_scan", now))
    looks = delete(LookRow).where(LookRow.at < retention.forget_before("access_log", now))
    counts = [tx.execute(one).rowcount for one in (scans, looks)]  # type: ignore[attr-defined]  # a DELETE's result has it
    return sum(counts)
