"""What the feeds of a source show while its wave comes in: the doors of those days."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from services.app.demo.doors import Doors
from services.app.year.epidemic.entering import holds
from services.app.year.epidemic.parameters import Parameters, Wave

LOTS = "consignments"
INCIDENTS = "border-incidents"


def times(parameters: Parameters, waves: Sequence[Wave], feed: str, day: date) -> float:
    """How many times an ordinary day's rows a feed has."""
    source, name = {INCIDENTS: ("i1", "incidents"), LOTS: ("i4", "lots")}.get(feed, ("", ""))
    return float(parameters.part("signals")[source][name]) if _shows(parameters, waves, source, day) else 1.0


def doors_on(parameters: Parameters, waves: Sequence[Wave], doors: Doors, day: date) -> Doors:
    """Who runs away, is absent, has declared nothing: on a day."""
    told = parameters.part("signals")
    if _shows(parameters, waves, "i2", day):
        more = told["i2"]
        doors = replace(doors, escapes=doors.escapes * more["escapes"], absent=doors.absent * more["absent"])
    if _shows(parameters, waves, "i4", day):
        crews = {"crew_declared": told["i4"]["crew_declared"]}
        doors = replace(doors, goods_told=doors.goods_told | crews)
    return doors


def infected(parameters: Parameters, waves: Sequence[Wave], country: str, day: date) -> float:
    """Chance that somebody who enters from a country on a day is infected."""
    usual = parameters.told["infected_entrants"].get(country, 0) / 1_000_000
    more = parameters.part("signals")["i2"]["infected"] if _shows(parameters, waves, "i2", day) else 1.0
    return float(usual * more)


def _shows(parameters: Parameters, waves: Sequence[Wave], source: str, day: date) -> bool:
    number, before = day.timetuple().tm_yday - 1, parameters.part("signals")["before"]
    return any(wave.source == source and holds(wave, number, before) for wave in waves)
