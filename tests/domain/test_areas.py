"""The register: every area by code, upwards, downwards and by name."""

from collections.abc import Sequence

import pytest

from services.domain.areas import Area, Areas, Tier
from services.domain.errors import UnknownArea


def area(code: str, tier: Tier, name: str, parent: str | None = None, *, inside: bool = True) -> Area:
    short = name.split(" ", 1)[-1]
    return Area(
        code=code, tier=tier, name=name, short_name=short, name_en=short, parent=parent, inside=inside
    )


AREAS = Areas(
    [
        area("22", Tier.PROVINCE, "Tỉnh Quảng Ninh"),
        area("193", Tier.DISTRICT, "Thành phố Hạ Long", "22"),
        area("205", Tier.DISTRICT, "Thị xã Đông Triều", "22"),
        area("06685", Tier.COMMUNE, "Phường Hòa Bình", "193"),
        area("07069", Tier.COMMUNE, "Xã Bình Khê", "205"),
        area("30", Tier.PROVINCE, "Tỉnh Hải Dương", inside=False),
    ]
)


def codes(areas: Sequence[Area]) -> list[str]:
    return [found.code for found in areas]


def test_an_area_is_found_by_its_code() -> None:
    assert AREAS["193"].short_name == "phố Hạ Long"
    assert "193" in AREAS and "999" not in AREAS and AREAS.get("999") is None
    assert len(AREAS) == 6 == len(list(AREAS))


def test_a_code_nobody_knows_is_refused_with_where_to_look() -> None:
    with pytest.raises(UnknownArea, match="no area with code '999'; the page of areas and"):
        AREAS["999"]


def test_the_register_reads_upwards_and_downwards() -> None:
    assert codes(AREAS.path("06685")) == ["06685", "193", "22"]
    assert codes(AREAS.path("999")) == []
    assert codes(AREAS.within("22")) == ["22", "193", "06685", "205", "07069"]
    assert codes(AREAS.children("193")) == ["06685"] and codes(AREAS.children("06685")) == []


def test_areas_inside_the_jurisdiction_are_graded_smallest_first() -> None:
    assert codes(AREAS.graded()) == ["06685", "07069", "193", "205", "22"]
    assert codes(AREAS.of_tier(Tier.PROVINCE, inside=None)) == ["22", "30"]
    assert codes(AREAS.of_tier(Tier.PROVINCE, inside=False)) == ["30"]


@pytest.mark.parametrize("said", ["Phường Hoà Bình", "hoa binh", "HÒA  BÌNH", "Hòa Bình"])
def test_an_area_is_found_by_any_spelling_of_its_name(said: str) -> None:
    assert codes(AREAS.named(said)) == ["06685"]


def test_a_name_can_be_looked_for_in_one_tier() -> None:
    assert codes(AREAS.named("Hòa Bình", tier=Tier.DISTRICT)) == []
