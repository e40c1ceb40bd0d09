"""Of people who were together: who is an F0 and since when, and whose being one changed in this batch."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, or_, select

from services.plumbing.database import Transaction
from services.tracing.occasion_words import Confirmed
from services.tracing.tables_chains import CaseRow

_MOVED = select(CaseRow.person, CaseRow.learned_at, CaseRow.gone_at).where(
    CaseRow.person.is_not(None),
    or_(CaseRow.step_in > bindparam("step"), CaseRow.step_out > bindparam("step")),
)


def cases_moved(tx: Transaction, step: int) -> dict[str, datetime]:
    """Of whom it was said after this step that they are F0, or no more, and when we learned it."""
    found: dict[str, datetime] = {}
    for row in tx.execute(_MOVED, {"step": step}):
        moment = row.gone_at or row.learned_at
        found[row.person] = max(moment, found.get(row.person, moment))
    return found


def confirmed_among(
    tx: Transaction, people: Collection[str], person_of: Mapping[str, str]
) -> dict[str, list[Confirmed]]:
    """The F0 who go by one of these pseudonyms, by person; one may have been confirmed more than once."""
    wanted = select(CaseRow.person, CaseRow.confirmed_on, CaseRow.learned_at).where(
        CaseRow.gone_at.is_(None), CaseRow.positive.is_(True), tx.among(CaseRow.person, people)
    )
    found: dict[str, list[Confirmed]] = {}
    for row in tx.execute(wanted.order_by(CaseRow.learned_at, CaseRow.id)):
        told = Confirmed(row.confirmed_on, row.learned_at)
        found.setdefault(person_of.get(row.person, row.person), []).append(told)
    return found
