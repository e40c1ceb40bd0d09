"""The laws of 2021 on a whole map: colours spread sideways and upwards (2686); rates and doses (4800)."""

from typing import Any

import pytest

from services.domain.areas import Area, Areas, Tier
from services.domain.records import JudgementKind
from services.policy.reader import Jurisdiction, load_jurisdiction
from services.risk.grading import Grading, grade_map
from services.risk.numbers import OWN
from services.risk.orders import orders_in_force
from tests.risk.made import DAY, IN_JUNE, at, calm, contacts, judged, level, seen, unknown

COMMUNES = [area.code for area in load_jurisdiction("quang-ninh").areas.of_tier(Tier.COMMUNE)]
IN_OCTOBER = at("2021-10-20 18:00")


# --- Decision 2686 -----------------------------------------------------------------------------------------


def test_red_makes_its_neighbours_orange_and_the_next_yellow_and_no_further(land: Jurisdiction) -> None:
    red = "07090"
    when = IN_JUNE - DAY
    found = seen(
        land, calm(when=when), unknown(red, 2, when), contacts(red, 0, 0, 0, when), as_of=IN_JUNE, silent=True
    )
    near = set(land.areas.around(red).alike)
    next_ones = {code for one in near for code in land.areas.around(one).alike} - near - {red}
    far = set(COMMUNES) - near - next_ones - {red}

    assert level(found, red) == 4
    assert {level(found, code) for code in near} == {3}
    assert {level(found, code) for code in next_ones} == {2}
    assert {level(found, code) for code in far} == {1}


def test_half_of_the_communes_orange_make_the_district_red(land: Jurisdiction) -> None:
    communes = [area.code for area in land.areas.children("205")]
    half = -(-len(communes) // 2)
    when = IN_JUNE - DAY
    spread = judged("205", JudgementKind.SPREAD_SHARE, 0.1, when)
    told = [calm(when=when), contacts("22", 0, 0, 0, when), spread]

    orange = [unknown(code, 1, when) for code in communes[:half]]

    assert level(seen(land, *told, *orange, as_of=IN_JUNE), "205") == 4
    assert level(seen(land, *told, *orange[:-1], as_of=IN_JUNE), "205") == 3


@pytest.mark.parametrize(("touching", "wanted"), [(True, 3), (False, 4)], ids=["one block", "scattered"])
def test_thirty_percent_red_is_red_only_when_scattered(
    land: Jurisdiction, touching: bool, wanted: int
) -> None:
    reds = ("00000", "00001", "00002")
    areas = _district_of(10, {one: [other for other in reds if other != one] for one in reds if touching})

    found = _graded(land, areas, {code: {"cases_hard_place_14d": 1} for code in reds})

    assert found["d"].level == wanted


def test_a_district_with_an_unknown_commune_is_open_only_where_it_matters(land: Jurisdiction) -> None:
    areas = _district_of(10, {})

    one_of_ten = _graded(land, areas, {"00000": {"cases_unknown_source_14d": None}})
    settled = _graded(
        land, areas, {"00000": {"cases_unknown_source_14d": None}, "00001": {"cases_hard_place_14d": 1}}
    )

    assert one_of_ten["00000"].level is None
    assert (one_of_ten["d"].level, one_of_ten["d"].grade.at_least) == (None, 1)
    assert settled["d"].level == 3  # one red commune is enough; two reds of ten change nothing


def _district_of(communes: int, touching: dict[str, list[str]]) -> Areas:
    def area(code: str, tier: Tier, parent: str | None) -> Area:
        near = tuple(touching.get(code, ()))
        return Area(
            code=code, tier=tier, name=code, short_name=code, name_en=code, parent=parent, neighbours=near
        )

    inside = [area(f"{number:05}", Tier.COMMUNE, "d") for number in range(communes)]
    return Areas([area("p", Tier.PROVINCE, None), area("d", Tier.DISTRICT, "p"), *inside])


def _graded(
    land: Jurisdiction, areas: Areas, numbers: dict[str, dict[str, float | None]], moment: Any = IN_JUNE
) -> dict[str, Any]:
    """The map of a made-up register; every number that is not given is 0."""
    law = land.law
    orders = orders_in_force([], law.order_levels.on(moment).value, moment)
    zero = dict.fromkeys(OWN, 0.0)
    given = {area.code: zero | numbers.get(area.code, {}) for area in areas}
    return grade_map(Grading(areas, law.area_levels.find(moment), law.indicators, orders, given))


# --- Decision 4800 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "doses", "capacity", "wanted"),
    [
        (19.9, 0.9, 1, 1),
        (20, 0.9, 1, 1),
        (20, 0.69, 1, 2),
        (50, 0.7, 1, 2),
        (50, 0.5, 1, 3),
        (150, 0.7, 1, 3),
        (150, 0.69, 1, 4),
        (150, 0.7, 0, 4),
        (150, 0.7, None, None),
        (10, None, None, None),
        (None, 0.9, 1, None),
    ],
)
def test_rates_doses_and_capacity_of_decision_4800(
    land: Jurisdiction, rate: float | None, doses: float | None, capacity: float | None, wanted: int | None
) -> None:
    numbers = {
        "weekly_cases_per_100k": rate,
        "adults_one_dose_share": doses,
        "treatment_capacity_met": capacity,
    }

    assert _graded(land, _district_of(3, {}), {"d": numbers}, IN_OCTOBER)["d"].level == wanted
