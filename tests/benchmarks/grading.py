"""Grading the whole map, beside grading that judges every area anew."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from services.risk.grading import Grading, grade_map
from services.risk.numbers import numbers_of
from services.risk.orders import orders_in_force
from services.risk.recall import recall
from services.risk.sources import point_map
from services.risk.sources.clues import gather
from services.risk.sums import daily_cases
from services.risk.survey import survey
from tests.benchmarks.measuring import Result, best_of
from tests.benchmarks.waves import house_on_the_busiest_day


class Forgetful(dict[Any, Any]):
    """A memory that forgets at once: every area is judged by itself."""

    def __contains__(self, key: object) -> bool:
        return False

    def __iter__(self) -> Iterator[Any]:
        return iter(())


def run(folder: Path) -> list[Result]:
    """Milliseconds for 177 communes, 13 districts, the province, and the districts outside."""
    house = house_on_the_busiest_day(folder)
    jurisdiction, now = house.jurisdiction, house.clock()
    with house.database.reading() as tx:
        heard = recall(tx, now)
    orders = orders_in_force(heard.orders, jurisdiction.law.order_levels.on(now).value, now)
    points = point_map(gather(jurisdiction, heard, orders))
    numbers = numbers_of(
        jurisdiction.areas,
        heard,
        orders,
        points,
        daily_cases(jurisdiction.areas, heard, jurisdiction.zone),
        jurisdiction.zone,
    )
    parts = (
        jurisdiction.areas,
        jurisdiction.law.area_levels.on(now),
        jurisdiction.law.indicators,
        orders,
        numbers,
    )
    ours = best_of(20, lambda: grade_map(Grading(*parts)))
    each = best_of(10, lambda: grade_map(Grading(*parts, verdicts=Forgetful())))
    with house.database.reading() as tx:
        whole = best_of(10, lambda: survey(tx, jurisdiction, now))
    house.close()
    return [
        Result("grade all 191 areas", "ms", ours * 1e3, "every area judged anew", each * 1e3, limit=50),
        Result("survey: recall, score, count, grade", "ms", whole * 1e3, "the grading alone", ours * 1e3),
    ]
