"""Unseen infection: more F0 without a source never lower it, more contacts found never raise it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.records import FoundIn, SourceKnown
from services.policy.reader import load_jurisdiction
from services.risk.heard import Case, Contacts
from services.risk.pressure import Pressure, PressureMap, Usual, shrunk_missing
from services.risk.sources.clues import gather
from tests.risk.made import DAY, HOUR, NOW, calm, case, contacts, heard, seen, unknown

LAND = load_jurisdiction("quang-ninh")
COMMUNE, DISTRICT, NEXT_DOOR, OUTSIDE = "07090", "205", "290", "30"
USUAL = Usual(contacts_per_case=67, strength=3, generation_days=5, find_hours=24)
PLACES = [COMMUNE, "07093", DISTRICT, "22", NEXT_DOOR, "288", OUTSIDE]

cases = st.lists(
    st.builds(
        case,
        area=st.sampled_from(PLACES),
        count=st.integers(0, 9),
        when=st.integers(0, 13).map(lambda days: NOW - days * DAY),
        source=st.sampled_from(SourceKnown),
        found_in=st.sampled_from(FoundIn),
    ),
    max_size=6,
)
reports = st.lists(
    st.builds(
        contacts,
        area=st.sampled_from(PLACES),
        total=st.integers(0, 900),
        traced=st.none() | st.integers(0, 900),
        care=st.none(),
    ),
    max_size=4,
)


def pressures(*facts: Any) -> PressureMap:
    return gather(LAND, heard(*facts), seen(LAND, *facts).orders).pressure


def pressure(area: str, *facts: Any) -> Pressure:
    return pressures(*facts).of(area)


def test_the_evening_of_8_february_had_as_many_f1_as_usual_and_one_per_commune_without_source() -> None:
    """50 F0 and 3,351 F1 (rule book 2.1): nothing is missing; what presses is the F0 without a source."""
    wave = [case("22", 49, NOW - 3 * DAY), unknown(COMMUNE, 1, NOW - 10 * DAY)]

    province = pressure("22", *wave, contacts("22", 3351, 3351, 3351))

    assert province.expected == 50 * 67
    assert province.found == 3351
    assert province.missing == 0
    assert (province.untraced, province.oldest_days, province.generations) == (1, 10, 2)
    assert province.total == 3


def test_a_commune_has_its_share_of_what_the_district_counts() -> None:
    both = pressures(
        case(COMMUNE, 6, NOW - 2 * DAY), case("07093", 4, NOW - 2 * DAY), contacts(DISTRICT, 500, 400, 0)
    )

    assert both.of(COMMUNE).found == 240
    assert both.of("07093").found == 160
    assert both.of(DISTRICT).found == 400


def test_what_one_commune_counts_says_nothing_of_another() -> None:
    both = pressures(
        case(COMMUNE, 6, NOW - 2 * DAY), case("07093", 4, NOW - 2 * DAY), contacts(COMMUNE, 400, 400, 0)
    )

    assert not both.of("07093").told
    assert both.of("07093").missing > 0


def test_silence_about_contacts_counts_as_nothing_found_but_not_on_the_first_day() -> None:
    assert pressure(COMMUNE, case(COMMUNE, 3, NOW - HOUR)).missing == 0
    assert pressure(COMMUNE, case(COMMUNE, 3, NOW - 2 * DAY)).missing == 3 * 3 / 6


@pytest.mark.parametrize(
    "where", [{"found_in": FoundIn.BORDER}, {"found_in": FoundIn.QUARANTINE, "source": SourceKnown.IMPORTED}]
)
def test_whoever_came_ill_from_abroad_presses_nobody(where: dict[str, Any]) -> None:
    assert pressure(COMMUNE, case(COMMUNE, 5, NOW - 3 * DAY, **where)).total == 0


def test_an_f0_found_in_quarantine_has_contacts_and_is_not_without_a_source() -> None:
    fenced = case(COMMUNE, 5, NOW - 3 * DAY, source=SourceKnown.NOT_YET, found_in=FoundIn.QUARANTINE)

    found = pressure(COMMUNE, fenced)

    assert (found.untraced, found.expected) == (0, 5 * 67)


def test_of_a_few_f0_little_is_concluded() -> None:
    """Half of the usual is missing each time: the more F0, the more of it counts."""
    shares = [shrunk_missing(n, n * 67 / 2, USUAL) / n for n in (1, 3, 30)]

    assert shares == pytest.approx([0.125, 0.25, 0.5 * 30 / 33])


@given(n=st.integers(0, 200), f=st.integers(0, 20_000))
def test_the_shrinkage_is_that_of_a_gamma_prior(n: int, f: int) -> None:
    rate = (USUAL.strength * 67 + f) / (USUAL.strength + n)

    assert shrunk_missing(n, f, USUAL) == pytest.approx(max(n * (67 - rate) / 67, 0), abs=1e-9)


@given(told=cases, counted=reports, where=st.sampled_from(PLACES), ago=st.integers(0, 13))
@settings(max_examples=40)
def test_one_more_f0_without_a_source_never_lowers_it(
    told: list[Case], counted: list[Contacts], where: str, ago: int
) -> None:
    before = pressures(*told, *counted)
    after = pressures(*told, *counted, unknown(where, 1, NOW - ago * DAY))

    for area in PLACES:
        assert after.of(area).total >= before.of(area).total - 1e-9
    assert after.of(where).total >= before.of(where).total + 1 - 1e-9


@given(told=cases, counted=reports, more=reports)
@settings(max_examples=40)
def test_contacts_found_never_raise_it(
    told: list[Case], counted: list[Contacts], more: list[Contacts]
) -> None:
    before, after = pressures(*told, *counted), pressures(*told, *counted, *more)
    found = [
        replace(one, total=one.total + 5, traced=None if one.traced is None else one.traced + 5)
        for one in counted
    ]
    better = pressures(*told, *found)

    for area in PLACES:
        assert after.of(area).total <= before.of(area).total + 1e-9
        assert better.of(area).total <= before.of(area).total + 1e-9


@given(told=cases, counted=reports, where=st.sampled_from(PLACES))
@settings(max_examples=20)
def test_the_score_of_the_community_never_falls_with_one_more_f0_without_a_source(
    told: list[Case], counted: list[Contacts], where: str
) -> None:
    before, after = seen(LAND, *told, *counted), seen(LAND, *told, *counted, unknown(where))

    for area in (COMMUNE, DISTRICT, "22"):
        assert (after.points[area]["i3"].number() or 0) >= (before.points[area]["i3"].number() or 0)


def test_the_score_says_what_is_missing_here_and_outside() -> None:
    here = seen(LAND, calm(), unknown(COMMUNE, 2, NOW - 10 * DAY), unknown(NEXT_DOOR, 20, NOW - 10 * DAY))

    told = {reason.indicator: reason for reason in here.scores(COMMUNE)["i3"].reasons}

    assert told["untraced_generation"].value == 2 * 2 * 0.5
    assert told["missing_contacts"].text.vi.startswith("F1 chưa tìm ra")
    assert "outside_pressure" in told
