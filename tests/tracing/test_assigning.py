"""Whose list a person is on."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.areas import Area, Areas, Tier
from services.tracing.assigning import Call, Reason, Roster, Team, calls_of, roster, urgency

NOON = datetime(2021, 1, 28, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def area(code: str, tier: Tier, parent: str | None, latitude: float | None, *, inside: bool = True) -> Area:
    told = {"name": code, "short_name": code, "name_en": code, "inside": inside}
    longitude = None if latitude is None else 107.0
    return Area(code=code, tier=tier, parent=parent, latitude=latitude, longitude=longitude, **told)


AREAS = Areas(
    [
        area("22", Tier.PROVINCE, None, 21.0),
        area("193", Tier.DISTRICT, "22", 21.0),
        area("194", Tier.DISTRICT, "22", 21.5),
        area("195", Tier.DISTRICT, "22", 21.1),
        area("06001", Tier.COMMUNE, "193", 21.01),
        area("06002", Tier.COMMUNE, "193", None),
        area("06101", Tier.COMMUNE, "194", 21.51),
        area("06201", Tier.COMMUNE, "195", 21.11),
        area("30", Tier.PROVINCE, None, 20.9, inside=False),
    ]
)
PLACES = [None, "99999", *(one.code for one in AREAS)]

DESK = Team("desk", "22", 100)
POLICE = [Team(f"police-{code}", code, 100) for code in ("193", "194", "195")]
COMMUNES = [Team(f"group-{code}", code, 100, nearest_level=2) for code in ("06001", "06101")]
EVERYBODY = roster(AREAS, [DESK, *POLICE, *COMMUNES])


def call(person: str, where: str | None, level: int = 2, urgent: int = 0, score: float = 0.0) -> Call:
    due = NOON + urgent * HOUR
    return Call(person, where, level, score, due, due)


def one_team(
    roster: Roster, where: str | None, level: int = 2, load: dict[str, int] | None = None
) -> str | None:
    return roster.assign([call("p", where, level)], {}, load or {})["p"]


@pytest.mark.parametrize(
    ("where", "level", "team"),
    [
        ("06001", 2, "group-06001"),
        ("06001", 1, "police-193"),
        ("06002", 2, "group-06001"),
        ("194", 1, "police-194"),
        ("06201", 2, "police-195"),
        ("30", 2, "desk"),
        ("99999", 1, "desk"),
        (None, 3, "desk"),
    ],
)
def test_the_nearest_team_that_takes_the_person_gets_them(where: str | None, level: int, team: str):
    assert one_team(EVERYBODY, where, level) == team


def test_beyond_the_district_kilometres_decide():
    full = {"police-194": 100}

    assert one_team(EVERYBODY, "06101", 1, full) == "police-195"


def test_of_teams_equally_near_the_least_loaded_takes_over():
    pair = roster(AREAS, [Team("a", "193", 10), Team("b", "193", 10), Team("c", "193", 100)])

    assert one_team(pair, "06001", 1, {"a": 5, "b": 4, "c": 5}) == "c"
    assert one_team(pair, "06001", 1, {"a": 5, "b": 4, "c": 90}) == "b"


def test_where_nobody_has_room_the_nearest_is_overfull_and_nobody_is_left_out():
    small = roster(AREAS, [Team("a", "193", 1), Team("b", "194", 1)])

    found = small.assign([call(str(n), "06001") for n in range(5)], {}, {})

    assert sorted(found.values(), key=str) == ["a", "a", "a", "a", "b"]


def test_without_any_team_that_takes_them_nobody_has_them():
    assert one_team(roster(AREAS, COMMUNES), "06001", 1) is None
    assert one_team(roster(AREAS, []), "06001", 1) is None


def test_a_person_stays_with_their_team_until_it_is_gone_or_no_longer_takes_them():
    held = {"p": "group-06101"}

    assert EVERYBODY.assign([call("p", "06001")], held, {})["p"] == "group-06101"
    assert EVERYBODY.assign([call("p", "06001", level=1)], held, {})["p"] == "police-193"
    gone = roster(AREAS, [DESK, *POLICE])
    assert gone.assign([call("p", "06001")], held, {})["p"] == "police-193"


def test_three_reasons_are_one_call_with_the_nearest_level_the_surest_score_and_the_first_deadline():
    reasons = [
        Reason("p", "chain", "06001", 2, 0.2, NOON + 5 * HOUR),
        Reason("p", "site", None, 1, 0.9, NOON + 9 * HOUR),
        Reason("p", "town", "06101", 3, 0.5, NOON + 7 * HOUR),
    ]

    (found,) = calls_of(reasons, 10 * HOUR)

    assert found == Call("p", "06001", 1, 0.9, NOON + 5 * HOUR, NOON - 4 * HOUR)


def test_the_earliest_deadline_comes_first_and_a_sure_reason_before_an_unsure_one():
    reasons = [
        Reason("sure", "site", None, 1, 1.0, NOON + 12 * HOUR),
        Reason("unsure", "site", None, 1, 0.0, NOON + 12 * HOUR),
        Reason("soon", "site", None, 4, 0.0, NOON),
        Reason("nearer", "site", None, 0, 0.0, NOON),
    ]

    assert [one.person for one in calls_of(reasons, 6 * HOUR)] == ["nearer", "soon", "sure", "unsure"]


CALLS = st.lists(
    st.builds(
        call,
        st.integers(0, 30).map(str),
        st.sampled_from(PLACES),
        st.integers(0, 4),
        st.integers(0, 6),
    ),
    max_size=30,
    unique_by=lambda one: one.person,
)
TEAMS = st.lists(
    st.builds(
        Team,
        st.integers(0, 8).map(lambda n: f"t{n}"),
        st.sampled_from([one.code for one in AREAS if one.inside]),
        st.integers(0, 4),
        st.integers(0, 3),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@given(CALLS, TEAMS, st.randoms(use_true_random=False))
def test_everybody_is_on_exactly_one_list_whatever_the_order(
    calls: list[Call], teams: list[Team], chance: random.Random
):
    found = roster(AREAS, teams).assign(calls, {}, {})

    assert set(found) == {one.person for one in calls}
    for one in calls:
        fit = [team.id for team in teams if team.takes(one)]
        assert found[one.person] in fit if fit else found[one.person] is None
    chance.shuffle(calls)
    chance.shuffle(teams)
    assert roster(AREAS, teams).assign(calls, {}, {}) == found


@given(CALLS, TEAMS, st.integers(0, 30))
def test_doing_it_again_changes_nothing_and_neither_does_who_comes_later(
    calls: list[Call], teams: list[Team], first: int
):
    both = roster(AREAS, teams)
    before = {person: team for person, team in both.assign(calls[:first], {}, {}).items() if team}

    after = both.assign(calls, before, {})
    assert {person: after[person] for person in before} == before
    held = {person: team for person, team in after.items() if team}
    assert both.assign(calls, held, {}) == after


@given(CALLS, TEAMS)
def test_no_team_is_overfull_while_another_that_takes_the_person_has_room(
    calls: list[Call], teams: list[Team]
):
    found = roster(AREAS, teams).assign(calls, {}, {})

    load = {team.id: list(found.values()).count(team.id) for team in teams}
    sizes = {team.id: team.capacity for team in teams}
    for one in calls:
        mine = found[one.person]
        if mine is not None and load[mine] > sizes[mine]:
            last = max((c for c in calls if found[c.person] == mine), key=urgency)
            assert not [t for t in teams if t.takes(last) and load[t.id] < t.capacity]
