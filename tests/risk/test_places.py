"""Places: a score with reasons, open where nobody told, and the day of the next visit; as known then."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.events import (
    ArrivalCount,
    ArrivalsCounted,
    Event,
    InspectionCount,
    InspectionsCounted,
)
from services.domain.records import InspectedPlaceType
from services.plumbing.database import Database
from services.policy.reader import load_jurisdiction
from services.risk.hearing import handlers
from services.risk.places.facts import PlacesHeard, SeenPlace, Visit, Workers, place_id, recall_places
from services.risk.places.looking import around_of
from services.risk.places.scoring import Around, PlaceScore, scored
from tests.risk.made import DAY, HOUR, NOW, calm, case, seen

LAND = load_jurisdiction("quang-ninh")
assert LAND.law.place_scores is not None
LAW = LAND.law.place_scores.on(NOW).value
COMMUNE, TODAY = "07090", NOW.date()
MARKET, FACTORY = InspectedPlaceType.MARKET, InspectedPlaceType.FACTORY
CALM = Around(cases={COMMUNE: 0.0}, epidemic=lambda origin: False if origin else None)


def visit(back: int = 0, checklist: str = "yyyyy", **other: Any) -> Visit:
    told = {"breaches": 0, "score": None, "reinspect_on": None} | other
    return Visit(TODAY - timedelta(days=back), checklist, **told)


def place(*visits: Visit, kind: InspectedPlaceType = MARKET, name: str = "Chợ mẫu") -> SeenPlace:
    return SeenPlace(place_id(COMMUNE, kind, name), name, kind, COMMUNE, visits or (visit(),))


def one(told: SeenPlace, around: Around = CALM, *workers: Workers) -> PlaceScore:
    (found,) = scored(PlacesHeard(NOW, TODAY, [told], workers), around, LAW)
    return found


def points(found: PlaceScore) -> dict[str, float | None]:
    return {reason.indicator: reason.value for reason in found.reasons}


def test_a_place_where_all_is_well_has_only_its_crowding() -> None:
    found = one(place())

    assert (found.score, found.band.id, found.open) == (9.0, "very_low", False)
    assert [reason.indicator for reason in found.reasons] == ["crowding"]
    assert found.missing == ()


@pytest.mark.parametrize(
    ("checklist", "team", "wanted"),
    [
        ("nyyyy", None, 8.0),
        ("nn---", None, 40.0),
        ("nyyyy", 40, 24.0),
        ("yyyyy", 100, 0.0),
        ("-----", 75, 10.0),
    ],
)
def test_the_worse_of_checklist_and_team_counts_and_only_items_somebody_looked_at(
    checklist: str, team: float | None, wanted: float
) -> None:
    assert one(place(visit(checklist=checklist, score=team))).score == 9.0 + wanted


def test_who_gathers_makes_a_place_as_crowded_as_can_be() -> None:
    assert one(place(visit(checklist="---n-"), kind=InspectedPlaceType.HEALTH)).score == 40 + 10
    assert one(place(visit(checklist="--n--"), kind=InspectedPlaceType.HEALTH)).score == 40 + 10


def test_breaches_cases_and_workers_add_up_to_their_most() -> None:
    around = Around(cases={COMMUNE: 2.0}, epidemic=lambda origin: origin == "30")
    told = place(visit(breaches=2), kind=FACTORY, name="Nhà máy mẫu")
    workers = (Workers("NHÀ MÁY  MẪU", "30", 30, 0), Workers("Nhà máy mẫu", "36", 90, 0))

    found = one(told, around, *workers)

    assert found.score == 10 + 6 + 5 + 7  # breaches, cases, a quarter of the workers, crowding
    assert points(found) == {"breaches": 2, "cases": 2.0, "workers": 30, "crowding": 0.7}
    everything = Around(cases={COMMUNE: 900.0}, epidemic=lambda origin: True)
    worst = one(place(visit(checklist="nnnnn", breaches=99), name="Nhà máy mẫu"), everything, *workers)
    assert (worst.score, worst.band.id) == (100.0, "very_high")


def test_what_nobody_told_leaves_the_score_open_upwards_and_says_so() -> None:
    unknown = Around(cases={COMMUNE: None}, epidemic=lambda origin: None)

    found = one(place(visit(checklist="-----")), unknown, Workers("chợ mẫu", None, 8, 8))

    assert (found.score, found.at_most, found.worst.id) == (9.0, 9.0 + 40 + 15 + 20, "very_high")
    assert {reason.indicator for reason in found.missing} == {"inspection", "cases", "workers"}


def test_an_old_visit_says_nothing_of_today_and_is_overdue() -> None:
    fresh, old = (one(place(visit(back, "nnnnn", breaches=3))) for back in (30, 31))

    assert fresh.score == 40 + 15 + 10
    assert (old.score, old.open, old.overdue_days) == (9.0, True, 24)
    assert "quá cũ" in old.missing[0].text.vi


def test_silence_never_puts_a_visit_off() -> None:
    silent = Around(cases={COMMUNE: None}, epidemic=CALM.epidemic)

    assert one(place(visit(25)), CALM).overdue_days is None
    found = one(place(visit(25)), silent)
    assert (found.band.id, found.worst.id, found.overdue_days) == ("very_low", "low", 4)


@pytest.mark.parametrize(
    ("told", "day", "by_team", "overdue"),
    [
        (visit(0), TODAY + 30 * DAY, False, None),
        (visit(30), TODAY, False, 0),
        (visit(2, "nnnnn"), TODAY + 12 * DAY, False, None),
        (visit(2, "nnnnn", breaches=1), TODAY + 5 * DAY, False, None),
        (visit(2, reinspect_on=TODAY - DAY), TODAY - DAY, True, 1),
    ],
)
def test_the_next_visit_is_the_team_s_day_else_the_band_s(
    told: Visit, day: date, by_team: bool, overdue: int | None
) -> None:
    found = one(place(told))

    assert (found.reinspect_on, found.by_team, found.overdue_days) == (day, by_team, overdue)


def test_only_the_newest_visit_counts() -> None:
    assert one(place(visit(1), visit(5, "nnnnn", reinspect_on=TODAY - 2 * DAY))).overdue_days is None


@pytest.mark.parametrize(
    ("score", "band"),
    [(0, "very_low"), (15, "very_low"), (15.1, "low"), (30, "low"), (30.1, "medium"), (50, "medium"),
     (50.1, "high"), (80, "high"), (80.1, "very_high"), (100, "very_high")],
)  # fmt: skip
def test_bands_meet_at_the_edges_of_decision_2194(score: float, band: str) -> None:
    assert LAW.band(score).id == band


visits = st.builds(
    visit,
    st.integers(0, 40),
    st.text("yn-", min_size=5, max_size=5),
    breaches=st.integers(0, 9),
    score=st.one_of(st.none(), st.floats(0, 100)),
)


@given(told=visits, cases=st.integers(0, 9), more=st.integers(0, 5), item=st.integers(0, 4))
@settings(max_examples=50, deadline=None)
def test_worse_news_never_lowers_a_score_and_silence_never_lowers_what_it_may_be(
    told: Visit, cases: int, more: int, item: int
) -> None:
    around = Around(cases={COMMUNE: float(cases)}, epidemic=CALM.epidemic)
    worse = Around(cases={COMMUNE: float(cases + more)}, epidemic=CALM.epidemic)
    silent = Around(cases={COMMUNE: None}, epidemic=CALM.epidemic)
    found = one(place(told), around)

    assert 0 <= found.score <= found.at_most <= 100
    assert one(place(told), worse).score >= found.score
    assert one(place(told), silent).at_most >= found.at_most
    if told.checklist[item] == "y":
        answers = told.checklist[:item] + "n" + told.checklist[item + 1 :]
        failed = Visit(told.day, answers, told.breaches, told.score, told.reinspect_on)
        assert one(place(failed), around).score >= found.score


# --- as known then ----------------------------------------------------------------------------------------


def inspected(ref: str, learned_at: Any, number: int = 1, **other: Any) -> InspectionsCounted:
    told: dict[str, Any] = {
        "area": COMMUNE, "place_type": MARKET, "day": TODAY - DAY, "inspections": number, "failed_items": 0,
        "breaches": number, "to_reinspect": 0, "place": "Chợ mẫu", "checklist": "yyyyn", "score": 60 * number,
        "scored": number,
    } | other  # fmt: skip
    return InspectionsCounted(learned_at=learned_at, ref=ref, counts=(InspectionCount(**told),))


def known(database: Database, then: Any, *events: Event) -> PlacesHeard:
    hear = handlers(LAND.areas, lambda: 14)
    with database.transaction() as tx:
        for happened in events:
            hear[type(happened)](happened, tx)
    with database.reading() as tx:
        return recall_places(tx, then, LAND.zone, LAW.workers_days)


def test_a_place_is_one_however_its_name_is_typed_and_its_visits_stand_newest_first(
    database: Database,
) -> None:
    events = (
        inspected("a", NOW, day=TODAY - 9 * DAY, place="CHỢ MẪU"),
        inspected("b", NOW),
        inspected("c", NOW, place_type=FACTORY),
        inspected("d", NOW, place=None),
        inspected("e", NOW, day=TODAY + DAY),
    )

    found = {one.kind: one for one in known(database, NOW, *events).places}

    assert set(found) == {MARKET, FACTORY}
    assert [visit.day for visit in found[MARKET].visits] == [TODAY - DAY, TODAY - 9 * DAY]
    assert found[MARKET].name == "Chợ mẫu"


def test_a_correction_takes_the_older_visit_back_and_the_moment_before_knew_it(database: Database) -> None:
    told = inspected("a", NOW - DAY)
    takes_back = inspected("b", NOW, number=-1)
    instead = inspected("c", NOW, checklist="yyyyy", breaches=0)

    (then,) = known(database, NOW - HOUR, told, takes_back, instead).places
    (now,) = known(database, NOW).places

    assert (then.visits[0].checklist, then.visits[0].breaches) == ("yyyyn", 1)
    assert [(visit.checklist, visit.breaches, visit.score) for visit in now.visits] == [("yyyyy", 0, 60.0)]
    assert known(database, NOW - 2 * DAY).places == []


def test_workers_are_those_of_two_weeks_by_enterprise_and_origin(database: Database) -> None:
    counts = tuple(
        ArrivalCount(
            origin="30", area=COMMUNE, day=TODAY - back * DAY, people=2, untested=1, enterprise=enterprise
        )
        for back, enterprise in ((0, "Mỏ mẫu"), (13, "Mỏ mẫu"), (14, "Mỏ mẫu"), (-1, "Mỏ mẫu"), (0, None))
    )
    told = ArrivalsCounted(learned_at=NOW, ref="w", kind="worker_return", counts=counts)

    assert known(database, NOW, told).workers == [Workers("Mỏ mẫu", "30", 4, 2)]


def test_the_epidemic_is_where_f0_of_two_weeks_are_or_a_lock_and_an_unknown_origin_stays_unknown() -> None:
    epidemic = around_of(
        LAND, seen(LAND, calm(), case("290"), case(COMMUNE), case("27", when=NOW - 20 * DAY))
    )

    told = {code: epidemic.epidemic(code) for code in ("290", "30", "27", COMMUNE, "205", "194", None, "XX")}
    there = {"290", "30", COMMUNE, "205"}
    assert {code for code, ill in told.items() if ill} == there
    assert {code for code, ill in told.items() if ill is None} == {None, "XX"}
    assert epidemic.cases[COMMUNE] == 1
