"""The places that lie in an area, as far as the reader may see them."""

from dataclasses import dataclass

from services.app.angles import Angle, named
from services.app.portal.layers import LAYERS
from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.policy.places import Place


@dataclass(frozen=True)
class PlaceLine:
    """One place of an area's page."""

    name: str
    kind: Sentence
    commune: str
    works: bool
    accuracy_km: float


def places_within(angle: Angle, code: AreaCode) -> list[PlaceLine]:
    """In the order of the register of places."""
    areas = angle.jurisdiction.areas
    inside = {area.code for area in areas.within(code)}
    return [_line(angle, place) for place in angle.jurisdiction.places if _shown(angle, place, inside)]


def _shown(angle: Angle, place: Place, inside: set[AreaCode]) -> bool:
    return place.commune in inside and angle.may(LAYERS[place.kind].sight, place.commune or "")


def _line(angle: Angle, place: Place) -> PlaceLine:
    commune = angle.jurisdiction.areas.get(place.commune or "")
    return PlaceLine(
        name=place.name if angle.language == "vi" else place.name_en,
        kind=LAYERS[place.kind].name,
        commune=named(commune, angle.language) if commune else "",
        works=place.works_at(angle.survey.as_of),
        accuracy_km=place.accuracy_km,
    )
