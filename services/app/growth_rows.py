"""Whether the cases of an area grow, as plain JSON values."""

from typing import Any

from services.domain.areas import AreaCode
from services.policy.reader import Jurisdiction
from services.risk.sums import daily_cases
from services.risk.survey import Survey
from services.risk.trends import judged_at, trends


def growth_row(jurisdiction: Jurisdiction, survey: Survey, area: AreaCode) -> dict[str, Any] | None:
    """R of the last week with its 95 % interval, or the chance that it is above 1; None: no case lately.

    `until`: the last day of that week; `cases`: infected here in it; what cannot be told is None.
    """
    judged = judged_at(jurisdiction.law.parameters, survey.as_of)
    if judged is None:
        return None
    daily = daily_cases(jurisdiction.areas, survey.heard, jurisdiction.zone)
    found = trends(jurisdiction.areas, survey.heard, daily, judged, jurisdiction.zone, (area,)).get(area)
    if found is None or found.until is None:
        return None
    return {
        "until": found.until.isoformat(),
        "cases_7d": found.cases,
        "rt_mean": found.r,
        "rt_low": found.low,
        "rt_high": found.high,
        "p_above_1": found.growing,
    }
