"""The epidemic of the scenario year: who infects whom, what is told of it, and how R is found again."""

from collections import Counter
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.app.demo.facts import read_facts
from services.app.demo.stage import stage_of
from services.app.year.epidemic.infections import Course
from services.app.year.epidemic.making import doorways, epidemic_of
from services.app.year.epidemic.parameters import Parameters, read_parameters
from services.app.year.epidemic.rows import Epidemic, epidemic_rows
from services.app.year.epidemic.running import course_of
from services.app.year.epidemic.truth import day_rows
from services.app.year.epidemic.world import World, world_of
from services.app.year.script import year_of
from services.app.year.seasons import DATA, read_seasons
from services.domain.errors import BadRecord, NotFound
from services.epidemiology.low_counts import Enough, estimable
from services.epidemiology.renewal import reproduction
from services.policy.reader import load_jurisdiction

LAND = load_jurisdiction("quang-ninh")
FACTS = read_facts("quang-ninh", LAND.zone)
PARAMETERS = read_parameters(DATA, "quang-ninh", 2021)
ALIKE = 1e6
"""A k so large that everybody infects alike."""


def world(seed: int, parameters: Parameters = PARAMETERS) -> World:
    return world_of(parameters, LAND.areas, FACTS.province, doorways(FACTS), seed)


def with_told(*changes: tuple[str, str, object]) -> Parameters:
    """The parameters with other numbers: (section, name, value)."""
    told = deepcopy(PARAMETERS.told)
    for section, name, value in changes:
        told[section][name] = value
    return replace(PARAMETERS, told=told)


def spreading(r: float, k: float) -> tuple[str, str, object]:
    return "spread", "phases", [{"since": "01-01", "r": r, "k": k}]


@pytest.fixture(scope="module")
def epidemic() -> Epidemic:
    return epidemic_of(PARAMETERS, FACTS, stage_of(FACTS, LAND.areas, 2021, 0.01))


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10**6))
def test_the_same_seed_gives_the_same_epidemic_and_nobody_infects_who_is_apart(seed: int) -> None:
    course, again = course_of(world(seed)), course_of(world(seed))

    assert [(one.onset, one.area, one.known) for one in course.infections] == [
        (one.onset, one.area, one.known) for one in again.infections
    ]
    early = PARAMETERS.part("spread")["early"]
    for one in course.infections:
        for child in one.infects:
            assert one.onset - early <= child.infected < child.onset
            assert one.apart is None or child.infected < one.apart
    assert all(made >= 0 and about >= 0 for made, about in zip(course.expected, course.pressure, strict=True))


@pytest.mark.parametrize(("r", "k"), [(0.7, 0.3), (0.8, ALIKE)])
def test_whom_a_case_infects_has_the_mean_and_the_spread_that_were_put_in(r: float, k: float) -> None:
    free = with_told(spreading(r, k), ("found", "notices", 0.0), ("introductions", "i3", 1.0))
    infects = [len(one.infects) for one in course_of(world(1, free)).infections if one.onset < 300]

    none = (1 + r / k) ** -k
    assert len(infects) > 700
    assert np.mean(infects) == pytest.approx(r, rel=0.12)
    assert infects.count(0) / len(infects) == pytest.approx(none, rel=0.1)


def test_r_is_found_again_from_the_onsets() -> None:
    """The interval knows of no superspreading: it holds when all infect alike, and less often else."""
    alike = with_told(spreading(2.0, ALIKE))

    assert _covered(alike, range(8)) >= 0.88
    assert _covered(PARAMETERS, range(12)) >= 0.72


def _covered(parameters: Parameters, seeds: range) -> float:
    """Part of the days on which R may be told whose 95 % interval holds the true R of that week."""
    held = [one for seed in seeds for one in _held(course_of(world(seed, parameters)), world(seed).weights)]
    assert len(held) > 50
    return float(np.mean(held))


def _held(course: Course, weights: np.ndarray) -> list[bool]:  # type: ignore[type-arg]  # of any numbers
    days = len(course.pressure)
    onsets, entered = (np.zeros(days) for _ in range(2))
    for one in course.infections:
        onsets[one.onset] += 1
        entered[one.onset] += one.infector is None
    found = reproduction(onsets, weights, 7, entered)
    low, high, told = found.quantile(0.025), found.quantile(0.975), estimable(found, Enough())
    true = [
        sum(course.expected[t - 6 : t + 1]) / (sum(course.pressure[t - 6 : t + 1]) or 1)
        for t in range(7, days)
    ]
    return [bool(low[n] <= r <= high[n]) for n, r in enumerate(true) if told[n]]


def test_what_is_told_of_f0_is_what_was_put_in(epidemic: Epidemic) -> None:
    story = epidemic.story
    told = [row for day in range(365) for row in epidemic_rows(epidemic, lambda _: (), day)["cases"]]
    codes = Counter(row["code"] for row in told if row["code"].startswith("KB21-"))

    assert set(codes) == {case.code for case in story.cases.values()}
    assert set(codes.values()) <= {1, 2}, "a case, and once more when its source is settled"
    last = {row["code"]: row for row in told}
    for case in story.cases.values():
        infector = story.infector(case, 365)
        if case.one.traced:
            assert infector is not None
            assert (last[case.code]["found_in"], last[case.code]["source"]) == ("quarantine", "known")
            assert last[case.code]["chain"] == last[infector.code]["chain"]
        assert last[case.code]["source"] in ("known", "unknown")


def test_orders_follow_f0_of_the_community_and_slow_them_down(epidemic: Epidemic) -> None:
    story = epidemic.story
    locks = [one for one in story.course.decrees if one.state == "phong_toa"]
    free = {(case.one.area, case.known) for case in story.cases.values() if not case.one.traced}

    assert {(one.area, one.told) for one in locks} <= free
    assert {area for area, _ in free} == {one.area for one in locks}
    rows = [row for day in range(365) for row in epidemic_rows(epidemic, lambda _: (), day)["orders"]]
    assert len(rows) == len(story.course.decrees)
    assert all(row["since"] < row["until"] for row in rows)
    loose = with_told(("spread", "held", {"ct15": 1.0, "ct16": 1.0, "phong_toa": 1.0}), spreading(1.2, 0.5))
    tight = with_told(spreading(1.2, 0.5))
    made = [sum(len(course_of(world(seed, one)).infections) for seed in range(4)) for one in (loose, tight)]
    assert made[0] > 1.3 * made[1]


def test_officers_judge_what_the_law_leaves_to_them_where_something_was_ordered(epidemic: Epidemic) -> None:
    for day in range(365):
        rows = epidemic_rows(epidemic, lambda _: (), day)
        held = {row["area"] for row in rows["orders"] if row["state"] != "phong_toa"}
        judged = {row["area"] for row in rows["judgements"]}
        assert judged == (held | {"22"} if held else set())
        assert Counter(row["area"] for row in rows["judgements"]) == Counter(dict.fromkeys(judged, 2))


def test_contacts_are_told_until_none_is_watched(epidemic: Epidemic) -> None:
    story, totals = epidemic.story, dict[tuple[str, str, str], list[int]]()
    for day in range(365):
        for row in epidemic_rows(epidemic, lambda _: (), day)["contacts"]:
            assert int(row["traced"]) <= int(row["total"])
            totals.setdefault((row["chain"], row["area"], row["level"]), []).append(int(row["total"]))
    by_level = Counter(level for _, _, level in totals)

    assert by_level["F1"] == by_level["F2"] == len({key[:2] for key in totals})
    watched = PARAMETERS.part("contacts")["watched"]
    late = {story.chain(case) for case in story.cases.values() if case.known >= 365 - watched}
    assert all(told[-1] == 0 for (chain, _, _), told in totals.items() if chain not in late)


def test_the_doors_of_a_source_show_its_wave() -> None:
    year = year_of(read_seasons("quang-ninh", 2021), FACTS, LAND.areas, 3, 1.0, PARAMETERS)
    calm = year_of(read_seasons("quang-ninh", 2021), FACTS, LAND.areas, 3, 1.0)
    assert year.epidemic is not None
    waves = {wave.source: wave.since for wave in year.epidemic.story.course.waves}

    def ratio(feed: str, day: date) -> float:
        return year.on(feed, day).volume / calm.on(feed, day).volume

    assert ratio("border-incidents", waves["i1"]) == 6
    assert ratio("border-incidents", waves["i2"]) == 1
    assert ratio("consignments", waves["i4"]) == 1.5
    assert year.at(waves["i2"]).doors.escapes == pytest.approx(40 * calm.at(waves["i2"]).doors.escapes)
    assert year.at(waves["i4"]).doors.goods_told["crew_declared"] == 0.6
    outside = year.epidemic.outside
    assert sum(outside.of(area, day) for area, day in outside.told) == pytest.approx(630, rel=0.2)


def test_the_truth_adds_up(epidemic: Epidemic) -> None:
    rows = day_rows(epidemic.story)
    infections = epidemic.story.course.infections

    assert sum(row["cases"] for row in rows) == len(infections)
    assert sum(row["imported"] for row in rows) == sum(one.infector is None for one in infections)
    assert sum(row["known"] for row in rows) == len(epidemic.story.cases)
    assert all(0 <= row["r"] <= 2.2 for row in rows if row["r"] != "")


def test_what_cannot_be_played_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(BadRecord, match="grows beyond 50 F0"):
        course_of(world(1, with_told(("spread", "most", 50), spreading(3.0, 0.5))))
    with pytest.raises(NotFound, match="--calm"):
        read_parameters(tmp_path, "quang-ninh", 2021)
