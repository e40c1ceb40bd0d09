"""Tighten here, may loosen there: where order and suggestion differ, with evidence and cost."""

from dataclasses import replace
from itertools import groupby
from typing import Any

from services.domain.levels import State, Way
from services.domain.records import PostDecision
from services.policy.reader import Jurisdiction
from services.risk.heard import Heard
from services.risk.heard_counts import Passages
from services.risk.rings.activity import ActivityOf
from services.risk.rings.costs import CostsOf
from services.risk.rings.outer import Part, outer_ring
from services.risk.rings.proposals import Proposal, Proposing, proposals
from services.risk.survey import Survey, survey_of
from tests.risk.made import DAY, HOUR, NOW, calm, case, contacts, heard, order, unknown

DAILY = [calm(when=NOW - day * DAY - HOUR) for day in range(40)]
OLD = NOW - 30 * DAY


def _survey(land: Jurisdiction, told: Heard) -> Survey:
    return survey_of(told, land, land.law.area_levels.find(NOW))


def _made(land: Jurisdiction, *facts: Any) -> dict[tuple[str, str], Proposal]:
    told = heard(*facts)
    found = _survey(land, told)
    assert found.evidence is not None
    given = Proposing(
        areas=land.areas,
        standings=found.standings,
        orders=found.orders,
        evidence=found.evidence,
        measures=land.law.level_measures.on(NOW).value,
        now=NOW,
    )
    return {(one.way.value, one.area): one for one in proposals(given)}


def test_a_calm_map_without_orders_proposes_nothing(land: Jurisdiction) -> None:
    assert _made(land, *DAILY) == {}


def test_a_case_without_a_source_asks_to_tighten_and_needs_no_evidence(land: Jurisdiction) -> None:
    found = _made(land, *DAILY, unknown("07090"), contacts("07090", 0, 0, 0))

    one = found["tighten", "205"]
    assert (one.ordered, one.to, one.ready) == (1, 3, True)
    assert one.measure.state is State.DIRECTIVE_15
    # Of the commune it need not be said again: its district is to be tightened as far.
    assert ("tighten", "07090") not in found


def test_an_order_whose_reason_is_gone_may_be_loosened_by_one_step(land: Jurisdiction) -> None:
    one = _made(land, *DAILY, order("07090", State.DIRECTIVE_16, since=OLD))["loosen", "07090"]

    assert (one.ordered, one.to, one.ready, one.lacking) == (4, 3, True, ())
    assert one.evidence.p_no_further == 1.0


def test_an_order_over_a_recent_case_waits_and_says_for_what(land: Jurisdiction) -> None:
    facts = (*DAILY, case("07090", when=NOW - 3 * DAY), contacts("07090", 4, 4, 4))
    one = _made(land, *facts, order("07090", State.DIRECTIVE_16, since=OLD))["loosen", "07090"]

    said = " ".join(sentence.vi for sentence in one.lacking)
    assert not one.ready
    assert "Xác suất không phát sinh thêm ca là" in said
    assert "Mới có 3 ngày" in said
    assert "Chưa biết còn F1 nào chờ kết quả" in said


def test_a_locked_part_may_be_freed_by_itself(land: Jurisdiction) -> None:
    locked = order("07090", State.LOCKDOWN, since=OLD, part="thôn Đông Sơn")

    one = _made(land, *DAILY, locked)["loosen", "07090"]

    assert one.order is not None
    assert (one.order.part, one.ready) == ("thôn Đông Sơn", True)


def test_what_nobody_told_of_the_cost_is_not_zero(land: Jurisdiction) -> None:
    told = heard(*DAILY, silent=True)
    known = replace(
        told,
        passages=[
            Passages("P1", "07090", PostDecision.PASS, 120),
            Passages("P1", "07090", PostDecision.TURN_BACK, 20),
        ],
    )

    activity = ActivityOf(land.areas, [], NOW.date(), 7)
    silent, counted = (CostsOf(land.areas, one, activity)("205") for one in (told, known))

    assert (silent.stopped, silent.arriving, silent.activity) == (None, None, {})
    assert (counted.met, counted.stopped) == (10.0, 20 / 14)
    assert silent.residents == land.areas["205"].population


def test_the_outer_ring_has_border_gates_posts_and_neighbours(land: Jurisdiction) -> None:
    told = heard(calm(), unknown("290"))
    found = _survey(land, told)

    ring = outer_ring(land.areas, land.places, told, found.standings, NOW)

    assert [kind for kind, _ in groupby(ring, key=lambda one: one.part)] == list(Part), "kind by kind"
    assert {one.part for one in ring} == set(Part)
    neighbour = next(one for one in ring if one.code == "290")
    assert neighbour.standing and neighbour.standing.level == 3
    assert neighbour.touches == ("205",)
    assert {one.code for one in ring if one.part is Part.BORDER} == {"194", "198", "201"}
    assert all(one.working is not None for one in ring if one.part in (Part.GATE, Part.POST))


def test_a_neighbour_nobody_reports_of_is_open_and_never_shown_as_calm(land: Jurisdiction) -> None:
    told = heard(unknown("290"))
    ring = outer_ring(land.areas, land.places, told, _survey(land, told).standings, NOW)

    neighbours = [one for one in ring if one.part is Part.NEIGHBOUR]
    levels = {one.code: one.standing.level if one.standing else 0 for one in neighbours}
    assert levels["CN-450681"] is None
    assert neighbours[0].code == "290", "what is known to be high comes first"


def test_to_tighten_comes_first(land: Jurisdiction) -> None:
    facts = (*DAILY, unknown("07090"), contacts("07090", 0, 0, 0))
    ways = [way for way, _ in _made(land, *facts, order("06649", State.DIRECTIVE_16, since=OLD))]

    assert ways == sorted(ways, key=lambda way: way != Way.TIGHTEN)


def test_an_order_must_have_stood_before_the_next_step(land: Jurisdiction) -> None:
    """No second step on the evidence of the first: 14 days where no case is known."""
    told = order("07090", State.DIRECTIVE_15, since=NOW - 13 * DAY)
    early = _made(land, *DAILY, told)["loosen", "07090"]
    assert [one.vi for one in early.lacking] == ["Văn bản mới có hiệu lực 13 ngày, cần giữ 14 ngày"]

    later = replace(told, since=NOW - 14 * DAY)
    assert _made(land, *DAILY, later)["loosen", "07090"].ready


def test_what_is_ordered_already_is_not_asked_for_again(land: Jurisdiction) -> None:
    """Level 3 asks for Directive 15, which shows as level 2 (decision 0006)."""
    outbreak = (*DAILY, unknown("07090"), contacts("07090", 0, 0, 0))
    assert _made(land, *outbreak)["tighten", "205"].shows == 2

    assert ("tighten", "205") not in _made(land, *outbreak, order("205", State.DIRECTIVE_15))
    assert ("tighten", "205") in _made(land, *outbreak, order("205", State.DIRECTIVE_19))


def test_an_order_that_begins_later_signs_what_it_makes_so_and_no_less(land: Jurisdiction) -> None:
    outbreak = (*DAILY, unknown("07090"), contacts("07090", 0, 0, 0))

    def tightening(*orders: Any) -> Proposal:
        return _made(land, *outbreak, *orders)["tighten", "205"]

    tomorrow = order("205", State.DIRECTIVE_15, since=NOW + DAY)
    assert tightening(tomorrow).signed
    assert tightening(order("22", State.DIRECTIVE_16, since=NOW + DAY)).signed, "over the whole province"
    assert not tightening(replace(tomorrow, part="thôn Đông Sơn")).signed
    assert not tightening(replace(tomorrow, until=NOW + HOUR)).signed, "withdrawn before it began"
    assert tightening(order("205", State.DIRECTIVE_19, since=NOW + DAY)).coming is None


def test_what_is_loosened_tomorrow_is_signed_where_the_order_of_today_ends_by_then(
    land: Jurisdiction,
) -> None:
    today = order("07090", State.DIRECTIVE_16, since=OLD)
    tomorrow = order("07090", State.DIRECTIVE_15, since=NOW + DAY)

    def loosening(*orders: Any) -> Proposal:
        return _made(land, *DAILY, *orders)["loosen", "07090"]

    assert loosening(replace(today, until=NOW + DAY), tomorrow).signed
    assert not loosening(today, tomorrow).signed, "the stricter of two holds"
    assert not loosening(replace(today, until=NOW + DAY)).signed
