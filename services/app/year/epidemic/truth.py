"""The truth beside the feeds: who infected whom, through which source, and R of each day."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from services.app.year.epidemic.entering import expected
from services.app.year.epidemic.infections import Infection
from services.app.year.epidemic.parameters import SOURCES
from services.app.year.epidemic.told import Story

PEOPLE, DAYS, SUMMARY = "truth.csv", "truth_days.csv", "truth.json"
WEEK = 7


def write_truth(story: Story, folder: Path) -> dict[str, Any]:
    """Write the three files; the summary."""
    course = story.course
    _write(folder / PEOPLE, [_person(story, one) for one in course.infections])
    _write(folder / DAYS, day_rows(story))
    entered = [one for one in course.infections if one.infector is None]
    told = {
        "infections": len(course.infections),
        "known": len(story.cases),
        "entered": {source: sum(one.source == source for one in entered) for source in SOURCES},
        "waves": [
            {
                "name": wave.name,
                "source": wave.source,
                "since": wave.since.isoformat(),
                "days": wave.days,
                "entered": sum(one.wave == wave.name for one in entered),
                "infections": sum(one.wave == wave.name for one in course.infections),
            }
            for wave in course.waves
        ],
        "serial": story.parameters.part("spread")["serial"],
    }
    (folder / SUMMARY).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return told


def day_rows(story: Story) -> list[dict[str, Any]]:
    """A row a day: onsets, true R of the day and of the week up to it, who came in, what had been expected.

    `r` is what the day's infectiousness was expected to make of itself, orders and tracing included; empty
    where nobody infects. `r_week` weighs seven days as an estimate over a week does.
    """
    course = story.course
    onsets = Counter(one.onset for one in course.infections)
    entered = Counter((one.source, one.onset) for one in course.infections if one.infector is None)
    return [
        {
            "day": story.day(day).isoformat(),
            "cases": onsets[day],
            "imported": sum(entered[source, day] for source in SOURCES),
            "known": len(story.by_day.get(day, ())),
            "r": _r(course.expected, course.pressure, day, 1),
            "r_week": _r(course.expected, course.pressure, day, WEEK),
            **{source: entered[source, day] for source in SOURCES},
            **{
                f"{source}_expected": round(expected(story.parameters, course.waves, source, day), 6)
                for source in SOURCES
            },
        }
        for day in range(len(course.pressure))
    ]


def _r(made: Sequence[float], pressure: Sequence[float], day: int, days: int) -> float | str:
    first = max(0, day - days + 1)
    whole = sum(pressure[first : day + 1])
    return round(sum(made[first : day + 1]) / whole, 6) if whole > 0 else ""


def _person(story: Story, one: Infection) -> dict[str, Any]:
    case = story.cases.get(one.number)
    return {
        "number": one.number,
        "code": case.code if case else "",
        "infector": one.infector.number if one.infector else "",
        "source": one.source,
        "wave": one.wave,
        "area": one.area,
        "infected": story.day(one.infected).isoformat(),
        "onset": story.day(one.onset).isoformat(),
        "known": story.day(case.known).isoformat() if case else "",
        "traced": int(one.traced),
        "infects": len(one.infects),
    }


def _write(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        if rows:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
