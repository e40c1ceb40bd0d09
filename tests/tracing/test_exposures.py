"""Visits and windows: minutes, probabilities and reasons; lists as they stood at a moment."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tracing.exposures import Terms, Visit, Window, match
from services.tracing.places import How, Place
from services.tracing.revisions import Asked, Revision, match_as_known
from services.tracing.transmission import RATES, Setting, Transmission

T0 = datetime(2021, 1, 28, 8, tzinfo=UTC)
MARKET = Place(name="Chợ Mẫu")


def at(minutes: float) -> datetime:
    return T0 + timedelta(minutes=minutes)


def visit(number: str, start: float, end: float, place: Place = MARKET) -> Visit:
    return Visit(number, place, at(start), at(end))


def window(number: str, start: float, end: float, place: Place = MARKET) -> Window:
    return Window(number, place, at(start), at(end))


def test_a_visit_meets_a_window_for_the_minutes_they_share():
    (found,) = match([visit("v", 0, 60)], [window("s", 30, 120)])

    assert (found.visit_id, found.site_id, found.overlap_minutes) == ("v", "s", 30)
    assert 0 < found.score < 1
    assert "30 phút" in found.why.vi and "cùng tên" in found.why.vi
    assert "30 minutes" in found.why.en and "same name" in found.why.en


def test_touching_ends_meet_only_where_the_air_lingers():
    visits, windows = [visit("v", 60, 90)], [window("s", 0, 60)]

    assert match(visits, windows) == []
    (found,) = match(visits, windows, Terms(lingering=timedelta(minutes=20)))
    assert found.overlap_minutes == 20


def test_a_window_that_ends_before_it_starts_meets_nobody_even_with_lingering():
    assert match([visit("v", 0, 500)], [window("s", 60, 30)], Terms(lingering=timedelta(hours=2))) == []


def test_a_window_over_midnight_is_met_on_both_days():
    late = Window("s", MARKET, datetime(2021, 1, 28, 22, tzinfo=UTC), datetime(2021, 1, 29, 2, tzinfo=UTC))
    before, after = (
        Visit(
            "v",
            MARKET,
            datetime(2021, 1, day, hour, tzinfo=UTC),
            datetime(2021, 1, day, hour + 1, tzinfo=UTC),
        )
        for day, hour in ((28, 22), (29, 1))
    )
    assert [one.overlap_minutes for one in match([before, after], [late])] == [60, 60]


def test_nothing_meets_nothing():
    assert match([], []) == match([visit("v", 0, 9)], []) == match([], [window("s", 0, 9)]) == []


minutes = st.integers(0, 12)
some_places = st.sampled_from((MARKET, Place(name="Quán Mẫu"), Place(latitude=21.0, longitude=107.0)))
some = st.lists(st.tuples(minutes, minutes, some_places), max_size=6)


@given(visits=some, windows=some, lingering=st.integers(0, 3))
def test_the_pairs_and_minutes_are_those_of_comparing_each_with_each(visits, windows, lingering):
    ours = [visit(f"v{i}", *one) for i, one in enumerate(visits)]
    theirs = [window(f"s{j}", *one) for j, one in enumerate(windows)]

    found = match(ours, theirs, Terms(lingering=timedelta(minutes=lingering)))

    expected = [
        (f"v{i}", f"s{j}", min(b, d + lingering) - max(a, c))
        for i, (a, b, here) in enumerate(visits)
        for j, (c, d, there) in enumerate(windows)
        if here == there and a < b and c < d and max(a, c) < min(b, d + lingering)
    ]
    assert [one[:3] for one in found] == expected


@given(setting=st.sampled_from(Setting), short=st.floats(0, 3_000), more=st.floats(0, 3_000))
def test_longer_is_never_safer_and_a_probability_stays_one(setting: Setting, short: float, more: float):
    odds = Transmission()
    assert 0 <= odds.probability(setting, short) <= odds.probability(setting, short + more) <= 1


@pytest.mark.parametrize("setting", Setting)
def test_the_usual_hours_give_the_published_attack_rate(setting: Setting):
    rate = RATES[setting]
    assert Transmission().probability(setting, rate.usual_hours * 60) == pytest.approx(rate.attack_rate)


@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("Bệnh viện Mẫu", Setting.HEALTH_CARE),
        ("Nhà hàng Mẫu", Setting.SOCIAL),
        ("Sake Bar", Setting.SOCIAL),
        ("Xe khách 14B", Setting.TRANSPORT),
        ("Công ty Mẫu", Setting.WORKPLACE),
        ("Barber Mẫu", Setting.CASUAL),
        (None, Setting.CASUAL),
    ],
)
def test_the_words_of_a_place_tell_its_setting(name: str | None, setting: Setting):
    assert Transmission().setting_of((name,)) is setting


def test_a_less_sure_place_and_a_case_without_symptoms_lower_the_score():
    odds = Transmission()
    score = odds.score(Setting.SOCIAL, 60, How.CODE)
    assert odds.score(Setting.SOCIAL, 60, How.NEARBY) < score
    assert Transmission(infectiousness=0.14).score(Setting.SOCIAL, 60, How.CODE) < score


FIRST, SECOND, THIRD = (T0 + timedelta(days=day) for day in (1, 2, 3))
LISTS = [
    Revision("a", FIRST, (window("kept", 0, 60), window("withdrawn", 0, 60))),
    Revision("a", THIRD, (window("kept", 30, 60), window("new", 0, 60))),
    Revision("b", SECOND, (window("other", 0, 60),)),
    Revision("c", None, (window("undated", 0, 60),)),
]


@pytest.mark.parametrize(
    ("as_of", "met"),
    [
        (T0, {"undated": 60}),
        (FIRST, {"kept": 60, "withdrawn": 60, "undated": 60}),
        (SECOND, {"kept": 60, "withdrawn": 60, "other": 60, "undated": 60}),
        (THIRD, {"kept": 30, "new": 60, "other": 60, "undated": 60}),
    ],
)
def test_as_of_a_moment_the_newest_list_of_each_publisher_counts(as_of: datetime, met: dict[str, float]):
    found = match_as_known([Asked(visit("v", 0, 60), as_of)], LISTS)
    assert {one.site_id: one.overlap_minutes for one in found} == met


def test_each_visit_is_asked_as_of_its_own_moment_and_keeps_its_place():
    asked = [Asked(visit(str(n), 0, 60), as_of) for n, as_of in enumerate((THIRD, T0, FIRST, THIRD))]

    found = match_as_known(asked, LISTS)

    assert [one.visit_id for one in found] == sorted(one.visit_id for one in found)
    assert [one for one in found if one.visit_id == "1"] == match_as_known(asked[1:2], LISTS)


def test_the_order_in_which_revisions_come_does_not_matter():
    asked = [Asked(visit("v", 0, 60), as_of) for as_of in (T0, FIRST, SECOND, THIRD)]
    assert sorted(match_as_known(asked, LISTS), key=str) == sorted(
        match_as_known(asked, LISTS[::-1]), key=str
    )
