"""Grading a register of the size of the country, beside grading that judges every area anew."""

from pathlib import Path
from random import Random

from services.domain.areas import Area, Areas, Tier
from services.policy.reader import load_jurisdiction
from services.risk.grading import Grading, grade_map
from services.risk.numbers import OWN
from services.risk.orders import orders_in_force
from services.risk.sums import Numbers
from tests.benchmarks.grading import Forgetful
from tests.benchmarks.measuring import Result, cpu_seconds
from tests.risk.made import IN_JUNE

PROVINCES, DISTRICTS, COMMUNES = 63, 705, 10_599
ROW = 103  # communes of one row of the grid; the square root of all of them
BUSY = 0.3
TARGET = 2.0


def run(folder: Path) -> list[Result]:
    """Seconds of the processor for 10,599 communes, 705 districts, 63 provinces under Decision 2686."""
    law, areas, chance = load_jurisdiction("quang-ninh").law, country(), Random(1)
    orders = orders_in_force([], law.order_levels.on(IN_JUNE).value, IN_JUNE)
    numbers = {area.code: _busy(chance) for area in areas}
    parts = (areas, law.area_levels.on(IN_JUNE), law.indicators, orders, numbers)
    ours = min(cpu_seconds(lambda: grade_map(Grading(*parts))) for _ in range(3))
    each = cpu_seconds(lambda: grade_map(Grading(*parts, verdicts=Forgetful())))
    calm: Numbers = {area.code: dict.fromkeys(OWN, 0.0) for area in areas}
    quiet = min(cpu_seconds(lambda: grade_map(Grading(*parts[:4], calm))) for _ in range(3))
    return [
        Result(
            "grade the country, 30 % of it with cases", "CPU s", ours, "every area judged anew", each, TARGET
        ),
        Result("grade the country, calm", "CPU s", quiet, "30 % with cases", ours, TARGET),
    ]


def country() -> Areas:
    """A made-up register with as many areas as the country had in 2021, neighbours as on a grid."""
    provinces = [_area(f"{number:02}", Tier.PROVINCE, None, ()) for number in range(PROVINCES)]
    districts = [
        _area(f"{i:03}", Tier.DISTRICT, f"{i * PROVINCES // DISTRICTS:02}", _near(i, DISTRICTS, 27, "03"))
        for i in range(DISTRICTS)
    ]
    communes = [
        _area(f"{i:05}", Tier.COMMUNE, f"{i * DISTRICTS // COMMUNES:03}", _near(i, COMMUNES, ROW, "05"))
        for i in range(COMMUNES)
    ]
    return Areas([*provinces, *districts, *communes])


def _near(number: int, of: int, row: int, form: str) -> tuple[str, ...]:
    steps = (-1, 1, -row, row, -row - 1, row + 1)
    return tuple(f"{number + step:{form}}" for step in steps if 0 <= number + step < of)


def _area(code: str, tier: Tier, parent: str | None, neighbours: tuple[str, ...]) -> Area:
    return Area(
        code=code,
        tier=tier,
        name=code,
        short_name=code,
        name_en=code,
        parent=parent,
        neighbours=neighbours,
    )


def _busy(chance: Random) -> dict[str, float | None]:
    values: dict[str, float | None] = dict.fromkeys(OWN, 0.0)
    if chance.random() < BUSY:
        values |= {
            "cases_unknown_source_14d": chance.choice([0, 0, 1, 2]),
            "cases_known_source_14d": chance.choice([0, 1, 5]),
            "contacts_f1": chance.choice([0, 3, 10]),
            "score_i1": 100 * chance.random(),
            "score_i3": 100 * chance.random(),
        }
    return values
