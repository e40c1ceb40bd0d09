"""What was known then of judgements, and of areas themselves."""

from typing import Any

from services.domain.records import JudgementKind
from services.risk.heard_judged import AreaFactsHeard, JudgementHeard
from services.risk.newest import newest
from services.risk.tables_judged import AreaFactsRow, JudgementRow

JUDGEMENTS = newest(
    JudgementRow, *("area", "what", "value", "since", "until", "author", "ground", "learned_at")
)
AREA_FACTS = newest(
    AreaFactsRow,
    *("area", "day", "adults_one_dose_share", "treatment_capacity_met", "beds", "beds_used"),
    *("quarantine_capacity", "population"),
)


def judgement(row: Any) -> JudgementHeard:
    """One line of JUDGEMENTS."""
    area, what, *rest = row
    return JudgementHeard(area, JudgementKind(what), *rest)


def area_facts(row: Any) -> AreaFactsHeard:
    """One line of AREA_FACTS."""
    return AreaFactsHeard(*row)
