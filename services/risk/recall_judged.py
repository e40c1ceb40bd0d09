"""What was known then of judgements, and of areas themselves."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any

from services.domain.records import JudgementKind
from services.domain.records.activity import ACTIVITY
from services.plumbing.database import Transaction
from services.risk.heard_judged import AreaActivityHeard, AreaFactsHeard, JudgementHeard
from services.risk.newest import newest
from services.risk.tables_judged import AreaActivityRow, AreaFactsRow, JudgementRow

JUDGEMENTS = newest(
    JudgementRow, *("area", "what", "value", "since", "until", "author", "ground", "learned_at")
)
AREA_FACTS = newest(
    AreaFactsRow,
    *("area", "day", "adults_one_dose_share", "treatment_capacity_met", "beds", "beds_used"),
    *("quarantine_capacity", "population", "learned_at"),
)
_ACTIVITY = newest(AreaActivityRow, "area", "day", "learned_at", *ACTIVITY, since="day")


def recall_activity(tx: Transaction, as_of: datetime, zone: tzinfo, days: int) -> Sequence[AreaActivityHeard]:
    """What areas told of work and tourism of the last so many days. Asked for with the costs of a proposal
    only: it decides no level.
    """
    since = as_of.astimezone(zone).date() - timedelta(days=days)
    rows = tx.execute(_ACTIVITY, [{"then": as_of, "since": since}])
    return [AreaActivityHeard(**row) for row in rows.mappings()]


def judgement(row: Any) -> JudgementHeard:
    """One line of JUDGEMENTS."""
    area, what, *rest = row
    return JudgementHeard(area, JudgementKind(what), *rest)


def area_facts(row: Any) -> AreaFactsHeard:
    """One line of AREA_FACTS."""
    return AreaFactsHeard(*row)
