"""The work list of each force: one more patrol here, one more bed check there, 40 tests at a post. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from services.domain.agencies import Agency
from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.epidemiology.quantities import Numbers
from services.risk.unseen.from_border import INLAND
from services.risk.unseen.from_heard import Entering
from services.risk.unseen.from_quarantine import SILENT as NO_SITE
from services.risk.unseen.from_quarantine import UNPLACED
from services.risk.unseen.from_travel import SILENT as NO_STREAM
from services.risk.unseen.naming import area_name, lots_name, segment_name, site_name, stream_name
from services.risk.unseen.quarantined import adherence, prevented
from services.risk.unseen.volumes import TOLD
from services.risk.unseen.worth import Effort, Worth, caught_more, found_by_tests, kept_more, worth

PLACED = 10.0
"""People for whom one effort finds a place of quarantine."""


@dataclass(frozen=True)
class Task:
    """One unit of effort at one place, and what it is worth."""

    force: Agency
    effort: str
    key: str
    area: AreaCode
    text: Sentence
    entrants: float
    """Infectious entrants averted within the horizon."""
    contained: float
    """Which part of them would come where chains end by themselves."""
    chance: float
    """By how much an outbreak anywhere in the jurisdiction becomes less likely."""


def tasks_of(found: Entering) -> list[Task]:
    """All of all forces, the most worth first; what averts nobody is left out.

    Where a strict order holds chains end by themselves: there effort may avert entrants and no outbreak.
    """
    tasks = (
        _task(found, effort.name, one)
        for effort in _efforts(found)
        for one in worth(effort, found.outlook, found.known.law.horizon_days)
        if one.entrants > 0 and _known_place(one.key)
    )
    return sorted(tasks, key=lambda one: (-one.chance, -one.entrants, one.key))


def _known_place(key: str) -> bool:
    """Nobody can be sent to where nothing was told of."""
    return not key.startswith((NO_SITE, NO_STREAM, INLAND))


def _efforts(found: Entering) -> Iterator[Effort]:
    lines, law, draws = found.outlook.lines, found.known.law, found.outlook.chance.draws
    yield Effort("patrol", lines["i1"], caught_more(law.illegal_entry.patrol, draws, len(lines["i1"].keys)))
    yield Effort("check", lines["i2"], _checked(found))
    yield Effort("tests", lines["i3"], _tested(found))
    yield Effort("trace", lines["local"], _traced(found))
    crews = found.factors["i4"]["crew"]
    yield Effort(
        "crews", lines["i4"], found_by_tests(law.goods.tests, crews, law.community.test_finds, draws)
    )


def _checked(found: Entering) -> Numbers:
    """Of those with a place one more check; those without are given one, ten by one effort."""
    sites, chance, law = found.outlook.inputs.sites, found.outlook.chance, found.known.law.quarantine
    kept, helps = adherence(sites, chance)[TOLD], prevented(sites, chance)[TOLD]
    part = kept_more(law.check, kept, helps)
    people = sites.entrants.per_day()[TOLD] * found.known.law.horizon_days
    placed = np.minimum(PLACED / np.maximum(people, PLACED), 1.0) * law.central.mean
    without = np.array([key.startswith(UNPLACED) for key in sites.keys])
    return np.where(without[:, np.newaxis], placed[:, np.newaxis] * helps, part)


def _tested(found: Entering) -> Numbers:
    law, streams = found.known.law.community, found.outlook.inputs.streams
    people = streams.people.per_day()[TOLD].sum(axis=0)
    return found_by_tests(law.tests, people, law.test_finds, found.outlook.chance.draws)


def _traced(found: Entering) -> Numbers:
    """So many F1 found, counted as the F0 that have as many."""
    unseen = np.asarray(found.outlook.inputs.here.unseen)
    in_f0 = found.known.law.community.trace / found.known.number("contacts_per_case")
    part = np.where(unseen > 0, np.minimum(in_f0 / np.maximum(unseen, 1e-12), 1.0), 0.0)
    return np.repeat(part[:, np.newaxis], found.outlook.chance.draws, axis=1)


def _task(found: Entering, effort: str, one: Worth) -> Task:
    force, text = _SAID[effort](found, one.key)
    area = _post_area(found, one.key) or found.known.areas[one.area].code
    return Task(force, effort, one.key, area, text, one.entrants, one.contained, one.chance)


def _post_area(found: Entering, key: str) -> AreaCode | None:
    """Where the post of a stream stands: tests are taken there, not where travellers go."""
    post = key.rpartition("/")[2]
    place = next((one for one in found.known.jurisdiction.places if one.id == post), None)
    return place.commune if place else None


def _patrol(found: Entering, key: str) -> tuple[Agency, Sentence]:
    name = segment_name(found.known, key)
    return Agency.BORDER, Sentence(vi=f"Thêm một ca tuần tra: {name.vi}", en=f"One more patrol: {name.en}")


def _check(found: Entering, key: str) -> tuple[Agency, Sentence]:
    name = site_name(found.known, key)
    if key.startswith(UNPLACED):
        return Agency.MILITARY, Sentence(
            vi=f"Bố trí nơi cách ly cho {PLACED:.0f} người: {name.vi}",
            en=f"Find a quarantine place for {PLACED:.0f} people: {name.en}",
        )
    return Agency.MILITARY, Sentence(
        vi=f"Thêm một lần điểm danh mỗi ngày: {name.vi}", en=f"One more bed check a day: {name.en}"
    )


def _tests(found: Entering, key: str) -> tuple[Agency, Sentence]:
    name, tests = stream_name(found.known, key), f"{found.known.law.community.tests:.0f}"
    return Agency.HEALTH, Sentence(
        vi=f"{tests} xét nghiệm mỗi ngày: {name.vi}", en=f"{tests} tests a day: {name.en}"
    )


def _trace(found: Entering, key: str) -> tuple[Agency, Sentence]:
    name, contacts = area_name(found.known, key), f"{found.known.law.community.trace:.0f}"
    return Agency.POLICE, Sentence(
        vi=f"Tìm thêm {contacts} F1: {name.vi}", en=f"Find {contacts} more F1: {name.en}"
    )


def _crews(found: Entering, key: str) -> tuple[Agency, Sentence]:
    came, to = lots_name(found.known, key)
    tests = f"{found.known.law.goods.tests:.0f}"
    return Agency.BORDER, Sentence(
        vi=f"Xét nghiệm {tests} lái xe, thuyền viên mỗi ngày: hàng từ {came.vi} vào {to.vi}",
        en=f"Test {tests} drivers and sailors a day: goods from {came.en} into {to.en}",
    )


_SAID = {"patrol": _patrol, "check": _check, "tests": _tests, "trace": _trace, "crews": _crews}
