"""What is known of the problems of a receipt, as a statement made once."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, bindparam, select

from services.domain.receipts import Outcome, Problem
from services.ingest.tables import ProblemRow

_TOLD_AGAIN = (Outcome.REFUSED.value, Outcome.PARKED.value)
_PROBLEMS = (
    select(*(getattr(ProblemRow, name) for name in Problem.model_fields))
    .where(ProblemRow.receipt == bindparam("of"))
    .order_by(ProblemRow.seq)
)
_PROBLEMS_TOLD_AGAIN = _PROBLEMS.where(ProblemRow.outcome.in_(_TOLD_AGAIN))


def known_problems(receipt: Mapping[str, Any]) -> tuple[Select[Any], dict[str, str]]:
    """The statement, in the order of the rows, and what it is asked with."""
    # Good rows of a file sent again are duplicates: nobody is warned of them twice.
    known = _PROBLEMS_TOLD_AGAIN if receipt["repeats"] else _PROBLEMS
    return known, {"of": receipt["repeats"] or receipt["id"]}
