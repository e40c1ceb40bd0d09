"""The four sources of an area in one model, as plain JSON values: entrants, chance, reasons, work."""

from typing import Any

from services.domain.areas import AreaCode
from services.domain.base import Language
from services.domain.labels import LEVELS
from services.domain.levels import Standing
from services.policy.markdown import reference
from services.policy.reader import Jurisdiction
from services.risk.records.lines import opens_row
from services.risk.survey import Survey
from services.risk.unseen.efforts import Task, tasks_of
from services.risk.unseen.reasons import Why
from services.risk.unseen.shares import Banded
from services.risk.unseen.telling import FEEDS, SourceTold, told_of

DIGITS = 6

Row = dict[str, Any]


def entering_row(survey: Survey, area: AreaCode, language: Language, *, reasons: bool = False) -> Row | None:
    """People are those within `days`; None outside, and where no law of the model covers the moment."""
    found = survey.entering
    if found is None or area not in found.known.row_of:
        return None
    told = told_of(found, area, reasons)
    return {
        "days": told.days,
        "outbreak": banded_row(told.outbreak),
        "entrants": banded_row(told.entrants),
        "contained": float(f"{told.contained:.{DIGITS}g}"),
        "surfaces": banded_row(told.surfaces),
        "shares": {name: _source(name, one, language, reasons=reasons) for name, one in told.sources.items()},
    }


def outbreak_row(standing: Standing, language: Language) -> Row | None:
    """Where the chance of an outbreak raised the level above that of the rules: what both say."""
    asked = standing.grade.outbreak
    if asked is None:
        return None
    return {
        "level": int(asked.level),
        "limit": asked.limit,
        "rules_level": int(asked.rules_level) if asked.rules_level else None,
        "rules_level_name": LEVELS[asked.rules_level].said_in(language),
        "days": asked.days,
        "chance": banded_row(Banded(asked.chance, asked.low, asked.high)),
        "source": asked.source,
        "cite_text": reference(asked.cite),
        "cite_mark": asked.cite.mark,
    }


def task_rows(survey: Survey, jurisdiction: Jurisdiction, language: Language) -> list[Row]:
    """What one more unit of effort is worth, of all forces, the most worth first."""
    found = survey.entering
    return [_task(one, jurisdiction, language) for one in tasks_of(found)] if found else []


def banded_row(one: Banded) -> Row:
    """Expected, low and high, to six digits that count."""
    return {name: float(f"{value:.{DIGITS}g}") for name, value in vars(one).items()}


def _source(name: str, told: SourceTold, language: Language, *, reasons: bool) -> Row:
    row: Row = {
        "share": None if told.share is None else float(f"{told.share:.{DIGITS}g}"),
        "percent": told.percent,
        "entrants": banded_row(told.entrants),
    }
    if reasons:
        row |= {
            "reasons": [_why(one, language) for one in told.reasons],
            "signs": told.signs.said_in(language) if told.signs else None,
            "silence": [one.said_in(language) for one in told.silence],
            "heard_from": list(FEEDS[name]),
        }
    return row


def _why(one: Why, language: Language) -> Row:
    """`row`: the row it is, where it opens to records; `area`: of infection here the area it goes on in."""
    return {
        "line": one.line,
        "text": one.text.said_in(language),
        "entrants": float(f"{one.entrants:.{DIGITS}g}"),
        "row": one.key if opens_row(one.line, one.key) else None,
        "area": one.key if one.line == "local" else None,
    }


def _task(one: Task, jurisdiction: Jurisdiction, language: Language) -> Row:
    area = jurisdiction.areas[one.area]
    return {
        "force": one.force.value,
        "effort": one.effort,
        "text": one.text.said_in(language),
        "area": one.area,
        "area_name": area.name if language == "vi" else area.name_en,
        "entrants": float(f"{one.entrants:.{DIGITS}g}"),
        "contained": float(f"{one.contained:.{DIGITS}g}"),
        "chance": float(f"{one.chance:.{DIGITS}g}"),
    }
