"""What risk hears of posts, gates, crews, stays, laboratories and judgements, as known then."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from services.domain.events import (
    AreaFactsReported,
    ArrivalCount,
    ArrivalsCounted,
    BorderIncidentReported,
    CaseCountReported,
    ConsignmentCount,
    ConsignmentsCounted,
    EntrantCount,
    EntrantsCounted,
    Event,
    InspectionCount,
    InspectionsCounted,
    JudgementMade,
    LabCount,
    LabResultsCounted,
    PassageCount,
    PassagesCounted,
    QuarantineCounted,
    StayCount,
)
from services.domain.records import (
    IncidentKind,
    InspectedPlaceType,
    JudgementKind,
    LabMethod,
    PostDecision,
    QuarantineKind,
    QuarantineReason,
    StayEnd,
)
from services.plumbing.database import Database
from services.policy.reader import load_jurisdiction
from services.risk.heard import Heard
from services.risk.hearing import handlers
from services.risk.recall import recall
from tests.risk.made import DAY, HOUR, NOW, contacts_told

LAND = load_jurisdiction("quang-ninh")
COMMUNE, TODAY = "07093", NOW.date()


def heard_of(database: Database, *events: Event, then: datetime = NOW) -> Heard:
    hear = handlers(LAND.areas, lambda: 14)
    with database.transaction() as tx:
        for happened in events:
            hear[type(happened)](happened, tx)
    with database.reading() as tx:
        return recall(tx, then, zone=LAND.zone)


def passed(number: int, decision: PostDecision, ref: str, **other: Any) -> PassagesCounted:
    told = {"post": "C01", "area": COMMUNE, "day": TODAY, "decision": decision, "people": number} | other
    return PassagesCounted(learned_at=NOW - HOUR, ref=ref, counts=(PassageCount(**told),))


def test_passages_add_up_by_post_and_decision_over_two_weeks_of_local_days(database: Database) -> None:
    gone, stopped = PostDecision.PASS, PostDecision.TURN_BACK
    told = [passed(5, gone, f"p{back}", day=TODAY - back * DAY) for back in (-1, 0, 13, 14)]

    found = heard_of(database, *told, passed(-1, gone, "taken back"), passed(2, stopped, "q")).passages

    assert sorted((one.post, one.decision, one.people) for one in found) == [
        ("C01", PostDecision.PASS, 9),
        ("C01", PostDecision.TURN_BACK, 2),
    ]


def test_arrivals_keep_the_post_they_came_through(database: Database) -> None:
    counts = tuple(
        ArrivalCount(origin="30", area=COMMUNE, day=TODAY, people=people, post=post)
        for people, post in ((3, "C01"), (4, None), (2, "C01"))
    )
    told = ArrivalsCounted(learned_at=NOW, ref="a", kind="declaration", counts=counts)

    found = {one.post: one.people for one in heard_of(database, told).arrivals}

    assert found == {"C01": 5, None: 4}


def test_entrants_keep_their_gate_and_country(database: Database) -> None:
    counts = tuple(
        EntrantCount(gate="G01", area=COMMUNE, day=TODAY - DAY, people=2, unplaced=0, country=country)
        for country in ("CN", "CN", "MM", None)
    )
    told = EntrantsCounted(learned_at=NOW, ref="e", counts=counts)

    found = {one.country: one.people for one in heard_of(database, told).entrants}

    assert found == {"CN": 4, "MM": 2, None: 2}


def test_goods_say_how_many_people_came_with_them_and_of_how_many_lots_that_is_known(
    database: Database,
) -> None:
    none = dict.fromkeys(
        ("cold", "not_disinfected", "not_sampled", "untold", "crew_undeclared", "positive"), 0
    )
    where = {"gate": "G01", "area": COMMUNE, "origin": "CN", "through": (), "day": TODAY, "lots": 1}
    counts = (
        ConsignmentCount(**where, **none, crew=3, crew_told=1),
        ConsignmentCount(**where, **none, crew=2, crew_told=1),
        ConsignmentCount(**where, **none),
    )
    told = ConsignmentsCounted(learned_at=NOW, ref="g", counts=counts)

    (found,) = heard_of(database, told).goods

    assert (found.lots, found.crew, found.crew_told) == (3, 5, 2)


def stay(people: int, ref: str, left: int | None = None, **other: Any) -> QuarantineCounted:
    left_on = None if left is None else TODAY - left * DAY
    told: dict[str, Any] = {
        "place": "F31", "area": COMMUNE, "kind": QuarantineKind.CENTRAL, "why": QuarantineReason.ENTRANT,
        "since": TODAY - 20 * DAY, "planned_until": TODAY - 6 * DAY, "left_on": left_on,
        "ended": StayEnd.COMPLETED if left_on else None, "people": people,
    }  # fmt: skip
    return QuarantineCounted(learned_at=NOW - HOUR, ref=ref, counts=(StayCount(**(told | other)),))


def test_stays_are_those_inside_and_those_who_left_in_the_last_two_weeks(database: Database) -> None:
    moved_out = stay(-3, "taken back")  # three of those inside were told to have left
    found = heard_of(
        database, stay(10, "a"), moved_out, stay(3, "b", left=6), stay(4, "c", left=14), stay(1, "d"),
        stay(-1, "e"), stay(7, "f", since=TODAY - 70 * DAY),
    ).stays  # fmt: skip

    assert sorted((one.people, one.ended, one.left_on) for one in found) == [
        (3, StayEnd.COMPLETED, TODAY - 6 * DAY),
        (7, None, None),
    ]
    assert all(one.kind is QuarantineKind.CENTRAL and one.place == "F31" for one in found)


def tubes(ref: str, samples: int, positive: int, **other: Any) -> LabResultsCounted:
    rest = dict.fromkeys(("positive_pools", "pending", "invalid", "to_retest", "retested"), 0)
    told = {
        "area": COMMUNE, "day": TODAY, "method": LabMethod.PCR, "samples": samples, "people": samples,
        "positive": positive,
    } | rest | other  # fmt: skip
    return LabResultsCounted(learned_at=NOW - HOUR, ref=ref, counts=(LabCount(**told),))


def test_laboratory_counts_add_up_by_area_day_and_method(database: Database) -> None:
    found = heard_of(
        database, tubes("a", 10, 1), tubes("b", 5, 0), tubes("c", -1, -1), tubes("d", 8, 0, day=TODAY - DAY),
        tubes("e", 9, 9, day=TODAY - 14 * DAY), tubes("f", 2, 0, method=LabMethod.ANTIGEN),
    ).labs  # fmt: skip

    assert sorted((one.day, one.method.value, one.samples, one.positive) for one in found) == [
        (TODAY - DAY, LabMethod.PCR.value, 8, 0),
        (TODAY, LabMethod.ANTIGEN.value, 2, 0),
        (TODAY, LabMethod.PCR.value, 14, 0),
    ]


def test_an_incident_keeps_its_place_and_its_boundary_marker(database: Database) -> None:
    told = BorderIncidentReported(
        learned_at=NOW, ref="i", area=COMMUNE, happened_at=NOW, kind=IncidentKind.CAUGHT, by_sea=False,
        people=2, place="Suối Lục Lầm", marker="1371",
    )  # fmt: skip

    (found,) = heard_of(database, told).incidents

    assert (found.place, found.marker) == ("Suối Lục Lầm", "1371")


def test_contacts_who_await_a_result_are_kept(database: Database) -> None:
    told = contacts_told("c", COMMUNE, NOW, 40, awaiting_result=12)

    assert [one.awaiting_result for one in heard_of(database, told).contacts] == [12]


def test_a_site_keeps_where_its_cases_were_found(database: Database) -> None:
    told = CaseCountReported(
        learned_at=NOW, ref="n", site="ncsc", area="22", day=TODAY, new_cases=9, found_in_quarantine=6,
        found_in_community=3,
    )  # fmt: skip

    assert [(one.in_quarantine, one.in_community) for one in heard_of(database, told).counts] == [(6, 3)]


def judged(value: float, learned_at: datetime, until: datetime | None = None) -> JudgementMade:
    return JudgementMade(
        learned_at=learned_at, ref="judgements:205", area="205", what=JudgementKind.SPREAD_SHARE, value=value,
        since=NOW - DAY, until=until, author="Trưởng khoa kiểm soát bệnh tật", ground=None,
    )  # fmt: skip


def test_a_judgement_stands_until_its_author_changes_it_and_holds_from_its_start_to_its_end(
    database: Database,
) -> None:
    events = (judged(0.3, NOW - DAY), judged(0.6, NOW, until=NOW + DAY))
    then = heard_of(database, *events, then=NOW - HOUR).judgements
    now = heard_of(database).judgements

    assert [(one.value, one.author) for one in then] == [(0.3, "Trưởng khoa kiểm soát bệnh tật")]
    assert [one.value for one in now] == [0.6]
    (one,) = now
    moments = (NOW - 2 * DAY, NOW - DAY, NOW + DAY - HOUR, NOW + DAY)
    assert [one.holds_at(moment) for moment in moments] == [False, True, True, False]


def test_facts_of_an_area_are_kept_day_by_day_and_what_was_not_told_stays_untold(database: Database) -> None:
    told = AreaFactsReported(
        learned_at=NOW, ref="area-facts:22|a", area="22", day=TODAY, beds=500, beds_used=50
    )
    again = AreaFactsReported(
        learned_at=NOW, ref="area-facts:22|b", area="22", day=TODAY, adults_one_dose_share=0.4
    )

    one, other = heard_of(database, told, again).area_facts

    assert (one.beds, one.beds_used, one.treatment_capacity_met) == (500, 50, None)
    assert (other.beds, other.adults_one_dose_share) == (None, 0.4)


def visited(ref: str, learned_at: datetime = NOW) -> InspectionsCounted:
    count = InspectionCount(
        area=COMMUNE, place_type=InspectedPlaceType.MARKET, day=TODAY, inspections=1, failed_items=1,
        breaches=0, to_reinspect=1, place="Chợ mẫu", checklist="yn--y", reinspect_on=TODAY + 7 * DAY,
        score=60, scored=1,
    )  # fmt: skip
    return InspectionsCounted(learned_at=learned_at, ref=ref, counts=(count,))


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (passed(1, PostDecision.PASS, "p"), "passages"),
        (tubes("l", 1, 0), "lab_results"),
        (visited("v"), "inspections"),
        (judged(1, NOW), "judgements"),
        (AreaFactsReported(learned_at=NOW, ref="f", area="22", day=TODAY), "area_facts"),
    ],
)
def test_of_each_kind_it_is_known_when_we_last_heard(database: Database, told: Event, kind: str) -> None:
    assert kind in heard_of(database, told, then=NOW + timedelta(minutes=1)).last_learned
    assert heard_of(database, then=NOW - DAY).last_learned == {}
