"""Area and Areas: places that have a level; their tier, parent and neighbours."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from services.domain.base import Word
from services.domain.errors import UnknownArea
from services.domain.text import folded

AreaCode = str
"""GSO code as text (leading zeros matter): 2 digits a province, 3 a district, 5 a commune; CN-… abroad."""


class Tier(StrEnum):
    """How large an area is."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"


class Area(Word):
    """A place that has a level, or one outside the jurisdiction that is watched."""

    code: AreaCode
    tier: Tier
    name: str
    """Full official name with its kind: `Phường Hà Khánh`."""
    short_name: str
    """Name without its kind: `Hà Khánh`."""
    name_en: str
    parent: AreaCode | None = None
    neighbours: tuple[AreaCode, ...] = ()
    inside: bool = True
    """True: graded by us. False: outside the jurisdiction, watched."""
    population: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    on_foreign_border: bool = False
    has_coast: bool = False


@dataclass(frozen=True)
class Around:
    """What an area touches and holds, by code."""

    alike: tuple[AreaCode, ...]
    """Neighbours of its own tier."""
    other: tuple[AreaCode, ...]
    """Neighbours of another tier: districts outside that a commune touches."""
    inside: tuple[AreaCode, ...]
    """Areas directly inside it."""


class Areas:
    """The register of one jurisdiction: every area by code, upwards, downwards and sideways."""

    def __init__(self, areas: Iterable[Area]) -> None:
        """Keeps the order given; the first area of the province tier that is inside is the jurisdiction."""
        self._by_code = {area.code: area for area in areas}
        self._children: dict[AreaCode, list[Area]] = {}
        for area in self._by_code.values():
            if area.parent:
                self._children.setdefault(area.parent, []).append(area)
        # Asked for with every record and every grade, and never changing: worked out once.
        self._paths = {code: self._upwards(code) for code in self._by_code}
        self._around = {code: self._look_around(area) for code, area in self._by_code.items()}

    def __iter__(self) -> Iterator[Area]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def get(self, code: AreaCode) -> Area | None:
        """The area, or None when the register does not know it."""
        return self._by_code.get(code)

    def __getitem__(self, code: AreaCode) -> Area:
        """The area; raises UnknownArea."""
        area = self._by_code.get(code)
        if area is None:
            raise UnknownArea(
                vi=f"Danh mục không có khu vực mang mã '{code}'; xem trang Khu vực hoặc `phendau levels`.",
                en=f"The register has no area with code '{code}'; the page of areas and `phendau levels`"
                " list the codes.",
                field="area",
                code="unknown_area",
            )
        return area

    def of_tier(self, tier: Tier, *, inside: bool | None = True) -> list[Area]:
        """Areas of a tier, inside the jurisdiction by default (`inside=None`: wherever)."""
        return [a for a in self if a.tier is tier and (inside is None or a.inside is inside)]

    def graded(self) -> list[Area]:
        """Every area that we give a level: communes, districts, the province, in that order."""
        tiers = (Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE)
        return [area for tier in tiers for area in self.of_tier(tier)]

    def children(self, code: AreaCode) -> list[Area]:
        """Areas directly inside this one."""
        return self._children.get(code, [])

    def within(self, code: AreaCode) -> list[Area]:
        """This area and everything inside it."""
        found = [self[code]]
        for child in self.children(code):
            found.extend(self.within(child.code))
        return found

    def path(self, code: AreaCode | None) -> tuple[Area, ...]:
        """This area, its parent, and so on upwards; empty for a code the register does not know."""
        return self._paths.get(code, ()) if code else ()

    def named(self, text: str, *, tier: Tier | None = None) -> list[Area]:
        """Areas whose full or short name is this, whatever the diacritics and spelling variant."""
        wanted = folded(text)
        return [
            a
            for a in self
            if (tier is None or a.tier is tier) and wanted in (folded(a.name), folded(a.short_name))
        ]

    def around(self, code: AreaCode) -> Around:
        """What this area touches and holds."""
        return self._around[code]

    def _look_around(self, area: Area) -> Around:
        sideways = [near for code in area.neighbours if (near := self._by_code.get(code))]
        return Around(
            alike=tuple(near.code for near in sideways if near.tier is area.tier),
            other=tuple(near.code for near in sideways if near.tier is not area.tier),
            inside=tuple(child.code for child in self.children(area.code)),
        )

    def _upwards(self, code: AreaCode | None) -> tuple[Area, ...]:
        area = self._by_code.get(code) if code else None
        return () if area is None else (area, *self._upwards(area.parent))
