"""Places with their scores as rows that a terminal, the API and a page all show: plain JSON values."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from services.app.angles import Angle
from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.domain.errors import NotFound
from services.domain.levels import Citation
from services.domain.records import InspectedPlaceType
from services.plumbing.database import Transaction
from services.policy.sight import Sight
from services.risk.places.facts import SeenPlace, Visit
from services.risk.places.looking import places_at
from services.risk.places.scoring import PlaceScore

Row = dict[str, Any]
SHOWN = 8
"""Places on the page of an area; the rest on the page of places."""

TYPES: dict[InspectedPlaceType, Sentence] = {
    InspectedPlaceType.HEALTH: Sentence(vi="Cơ sở y tế", en="Health facility"),
    InspectedPlaceType.SCHOOL: Sentence(vi="Trường học", en="School"),
    InspectedPlaceType.INDUSTRIAL_PARK: Sentence(vi="Khu công nghiệp", en="Industrial park"),
    InspectedPlaceType.FACTORY: Sentence(vi="Nhà máy, xí nghiệp", en="Factory"),
    InspectedPlaceType.MARKET: Sentence(vi="Chợ", en="Market"),
    InspectedPlaceType.SUPERMARKET: Sentence(vi="Siêu thị", en="Supermarket"),
    InspectedPlaceType.CROWD: Sentence(vi="Nơi tập trung đông người", en="Crowded place"),
}
ITEMS = (
    Sentence(vi="Khẩu trang", en="Masks"),
    Sentence(vi="Khử khuẩn", en="Disinfection"),
    Sentence(vi="Khoảng cách", en="Distance"),
    Sentence(vi="Không tụ tập", en="No gathering"),
    Sentence(vi="Khai báo y tế", en="Declaration"),
)
ANSWERS = {"y": True, "n": False, "-": None}


def place_rows(
    tx: Transaction, angle: Angle, area: AreaCode | None = None, *, due: bool = False
) -> list[Row]:
    """Places in an area (None: everywhere) that the reader may see, the riskiest first.

    `due`: only those whose next visit is due, the longest overdue first. Raises UnknownArea.
    """
    found, cite = _seen(tx, angle, _within(angle, area))
    wanted = [one for one in found if one.overdue_days is not None] if due else found
    if due:
        wanted.sort(key=lambda one: -(one.overdue_days or 0))
    return [_row(angle, one, cite) for one in wanted]


def place_row(tx: Transaction, angle: Angle, code: str) -> Row:
    """One place with all its visits of a year; raises NotFound, also when the reader may not see it."""
    found, cite = _seen(tx, angle, lambda one: one.id == code)
    if not found:
        raise NotFound(
            vi="Không có địa điểm này, hoặc không thuộc địa bàn của bạn; xem danh sách ở trang Địa điểm.",
            en="There is no such place, or it is not yours to see; the list is on the page of places.",
            field="place",
            code="unknown_place",
        )
    return _row(angle, found[0], cite) | {"visits": [_visit(angle, one) for one in found[0].place.visits]}


def inspected_within(tx: Transaction, angle: Angle, area: AreaCode) -> Sequence[Row]:
    """The riskiest places of an area, for its page; empty for who may not see them."""
    return place_rows(tx, angle, area)[:SHOWN] if angle.may(Sight.PLACES, area) else ()


def _seen(
    tx: Transaction, angle: Angle, wanted: Callable[[SeenPlace], bool]
) -> tuple[list[PlaceScore], Citation | None]:
    """Of the wanted places those the reader may see."""

    @cache
    def may(area: AreaCode) -> bool:
        return angle.may(Sight.PLACES, area)

    return places_at(tx, angle.jurisdiction, angle.survey, lambda one: wanted(one) and may(one.area))


def _within(angle: Angle, area: AreaCode | None) -> Callable[[SeenPlace], bool]:
    if area is None:
        return lambda one: True
    inside = {one.code for one in angle.jurisdiction.areas.within(area)}
    return lambda one: one.area in inside


def _row(angle: Angle, one: PlaceScore, cite: Citation | None) -> Row:
    place, language = one.place, angle.language
    area = angle.jurisdiction.areas.get(place.area)
    return {
        "place": place.id,
        "name": place.name,
        "type": place.kind.value,
        "type_name": TYPES[place.kind].said_in(language),
        "area": place.area,
        "area_name": area.name if area else place.area,
        "score": one.score,
        "at_most": one.at_most,
        "band": one.band.id,
        "band_name": one.band.name.said_in(language),
        "worst_band": one.worst.id,
        "worst_band_name": one.worst.name.said_in(language),
        "open": one.open,
        "reasons": [reason.text.said_in(language) for reason in one.reasons],
        "missing": [reason.text.said_in(language) for reason in one.missing],
        "cite": cite.title if cite else None,
        "cite_mark": cite.mark if cite else None,
        "inspected_on": place.visits[0].day.isoformat(),
        "visits_1y": len(place.visits),
        "reinspect_on": one.reinspect_on.isoformat(),
        "reinspect_by": "team" if one.by_team else "rule",
        "overdue_days": one.overdue_days,
    }


def _visit(angle: Angle, visit: Visit) -> Row:
    answers = zip(ITEMS, visit.checklist, strict=True)
    return {
        "day": visit.day.isoformat(),
        "items": {item.said_in(angle.language): ANSWERS.get(mark) for item, mark in answers},
        "breaches": visit.breaches,
        "team_score": visit.score,
        "reinspect_on": None if visit.reinspect_on is None else visit.reinspect_on.isoformat(),
    }
