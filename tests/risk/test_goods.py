"""i4: goods from and through places with the epidemic; what nobody told is neither yes nor no."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.events import ConsignmentCount, ConsignmentsCounted
from services.plumbing.database import Database
from services.policy.reader import load_jurisdiction
from services.risk.heard import Goods
from services.risk.hearing import handlers
from services.risk.recall import recall
from services.risk.survey import survey_of
from tests.risk.made import DAY, HOUR, NOW, case, seen

LAND = load_jurisdiction("quang-ninh")
COMMUNE, DISTRICT, ELSEWHERE = "07093", "205", "06823"
HAI_DUONG, CHI_LINH = "30", "290"


def lots(number: int = 1, origin: str | None = "CN", through: tuple[str, ...] = (), **other: Any) -> Goods:
    told = dict.fromkeys(
        ("cold", "not_disinfected", "not_sampled", "untold", "crew_undeclared", "positive"), 0
    )
    return Goods(COMMUNE, origin, through, number, **(told | other))


def i4(*facts: Any, area: str = COMMUNE, **how: Any) -> dict[str, float]:
    """The signals of i4 in an area, by name."""
    return seen(LAND, *facts, **how).points[area]["i4"].seen


def test_lots_from_abroad_count_in_the_commune_and_all_above_it_with_how_they_were_handled() -> None:
    told = lots(4, cold=3, not_disinfected=2, not_sampled=1, crew_undeclared=1, positive=1)

    for area in (COMMUNE, DISTRICT, "22"):
        assert i4(told, area=area) == {
            "listed_origin": 4, "cold_chain": 3, "not_disinfected": 2,
            "not_sampled": 1, "crew_undeclared": 1, "positive_sample": 1,
        }  # fmt: skip
    assert i4(told, area=ELSEWHERE) == {}


def test_a_province_is_listed_while_it_has_cases_and_so_is_what_was_carried_through_it() -> None:
    assert i4(lots(origin=HAI_DUONG)) == {}
    assert i4(lots(origin=CHI_LINH), case(CHI_LINH)) == {"listed_origin": 1}
    assert i4(lots(origin="36", through=(CHI_LINH,)), case(CHI_LINH)) == {"listed_origin": 1}
    assert i4(lots(origin=HAI_DUONG), case(CHI_LINH)) == {"listed_origin": 1}, "its province as well"
    assert i4(lots(origin="VN"), case(CHI_LINH)) == {}
    assert i4(lots(origin=None), case(CHI_LINH)) == {}


def test_a_positive_surface_counts_wherever_the_lot_came_from() -> None:
    assert i4(lots(origin=None, positive=1)) == {"positive_sample": 1}


def test_no_word_is_not_no_and_is_said_beside_the_score() -> None:
    score = seen(LAND, lots(3, untold=2)).scores(COMMUNE)["i4"]

    assert score.score == 2.0  # 0.3 for the first and for each doubling: 1, 3; of 30
    assert score.reasons[0].text.vi.endswith("× 3 = 0,6 điểm (0,3 điểm mỗi lần gấp đôi)")
    assert [reason.indicator for reason in score.reasons] == ["listed_origin", "not_heard"]
    assert score.reasons[1].text.vi.startswith("2 lô hàng")


def test_without_any_consignment_heard_there_is_no_score_and_with_none_here_it_is_zero() -> None:
    silent = seen(LAND, silent=True).scores(COMMUNE)["i4"]
    heard = seen(LAND, lots()).scores(ELSEWHERE)["i4"]

    assert silent.score is None and silent.reasons[0].indicator == "not_heard"
    assert heard.score == 0.0


def told(learned_at: Any, number: int, ref: str = "g:1", **other: Any) -> ConsignmentsCounted:
    amounts = dict.fromkeys(
        ("cold", "not_disinfected", "not_sampled", "untold", "crew_undeclared", "positive"), 0
    )
    count = ConsignmentCount(
        gate="G01", area=COMMUNE, origin="CN", through=("CN", CHI_LINH), day=NOW.date(), lots=number,
        **(amounts | other),
    )  # fmt: skip
    return ConsignmentsCounted(learned_at=learned_at, ref=ref, counts=(count,))


def test_corrections_take_back_and_each_moment_knows_what_was_told_by_then(database: Database) -> None:
    hear = handlers(LAND.areas, lambda: 14)
    with database.transaction() as tx:
        for happened in (told(NOW - DAY, 5, not_sampled=5), told(NOW - HOUR, -2, ref="g:2", not_sampled=-5)):
            hear[type(happened)](happened, tx)
        then, now = (recall(tx, moment, zone=LAND.zone) for moment in (NOW - 2 * HOUR, NOW))

    assert [(one.lots, one.not_sampled, one.through) for one in then.goods] == [(5, 5, ("CN", CHI_LINH))]
    assert [(one.lots, one.not_sampled) for one in now.goods] == [(3, 0)]
    found = survey_of(now, LAND, LAND.law.area_levels.find(NOW)).points[COMMUNE]["i4"].seen
    assert found == {"listed_origin": 3}


TRUE_VOLUME = 2800
"""Lots of two weeks, as Móng Cái has them."""


def score(told: Goods) -> float:
    found = seen(LAND, told).scores(COMMUNE)["i4"].score
    assert found is not None
    return found


def test_true_volume_that_was_handled_well_stays_low_and_what_is_wrong_with_it_shows() -> None:
    clean = score(lots(TRUE_VOLUME, cold=280))
    usual = score(lots(1600, cold=100, not_disinfected=43, not_sampled=79, crew_undeclared=14))
    careless = score(lots(TRUE_VOLUME, cold=280, not_disinfected=560, not_sampled=560, crew_undeclared=280))

    assert clean < 20 < usual < 60 < careless
    assert score(lots(5, cold=5, not_disinfected=5, not_sampled=5, crew_undeclared=5)) < 60
    assert score(lots(90, cold=90, not_disinfected=90, not_sampled=90, crew_undeclared=90)) >= 60
    assert score(lots(4, positive=4)) == 100


SIGNALS = ("cold", "not_disinfected", "not_sampled", "crew_undeclared", "positive")


@settings(max_examples=15)
@given(number=st.integers(0, 9999), more=st.integers(1, 9999), signal=st.sampled_from(SIGNALS))
def test_one_more_lot_or_one_more_thing_wrong_never_lowers_the_points(
    number: int, more: int, signal: str
) -> None:
    law = LAND.law.source_weights.on(NOW).value.of("i4")

    for name in law.weights:
        assert law.points(name, number + more) > law.points(name, number)
    fewer, all_of_them = ({signal: n} for n in (number, number + more))
    assert score(lots(20_000, **all_of_them)) >= score(lots(20_000, **fewer))
