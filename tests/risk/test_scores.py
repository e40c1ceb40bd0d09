"""Scores: 0 to 100, explained to the last point, and none where nothing was heard."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.levels import State
from services.domain.records import FoundIn, IncidentKind, SourceKnown
from services.policy.reader import load_jurisdiction
from services.risk.heard import Arrivals, Incident
from services.risk.sources import SOURCES
from tests.risk.made import DAY, NOW, calm, case, contacts, order, seen

LAND = load_jurisdiction("quang-ninh")
BORDER, COMMUNE = "06712", "07090"
AREAS = [area.code for area in LAND.areas.graded()]


def incident(area: str, kind: IncidentKind, when: Any = NOW - DAY) -> Incident:
    return Incident(area, when, kind, by_sea=False, people=3)


counted = st.builds(
    contacts,
    area=st.sampled_from([COMMUNE, "205"]),
    total=st.integers(0, 30),
    traced=st.none() | st.integers(0, 30),
    care=st.none() | st.integers(0, 30),
)
news = st.one_of(
    st.builds(
        case,
        area=st.sampled_from([COMMUNE, "205", "290", "311", "288", "30"]),
        count=st.integers(0, 9),
        when=st.integers(0, 20).map(lambda days: NOW - days * DAY),
        source=st.sampled_from(SourceKnown),
        found_in=st.sampled_from(FoundIn),
    ),
    st.builds(incident, area=st.sampled_from([BORDER, "194", COMMUNE]), kind=st.sampled_from(IncidentKind)),
    st.builds(
        Arrivals,
        origin=st.sampled_from(["290", "30", "01", None, "nowhere"]),
        area=st.sampled_from([COMMUNE, "205", "22", "nowhere"]),
        people=st.integers(0, 900),
        with_symptoms=st.integers(0, 3),
        with_contact=st.integers(0, 3),
    ),
    st.builds(order, area=st.sampled_from(["290", "30", COMMUNE]), state=st.sampled_from(State)),
)
signals = st.lists(st.one_of(counted, news), max_size=8)


@given(told=signals)
@settings(max_examples=25)
def test_scores_are_0_to_100_and_their_reasons_add_up_to_them(told: list[Any]) -> None:
    weights = LAND.law.source_weights.on(NOW).value
    found = seen(LAND, *told)

    for area in (COMMUNE, "205", "22", BORDER, "194"):
        for source, score in found.scores(area).items():
            points = sum(reason.value or 0 for reason in score.reasons)
            if score.score is not None:
                assert 0 <= score.score <= 100
                assert score.score == pytest.approx(weights.of(source).score(points), abs=0.051)


@given(told=signals, more=st.lists(news, max_size=8))
@settings(max_examples=20)
def test_more_signals_never_lower_a_score(told: list[Any], more: list[Any]) -> None:
    """A count of contacts is no signal but work done: it may lower the score of what is still missing."""
    before, after = seen(LAND, *told), seen(LAND, *told, *more)

    for area in (COMMUNE, "205", "22", BORDER):
        for source, points in after.points[area].items():
            assert (points.number() or 0) >= (before.points[area][source].number() or 0)


def test_what_was_never_heard_has_no_score_and_a_sentence_in_both_languages() -> None:
    found = seen(LAND, silent=True)

    for area in AREAS:
        for score in found.scores(area).values():
            assert score.score is None
            assert score.reasons
            assert all(r.indicator == "not_heard" and r.text.vi and r.text.en for r in score.reasons)


def test_heard_and_nothing_there_is_zero() -> None:
    scores = seen(LAND, calm()).scores(COMMUNE)

    assert (scores["i2"].score, scores["i3"].score, scores["i4"].score) == (0, 0, 0)
    assert set(scores) == set(SOURCES)


def test_arrivals_of_nobody_and_from_places_without_the_epidemic_count_nothing() -> None:
    nobody = Arrivals("290", COMMUNE, 0, 0, 0)
    from_afar = Arrivals("01", COMMUNE, 500, 0, 0)
    ill_next_door = case("290", 9)

    alone = seen(LAND, ill_next_door).points[COMMUNE]["i3"]
    both = seen(LAND, ill_next_door, nobody, from_afar).points[COMMUNE]["i3"]

    assert both.number() == alone.number()
    assert "arrivals_per_1000" not in both.seen


def test_from_any_part_of_a_province_with_cases_counts() -> None:
    people = Arrivals("288", COMMUNE, 500, 0, 0)

    for told_of in ("30", "290", "288"):
        assert "arrivals_per_1000" in seen(LAND, case(told_of), people).points[COMMUNE]["i3"].seen
    assert "arrivals_per_1000" not in seen(LAND, case("311"), people).points[COMMUNE]["i3"].seen


def test_cases_outside_count_more_the_nearer_they_are() -> None:
    def score(outside: str) -> float:
        return seen(LAND, case(outside, 50)).points["196"]["i3"].number() or 0.0

    assert score("311") > score("290") > score("299") > 0
    assert score("01") == score("299")  # told of a whole province: somewhere


def test_a_case_of_the_future_counts_nothing() -> None:
    assert seen(LAND, calm(), case(COMMUNE, when=NOW + 3 * DAY)).points[COMMUNE]["i3"].number() == 0


def test_tracing_that_was_not_told_is_not_counted_as_not_done() -> None:
    points = seen(LAND, contacts(COMMUNE, 10, None, 10)).points[COMMUNE]["i3"]

    assert "untraced_contact" not in points.seen


def test_an_incident_concerns_communes_around_it_for_two_weeks() -> None:
    near = seen(LAND, incident(BORDER, IncidentKind.ESCAPED))
    over = seen(LAND, incident(BORDER, IncidentKind.ESCAPED, NOW - 14 * DAY))

    assert near.points[BORDER]["i1"].seen["escaped"] == 1
    assert near.points["194"]["i1"].seen["escaped"] == 1
    assert any(
        "escaped" in near.points[c.code]["i1"].seen for c in LAND.areas.children("194") if c.code != BORDER
    )
    assert "escaped" not in near.points[COMMUNE]["i1"].seen
    assert "escaped" not in over.points[BORDER]["i1"].seen
