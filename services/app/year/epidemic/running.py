"""Runs the epidemic of a year, day by day: a branching process that orders and tracing slow down.

A renewal process on days of onset, as the estimate of R that the house uses reads it (Cori 2013, science G):
on a day a case is expected to make R × (its share of the serial interval) new onsets. How long ago each of
them was infected is drawn from the incubation period; R is that of the infector's commune on the day of
infection, and 0 once the infector is apart. Each case is more or less keen by a gamma of mean 1 and shape k,
so that whom it infects is negative binomial (Lloyd-Smith 2005, science C.3).
"""

from datetime import date

import numpy as np

from services.app.year.epidemic.authority import Authority
from services.app.year.epidemic.entering import enter, moved_waves
from services.app.year.epidemic.finding import trace, trace_from_birth, will_be_noticed
from services.app.year.epidemic.infections import HERE, Course, Infection
from services.app.year.epidemic.world import World
from services.domain.areas import AreaCode
from services.domain.errors import BadRecord
from services.epidemiology.quantities import Numbers


def course_of(world: World) -> Course:
    """The whole year; raises BadRecord when it grows beyond what the parameters allow."""
    course = Course(moved_waves(world.parameters, world.chance))
    authority = Authority(world.parameters.part("authority"), world.parameters.part("spread")["held"])
    about: list[Infection] = []
    for day in range((date(world.parameters.year + 1, 1, 1) - world.day(0)).days):
        about = [one for one in about if day - one.onset <= len(world.weights)]
        born = _born(world, course, about, day)
        for one in (*enter(world, course.waves, day), *born):
            _add(world, course, authority, one, day)
            about.append(one)
        for one in course.known_on(day):
            trace(world, one, day)
        authority.decide(course, world.areas, day)
        for one in about:
            one.force.append(_force(world, authority, one, day))
    return course


def _born(world: World, course: Course, about: list[Infection], day: int) -> list[Infection]:
    """Who falls ill on a day; notes what was expected of those who may have infected them."""
    born: list[Infection] = []
    pressure = expected = 0.0
    for one in about:
        weight, likely = world.weights[day - one.onset - 1], _likely(world, one)
        mean = float(weight * likely.sum())
        pressure, expected = pressure + float(weight), expected + mean
        number = int(world.chance.poisson(one.keen * mean)) if mean > 0 else 0
        if number:
            days = world.chance.choice(len(likely), size=number, p=likely / likely.sum()) + 1
            born += [_child(world, one, day, int(back)) for back in days]
    course.pressure.append(pressure)
    course.expected.append(expected)
    return born


def _child(world: World, one: Infection, day: int, incubation: int) -> Infection:
    area = _where(world, one.area)
    return Infection(0, one, HERE, one.wave, area, day - incubation, day, _keen(world, day))


def _where(world: World, area: AreaCode) -> AreaCode:
    spread = world.parameters.part("spread")
    drawn = float(world.chance.random())
    if drawn < spread["same_commune"]:
        return area
    near = drawn < spread["same_commune"] + spread["same_district"]
    pool = world.communes[world.areas[area].parent or area] if near else world.communes[world.province]
    return pool[int(world.chance.integers(len(pool)))]


def _keen(world: World, day: int) -> float:
    _, k = world.parameters.phase(world.day(day))
    return float(world.chance.gamma(k, 1.0 / k))


def _likely(world: World, one: Infection) -> Numbers:
    """R of each day on which who falls ill today may have been infected, the latest first, weighted."""
    force = np.array(one.force[::-1][: len(world.incubation)])
    shares = world.incubation[: len(force)]
    return np.asarray(force * shares / shares.sum())


def _force(world: World, authority: Authority, one: Infection, day: int) -> float:
    if one.apart is not None and day >= one.apart:
        return 0.0
    r, _ = world.parameters.phase(world.day(day))
    return r * authority.leaves(one.area, world.areas[one.area].parent or one.area, day)


def _add(world: World, course: Course, authority: Authority, one: Infection, day: int) -> None:
    most = world.parameters.part("spread")["most"]
    if len(course.infections) >= most:
        raise BadRecord(
            vi=f"Kịch bản dịch vượt {most} ca trong năm; hãy giảm R hoặc chọn hạt giống khác (--seed).",
            en=f"The epidemic grows beyond {most} F0 in the year; lower R or take another --seed.",
            field="--seed",
            code="epidemic_too_large",
        )
    one.number = len(course.infections) + 1
    one.keen = one.keen or _keen(world, day)
    will_be_noticed(world, one)
    if one.infector is not None:
        one.infector.infects.append(one)
        trace_from_birth(world, one)
    early = world.parameters.part("spread")["early"]
    one.force.extend(_force(world, authority, one, past) for past in range(day - early, day))
    course.infections.append(one)
