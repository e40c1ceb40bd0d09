"""What the numbers of one area hint at, for those who may see it: unseen infection, growth, judgements."""

from collections.abc import Callable
from typing import Any

from services.app.entering_rows import entering_row
from services.app.growth_rows import growth_row
from services.app.judged_rows import judged_row
from services.app.unseen_rows import unseen_row
from services.domain.areas import AreaCode
from services.domain.base import Language
from services.policy.reader import Jurisdiction
from services.policy.sight import Sight
from services.risk.survey import Survey


def area_signs(
    jurisdiction: Jurisdiction,
    survey: Survey,
    area: AreaCode,
    language: Language,
    may: Callable[[Sight, AreaCode], bool],
) -> dict[str, Any]:
    """`unseen`, `growth` and `judged`; None where nothing is known, or the reader may not see it."""
    scores, counts = may(Sight.SOURCE_SCORES, area), may(Sight.EXACT_COUNTS, area)
    return {
        "unseen": _unseen(survey, area, language) if scores else None,
        "growth": growth_row(jurisdiction, survey, area) if counts else None,
        "judged": judged_row(jurisdiction, survey, area, language) if counts else None,
    }


def _unseen(survey: Survey, area: AreaCode, language: Language) -> dict[str, Any] | None:
    """Unseen infection here, and with it what the four sources bring in; the latter inside alone."""
    here = unseen_row(survey, area, language)
    entering = entering_row(survey, area, language, reasons=True) or {}
    return None if here is None else here | entering
