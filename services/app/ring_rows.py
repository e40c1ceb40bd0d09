"""Proposals and the outer ring as rows that a terminal, the API and a page all show, in one language."""

from services.app.angles import Angle, Row, named, referred
from services.app.views import order_row
from services.domain.areas import AreaCode
from services.domain.base import Language, Sentence
from services.domain.labels import LEVELS, STATES
from services.domain.levels import Way
from services.domain.records.activity import ACTIVITY
from services.plumbing.database import Transaction
from services.policy.sight import Sight
from services.risk.area_facts import fresh_days
from services.risk.proposed import proposed
from services.risk.recall_judged import recall_activity
from services.risk.rings.activity import ActivityOf
from services.risk.rings.costs import Costs, CostsOf
from services.risk.rings.evidence import Evidence
from services.risk.rings.outer import Part, RingPart, outer_ring
from services.risk.rings.proposals import Proposal
from services.risk.sums import local_day


def _says(vi: str, en: str) -> Sentence:
    return Sentence(vi=vi, en=en)


WAYS: dict[Way, Sentence] = {
    Way.TIGHTEN: _says("Siết chặt", "Tighten"),
    Way.LOOSEN: _says("Nới lỏng một bậc", "Loosen one step"),
}
PARTS: dict[Part, Sentence] = {
    Part.BORDER: _says("Đoạn biên giới đất liền", "Stretch of land border"),
    Part.COAST: _says("Đoạn bờ biển", "Stretch of coast"),
    Part.GATE: _says("Cửa khẩu, lối mở", "Gate, opening"),
    Part.TRAIL: _says("Đường mòn", "Trail"),
    Part.PORT: _says("Cảng, bến, sân bay", "Port, airport"),
    Part.POST: _says("Chốt vòng ngoài", "Outer post"),
    Part.NEIGHBOUR: _says("Huyện giáp ranh ngoài tỉnh", "District outside that touches us"),
}


def proposal_rows(tx: Transaction, angle: Angle) -> list[Row]:
    """What may be signed at this moment: to tighten first; empty where no law says when to loosen."""
    found, land = angle.survey, angle.jurisdiction
    costs = CostsOf(land.areas, found.heard, _activity(tx, angle))
    shown = (one for one in proposed(land, found) if angle.may(Sight.SOURCE_SCORES, one.area))
    return [_proposal(angle, one, costs(one.area)) for one in shown]


def ring_rows(angle: Angle) -> list[Row]:
    """The outer ring as it stands; only for who may see where incidents were."""
    found, land = angle.survey, angle.jurisdiction
    ring = outer_ring(land.areas, land.places, found.heard, found.standings, found.as_of)
    return [_part(angle, one) for one in ring if angle.may(Sight.SOURCE_SCORES, one.area or land.code)]


def _activity(tx: Transaction, angle: Angle) -> ActivityOf:
    """As long as reports of beds stand, those of work and tourism do."""
    land, as_of = angle.jurisdiction, angle.survey.as_of
    days = fresh_days(land.law.parameters, as_of)
    heard = recall_activity(tx, as_of, land.zone, days)
    return ActivityOf(land.areas, heard, local_day(as_of, land.zone), days)


def _proposal(angle: Angle, one: Proposal, costs: Costs) -> Row:
    said, area = angle.language, angle.jurisdiction.areas[one.area]
    return {
        "area": one.area,
        "name": named(area, said),
        "tier": area.tier.value,
        "way": one.way.value,
        "way_name": WAYS[one.way].said_in(said),
        "ready": one.ready,
        "ordered": int(one.ordered),
        "suggested": int(one.suggested),
        "to": int(one.to),
        "to_name": LEVELS[one.to].said_in(said),
        "shows": int(one.shows),
        "state": one.measure.state.value,
        "state_name": STATES[one.measure.state].said_in(said),
        "measures": one.measure.says.said_in(said),
        "cite": f"{referred(one.measure.cite)} ({one.measure.cite.mark})",
        "cite_text": referred(one.measure.cite),
        "cite_mark": one.measure.cite.mark,
        "order": order_row(angle, one.order) if one.order else None,
        "part": one.order.part if one.order else None,
        "coming": order_row(angle, one.coming) if one.coming else None,
        "signed": one.signed,
        "reasons": [reason.text.said_in(said) for reason in one.reasons],
        "lacking": [sentence.said_in(said) for sentence in one.lacking],
        **_evidence(one.evidence, one.clean_needed),
        "costs": _costs(costs),
    }


def _evidence(found: Evidence, clean_needed: int) -> Row:
    return {
        "p_no_further": round(found.p_no_further, 4),
        "p_further": round(1.0 - found.p_no_further, 4),
        "last_case": found.last_case.isoformat() if found.last_case else None,
        "clean_days": found.clean_days,
        "clean_days_needed": clean_needed,
        "days_to_chance": found.days_to_chance,
        "data_age_hours": found.age_hours,
        "awaiting_result": found.awaiting,
    }


def _costs(costs: Costs) -> Row:
    """Null: nobody told, which is not zero."""
    return {
        "residents": costs.residents,
        "arriving_per_day": _rounded(costs.arriving),
        "met_at_posts_per_day": _rounded(costs.met),
        "stopped_per_day": _rounded(costs.stopped),
        "in_quarantine": costs.in_quarantine,
        **{name: told.number if (told := costs.activity.get(name)) else None for name in ACTIVITY},
        "at_least": [name for name, told in costs.activity.items() if told.at_least],
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 1)


def _part(angle: Angle, one: RingPart) -> Row:
    said = angle.language
    return {
        "part": one.part.value,
        "part_name": PARTS[one.part].said_in(said),
        "code": one.code,
        "name": one.name.said_in(said),
        "area": one.area,
        "area_name": _name(angle, one.area, said),
        "working": one.working,
        **_standing(one),
        "incidents_14d": one.incidents,
        "people_14d": one.people,
        "stopped_14d": one.stopped,
        "touches": [_name(angle, code, said) for code in one.touches],
    }


def _standing(one: RingPart) -> Row:
    """Null where there is nothing to grade, or where too little is known to."""
    standing = one.standing
    return {
        "level": int(standing.level) if standing and standing.level else None,
        "at_least": int(standing.grade.at_least) if standing else None,
        "flagged": standing.flagged if standing else None,
    }


def _name(angle: Angle, code: AreaCode | None, said: Language) -> str | None:
    area = angle.jurisdiction.areas.get(code) if code else None
    return named(area, said) if area else None
