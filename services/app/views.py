"""Levels as rows that a terminal, the API and a page all show: plain JSON values, in one language."""

from collections.abc import Container, Mapping
from datetime import datetime

from services.app.angles import Angle, Row, named, referred
from services.app.area_signs import area_signs
from services.app.entering_rows import entering_row, outbreak_row
from services.app.worst_first import worst_first
from services.domain.areas import Area, AreaCode, Tier
from services.domain.base import Language
from services.domain.errors import UnknownArea
from services.domain.labels import LEVELS, SOURCES, STATES
from services.domain.levels import OrderInForce, Reason, RiskLevel, SourceScore, Standing
from services.domain.text import beginning
from services.domain.viewers import COMMAND, Viewer
from services.policy.reader import Jurisdiction
from services.policy.sight import Sight
from services.risk.survey import Survey

REPORTS = ("case_report", "contact_report")
"""Kinds of record that tell how an area stands: their silence makes it stale."""


def level_rows(
    jurisdiction: Jurisdiction,
    survey: Survey,
    since: Mapping[AreaCode, datetime],
    language: Language,
    tier: Tier | None = None,
    *,
    viewer: Viewer = COMMAND,
    outside: bool = False,
) -> list[Row]:
    """Every area with its level and why, worst first within a tier; flagged provinces outside as well.

    `outside`: whatever is watched there.

    `since`: from `risk.regrading.levels_since`. What the viewer may not see is left empty, never made up.
    """
    return rows_of(Angle(jurisdiction, survey, since, language, viewer), tier, outside=outside)


def rows_of(angle: Angle, tier: Tier | None = None, *, outside: bool = False) -> list[Row]:
    """The same from what is in hand."""
    wanted = (angle.jurisdiction.areas[code] for code in angle.survey.standings)
    chosen = [a for a in wanted if tier in (None, a.tier) and (a.inside or outside or _stands_out(angle, a))]
    return sorted((level_row(angle, area) for area in chosen), key=worst_first)


def _stands_out(angle: Angle, area: Area) -> bool:
    """A whole province outside that is flagged is news inside; districts there only for who asks."""
    return area.tier is Tier.PROVINCE and angle.survey.standings[area.code].flagged


def level_row(angle: Angle, area: Area) -> Row:
    """One area as it stood."""
    standing = angle.survey.standings[area.code]
    age = angle.survey.data_age_hours.get(area.code)
    return brief(angle, area) | {
        "parent": area.parent,
        **_level(angle, standing),
        "cite": f"{referred(standing.grade.cite)} ({standing.grade.cite.mark})",
        "cite_text": referred(standing.grade.cite),
        "cite_mark": standing.grade.cite.mark,
        "ruleset": standing.grade.ruleset,
        **_sources(angle, area.code),
        "order": order_row(angle, standing.order) if standing.order else None,
        "parts": [order_row(angle, order) for order in angle.survey.orders.parts.get(area.code, ())],
        "since": angle.local(angle.since.get(area.code)),
        "data_age_hours": age,
        "stale": area.inside and (age is None or age > expected_hours(angle.jurisdiction, REPORTS)),
    }


def area_detail(angle: Angle, code: AreaCode) -> Row:
    """One area with its parents, neighbours and parts, each with its level; raises UnknownArea."""
    areas = angle.jurisdiction.areas
    area = areas[code]
    if code not in angle.survey.standings:
        vi = f"Khu vực '{code}' chỉ có trong danh mục, không được xếp mức."
        raise UnknownArea(vi, f"Area '{code}' is in the register only; it is not graded.", field="area")
    around = (areas[n] for n in area.neighbours if n in angle.survey.standings)
    return level_row(angle, area) | {
        "path": [brief(angle, parent) for parent in areas.path(code)[1:]],
        "neighbours": [brief(angle, one) for one in around],
        "children": [brief(angle, one) for one in areas.children(code)],
        **area_signs(angle.jurisdiction, angle.survey, code, angle.language, angle.may),
    }


def brief(angle: Angle, area: Area) -> Row:
    """Code, name and level."""
    standing = angle.survey.standings.get(area.code)
    return {
        "area": area.code,
        "name": named(area, angle.language),
        "tier": area.tier.value,
        "inside": area.inside,
        "level": _digit(standing.level) if standing else None,
        "at_least": int(standing.grade.at_least) if standing else 1,
        "flagged": standing.flagged if standing else False,
    }


def order_row(angle: Angle, order: OrderInForce) -> Row:
    """An order in force; its number and issuer are shown as they were sent."""
    area = angle.jurisdiction.areas.get(order.area)
    return {
        "number": order.number,
        "issuer": order.issuer,
        "state": order.state.value,
        "state_name": STATES[order.state].said_in(angle.language),
        "level": int(order.level),
        "since": angle.local(order.since),
        "until": angle.local(order.until),
        "area": order.area,
        "area_name": named(area, angle.language) if area else order.area,
        "part": order.part,
    }


def expected_hours(jurisdiction: Jurisdiction, kinds: Container[str]) -> float:
    """The longest silence that is still usual for these kinds of record; endless where none is expected."""
    hours = (feed.expected_every_hours for feed in jurisdiction.feeds if feed.kind in kinds)
    return max(hours, default=float("inf"))


def _level(angle: Angle, standing: Standing) -> Row:
    grade = standing.grade
    return {
        "level_name": LEVELS[standing.level].said_in(angle.language),
        "suggested": _digit(grade.level),
        "suggested_name": LEVELS[grade.level].said_in(angle.language),
        "reasons": [_reason(angle, standing.area, reason) for reason in grade.reasons],
        "outbreak": outbreak_row(standing, angle.language)
        if angle.may(Sight.SOURCE_SCORES, standing.area)
        else None,
    }


def _reason(angle: Angle, area: AreaCode, reason: Reason) -> str:
    """The sentence; for those who may not see counts of people only what was counted."""
    text = angle.jurisdiction.law.indicators.get(reason.indicator)
    if angle.may(Sight.EXACT_COUNTS, area) or not reason.value or text is None or text.unit == "yes_no":
        return reason.text.said_in(angle.language)
    return beginning(text.label.said_in(angle.language))


def _sources(angle: Angle, area: AreaCode) -> Row:
    shown = angle.may(Sight.SOURCE_SCORES, area)
    scores: dict[str, SourceScore] = angle.survey.scores(area) if shown else {}
    return {
        "sources": {name: scores[name].score if name in scores else None for name in SOURCES},
        "source_reasons": {
            name: [reason.text.said_in(angle.language) for reason in scores[name].reasons]
            for name in SOURCES
            if name in scores
        },
        "unseen": entering_row(angle.survey, area, angle.language) if shown else None,
    }


def _digit(level: RiskLevel | None) -> int | None:
    return None if level is None else int(level)
