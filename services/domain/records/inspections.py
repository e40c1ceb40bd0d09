"""Inspections of places where people gather (directive, S-20), by the 5K (S-19)."""

from datetime import date
from enum import StrEnum

from services.domain.areas import AreaCode
from services.domain.base import Moment, Word
from services.domain.records.words import Count


class InspectedPlaceType(StrEnum):
    """The seven types of S-20."""

    HEALTH = "co_so_y_te"
    SCHOOL = "truong_hoc"
    INDUSTRIAL_PARK = "khu_cong_nghiep"
    FACTORY = "nha_may_xi_nghiep"
    MARKET = "cho"
    SUPERMARKET = "sieu_thi"
    CROWD = "noi_tap_trung_dong_nguoi"


class PlaceInspection(Word):
    """One visit: what was checked, what was found, what was ordered. An item nobody looked at is None."""

    inspection_id: str
    place: str
    place_type: InspectedPlaceType
    area: AreaCode
    inspected_at: Moment
    team: str | None = None
    masks: bool | None = None
    disinfection: bool | None = None
    distance: bool | None = None
    no_gathering: bool | None = None
    declaration: bool | None = None
    score: Count | None = None
    """0 to 100 as the team gave it; None: not given."""
    findings: str | None = None
    breaches: Count = 0
    measures: str | None = None
    reinspect_on: date | None = None

    @property
    def checklist(self) -> tuple[bool | None, ...]:
        """The 5K in their order: mask, disinfect, distance, no gathering, declare."""
        return (self.masks, self.disinfection, self.distance, self.no_gathering, self.declaration)

    @property
    def failed(self) -> int:
        """How many of the items that were looked at did not pass."""
        return sum(item is False for item in self.checklist)
