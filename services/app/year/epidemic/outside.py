"""What localities next door tell while a wave comes in from there; and the daily list of the country."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from services.app.demo.delivery import Row
from services.app.year.epidemic.infections import Course
from services.app.year.epidemic.parameters import Parameters
from services.app.year.epidemic.told import Story
from services.domain.areas import AreaCode

OWN_STREAM = 1
"""The second number of the generator's seed: outside does not change when the course does."""
BULLETIN = 18
QUIET = 14
"""Days after the last F0 in which a locality goes on telling "none"."""


@dataclass(frozen=True)
class Outside:
    """F0 by area, day and how sure their source is."""

    told: dict[tuple[AreaCode, int], Counter[str]]
    places: dict[AreaCode, str]
    """Where they were infected, of some areas."""

    def of(self, area: AreaCode, day: int) -> int:
        """F0 that an area tells on a day."""
        return self.told.get((area, day), Counter()).total()


def outside_of(parameters: Parameters, course: Course, seed: int) -> Outside:
    """Counts of every i3 wave: a triangle in time that begins when the wave is noticed there."""
    chance = np.random.default_rng([seed, parameters.year, OWN_STREAM])
    sources = parameters.told["outside_source"]
    told: dict[tuple[AreaCode, int], Counter[str]] = {}
    for wave in course.waves:
        for one in parameters.told["outside"] if wave.source == "i3" else ():
            first = wave.since.timetuple().tm_yday - 1 + one["lag"]
            for day, mean in enumerate(_triangle(one), start=first):
                parts = chance.multinomial(int(chance.poisson(mean)), list(sources.values()))
                counts = Counter({name: int(n) for name, n in zip(sources, parts, strict=True) if n})
                told.setdefault((one["area"], day), Counter()).update(counts)
    places = {one["area"]: one["hard_place"] for one in parameters.told["outside"] if "hard_place" in one}
    return Outside(told, places)


def outside_rows(story: Story, outside: Outside, day: int) -> Iterator[Row]:
    """Of each area that has or had F0: a row a kind of source, or "none today"."""
    for area in sorted({area for area, _ in outside.told}):
        counts = outside.told.get((area, day), Counter())
        for source, count in sorted(counts.items()):
            yield _row(story, area, day, count) | {
                "code": f"KBN-{area}-{story.day(day):%Y%m%d}-{source}",
                "source": source,
                "found_in": "locked_area" if source == "known" else "community",
                "hard_to_trace_place": outside.places.get(area, ""),
            }
        if not counts and any(outside.of(area, day - back) for back in range(1, QUIET + 1)):
            yield _row(story, area, day, 0)


def national_rows(story: Story, outside: Outside, day: int, entrants: int) -> Iterator[Row]:
    """The list of the country for the day before: our F0 by where they were found, and those near us."""
    for province in story.parameters.told["provinces"]:
        inside = province == story.stage.province
        cases = story.by_day.get(day - 1, ()) if inside else ()
        traced = sum(case.one.traced for case in cases) + (entrants if inside else 0)
        free = len(cases) - sum(case.one.traced for case in cases)
        far = sum(_of_province(story, outside, province, day - 1)) if not inside else 0
        yield {
            "date": story.day(day - 1).isoformat(),
            "gso_code": province,
            "confirmed": str(traced + free + far),
            "deaths": "0",
            "confirmed_blockade": str(far),
            "confirmed_quarantined": str(traced),
            "confirmed_unquarantined": str(free),
            "confirmed_screening": "0",
            "confirmed_unknown": "0",
        }


def _of_province(story: Story, outside: Outside, province: AreaCode, day: int) -> Iterator[int]:
    for area, on in outside.told:
        if on == day and province in (area, story.stage.areas[area].parent):
            yield outside.of(area, day)


def _triangle(one: dict[str, Any]) -> Sequence[float]:
    up = [(day + 1) / one["rise"] for day in range(one["rise"])]
    down = [1 - (day + 1) / one["fall"] for day in range(one["fall"])]
    whole = sum(up) + sum(down)
    return [one["people"] * part / whole for part in (*up, *down)]


def _row(story: Story, area: AreaCode, day: int, count: int) -> Row:
    return {
        "code": "",
        "area": area,
        "confirmed_at": story.at(day, BULLETIN).isoformat(),
        "count": str(count),
        "source": "known",
        "found_in": "unknown",
        "chain": "",
        "note": "kịch bản",
    }
