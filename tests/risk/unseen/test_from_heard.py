"""The model from what was heard: who is counted where, what silence does, and what a reader is told."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from services.domain.agencies import Agency
from services.domain.levels import State
from services.domain.records import FoundIn, IncidentKind, PostDecision, SourceKnown
from services.policy.reader import load_jurisdiction
from services.risk.heard import Arrivals, Entrants, Goods, Incident, Quarantined, RollCallHeard
from services.risk.heard_counts import Passages
from services.risk.recall import KINDS
from services.risk.survey import Survey, survey_of
from services.risk.unseen.efforts import tasks_of
from services.risk.unseen.from_border import tally_of
from services.risk.unseen.from_heard import Entering
from services.risk.unseen.from_travel import NOWHERE, origins_of
from services.risk.unseen.numbers_said import few, per_million, percent
from services.risk.unseen.telling import NAMED, AreaTold, told_of
from tests.risk.made import DAY, HOUR, NOW, PLACES, calm, case, contacts, heard, order, unknown

LAND = load_jurisdiction("quang-ninh")
BORDER, SITE_AREA, HERE = "06727", "06709", "07090"
PLACES = PLACES | {Passages: "passages"}


def incident(
    area: str, kind: IncidentKind = IncidentKind.CAUGHT, people: int = 6, sea: bool = False
) -> Incident:
    return Incident(area, NOW - DAY, kind, sea, people)


def a_bit_of_everything() -> list[Any]:
    return [
        unknown(HERE, 3, NOW - 3 * DAY),
        case("290", 70, NOW - 2 * DAY),
        contacts("290", 900, 400, 300),
        contacts(HERE, 20, 5, 5),
        Arrivals("290", HERE, 300, 0, 0, "C01"),
        Arrivals("01", HERE, 50, 0, 0),
        Passages("C01", HERE, PostDecision.TURN_BACK, 40),
        Passages("C01", HERE, PostDecision.PASS, 300),
        incident(BORDER),
        incident("06757", IncidentKind.ESCAPED, 4, sea=True),
        Quarantined("Q1", SITE_AREA, 120, 2, 100),
        RollCallHeard("Q1", SITE_AREA, NOW - HOUR, 6, 20, 114),
        Entrants(SITE_AREA, 130, 3, "G12", "JP"),
        Goods("06712", "CN", (), 300, 20, 30, 100, 50, 12, 1, 320, 290),
    ]


def survey(*facts: Any, without: tuple[str, ...] = (), learned: Any = NOW) -> Survey:
    """The map of these facts, and of those kinds never heard."""
    sorted_out: dict[str, list[Any]] = {name: [] for name in PLACES.values()}
    for fact in facts:
        sorted_out[PLACES[type(fact)]].append(fact)
    known = dict.fromkeys((kind for kind in KINDS if kind not in without), learned)
    told = type(heard())(as_of=NOW, last_learned=known, **sorted_out)
    return survey_of(told, LAND, LAND.law.area_levels.find(NOW))


def entering(*facts: Any, **other: Any) -> Entering:
    found = survey(*facts, **other).entering
    assert found is not None
    return found


def told(area: str, *facts: Any, **other: Any) -> AreaTold:
    return told_of(entering(*facts, **other), area)


@pytest.fixture(scope="module")
def everything() -> Entering:
    return entering(*a_bit_of_everything())


def test_an_incident_lies_on_the_segment_of_its_commune_on_land_or_at_sea(everything: Entering) -> None:
    tally = tally_of(everything.known)

    assert (tally.segments["L06"].caught, tally.segments["S01"].through) == (6, 4)
    assert not tally.inland


def test_a_commune_with_both_has_its_incidents_by_land_apart_from_those_by_sea() -> None:
    tally = tally_of(entering(incident("06721", people=2), incident("06721", people=5, sea=True)).known)

    assert (tally.segments["L04"].caught, tally.segments["S01"].caught) == (2, 5)


def test_one_told_of_a_district_is_shared_out_by_length_and_one_inland_has_a_row_of_its_own() -> None:
    found = entering(incident("194", people=10), incident("06649", IncidentKind.FOUND_INSIDE, 3))
    tally = tally_of(found.known)
    on_land = [one for one in LAND.segments if not one.sea and one.id <= "L08"]

    assert sum(tally.segments[one.id].caught for one in on_land) == pytest.approx(10)
    assert tally.segments["L05"].caught > tally.segments["L01"].caught
    assert tally.inland["06649"].through == 3
    assert "nội địa" in told_of(found, "06649").sources["i1"].reasons[0].text.vi


def test_shares_of_every_area_sum_to_one_and_an_area_without_anything_has_none(everything: Entering) -> None:
    wholes = [sum(parts.values()) for parts in everything.summed.shares if parts]

    assert np.allclose(wholes, 1.0)
    assert None in everything.summed.shares
    assert sum(one.percent or 0 for one in told_of(everything, "22").sources.values()) == 100


def test_the_whole_is_the_sum_of_its_parts(everything: Entering) -> None:
    rows, entrants = everything.known.row_of, everything.summed.entrants.expected
    districts = [rows[area.code] for area in LAND.areas.children("22")]

    assert entrants[rows["22"]] == pytest.approx(entrants[districts].sum(), rel=1e-9)


FEEDS = {
    "border_incidents": (Incident,),
    "entrants": (Entrants,),
    "stays": (Quarantined,),
    "roll_calls": (RollCallHeard,),
    "contacts": (type(contacts("290", 1, 1, 1)),),
    "arrivals": (Arrivals,),
    "passages": (Passages,),
    "consignments": (Goods,),
    "cases": (type(case("290")),),
}


@pytest.mark.parametrize("feed", FEEDS)
def test_a_feed_that_was_never_heard_widens_the_band_of_the_province_and_is_said(
    feed: str, everything: Entering
) -> None:
    kept = [fact for fact in a_bit_of_everything() if not isinstance(fact, FEEDS[feed])]
    before, after = told_of(everything, "22"), told("22", *kept, without=(feed,))

    assert after.outbreak.high >= before.outbreak.high - 1e-9
    assert any(feed in kinds for kinds in _silent_kinds(after))


def _silent_kinds(found: AreaTold) -> list[str]:
    said = [one.vi for source in found.sources.values() for one in source.silence]
    return [kind for kind, name in NAMED.items() if any(name.vi in sentence for sentence in said)]


def test_days_of_silence_are_counted_after_a_time_of_grace() -> None:
    fresh, old = entering(learned=NOW - HOUR).known, entering(learned=NOW - 5 * DAY).known
    gone = entering(learned=NOW - 30 * DAY).known

    assert [one.days_told("cases") for one in (fresh, old, gone)] == [14, 11, 0]
    assert not gone.told("cases")


def test_cases_at_an_origin_are_those_of_the_last_days_that_may_infect_still() -> None:
    found = entering(
        case("290", 14, NOW - 2 * DAY),
        case("290", 99, NOW - 12 * DAY),
        case("290", 50, NOW - DAY, source=SourceKnown.IMPORTED),
        case("290", 50, NOW - DAY, found_in=FoundIn.BORDER),
        case("30", 19, NOW - DAY),
        case(HERE, 4),
    )
    origins = origins_of(found.known)

    assert {"290", "30", NOWHERE} <= set(origins) and HERE not in origins
    assert origins["30"].infectious == 33
    people = origins["290"].population / origins["30"].population
    assert origins["290"].infectious == pytest.approx(14 + 19 * people)


def test_people_from_our_own_communes_and_from_abroad_are_no_stream() -> None:
    found = entering(Arrivals("07093", HERE, 90, 0, 0), Arrivals("CN", HERE, 90, 0, 0), calm())

    assert found.outlook.inputs.streams.keys == ("silent/-",)


def test_entrants_without_a_place_keep_no_quarantine_and_bed_checks_teach_adherence(
    everything: Entering,
) -> None:
    sites, adherence = everything.outlook.inputs.sites, everything.factors["i2"]["adherence"]
    rows = dict(zip(sites.keys, adherence, strict=True))

    assert rows["unplaced/194"] == 0.0
    assert rows["Q1"] < everything.known.law.quarantine.central.mean
    better = entering(*a_bit_of_everything(), RollCallHeard("Q1", SITE_AREA, NOW - 2 * HOUR, 0, 20, 900))
    q1 = better.outlook.inputs.sites.keys.index("Q1")
    assert better.factors["i2"]["adherence"][q1] > rows["Q1"]


def test_an_area_under_a_strict_order_is_harder_to_seed(everything: Entering) -> None:
    ordered = entering(*a_bit_of_everything(), order(HERE, State.DIRECTIVE_16))
    row = everything.known.row_of[HERE]

    assert ordered.summed.outbreak.expected[row] < everything.summed.outbreak.expected[row] / 5
    assert ordered.summed.entrants.expected[row] == everything.summed.entrants.expected[row]


def test_those_who_come_where_measures_hold_r_at_one_are_told_apart_here_and_in_all_that_lies_above(
    everything: Entering,
) -> None:
    ordered = entering(*a_bit_of_everything(), order(HERE, State.DIRECTIVE_16))
    here, whole, other = (told_of(ordered, code) for code in (HERE, "22", BORDER))

    assert here.contained == pytest.approx(here.entrants.expected, rel=1e-9)
    assert here.contained == pytest.approx(whole.contained) and whole.contained < whole.entrants.expected
    assert other.contained == 0.0 < other.entrants.expected
    assert told_of(everything, "22").contained == 0.0


def test_work_for_people_who_come_where_measures_hold_says_so() -> None:
    tasks = tasks_of(entering(*a_bit_of_everything(), order(HERE, State.DIRECTIVE_16)))
    held = [one.contained for one in tasks if one.key == HERE and one.effort == "trace"]

    assert held == [pytest.approx(1.0)]
    assert all(0.0 <= one.contained <= 1.0 + 1e-9 for one in tasks)
    assert any(one.contained == 0.0 for one in tasks)


def test_every_number_says_where_it_comes_from_in_two_languages(everything: Entering) -> None:
    found = told_of(everything, "22")
    said = [why.text for source in found.sources.values() for why in source.reasons]

    assert any("xã Bắc Sơn: bắt 6 người trong 14 ngày" in one.vi for one in said)
    assert any("Thành phố Chí Linh qua Chốt cầu Vàng Chua" in one.vi for one in said)
    assert any("lây nhiễm ngầm" in one.vi for one in said)
    assert any(one.en.startswith("Surfaces of goods (300 lots") for one in said)
    assert not any("nan" in one.vi.split() or "nan" in one.en.split() for one in said)


def test_each_force_has_work_where_it_is_worth_something(everything: Entering) -> None:
    tasks = tasks_of(everything)

    forces = {one.force for one in tasks}
    assert forces == {Agency.BORDER, Agency.MILITARY, Agency.HEALTH, Agency.POLICE}
    assert [one.chance for one in tasks] == sorted((one.chance for one in tasks), reverse=True)
    assert all(one.chance >= 0 and one.entrants > 0 and one.area in LAND.areas for one in tasks)
    assert any("40 xét nghiệm mỗi ngày" in one.text.vi and "Vàng Chua" in one.text.vi for one in tasks)
    assert any(one.text.vi.endswith("nơi cách ly ngoài danh mục (Q1), Phường Ka Long") for one in tasks)
    assert not any("silent" in one.key for one in tasks)


def test_before_the_law_there_is_no_model() -> None:
    early = heard(as_of=NOW.replace(year=2019))

    assert survey_of(early, LAND, None).entering is None


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0"), (12.34, "12"), (0.0123, "0,012"), (0.00001, "dưới 0,0001"), (1234.5, "1.234"), (100, "100")],
)
def test_small_numbers_are_said_with_two_digits_that_count(number: float, said: str) -> None:
    assert few(number)[0] == said


def test_shares_and_prevalences_are_said_as_people_say_them() -> None:
    assert percent(0.254) == ("25 %", "25%")
    assert per_million(5e-6) == ("5 phần triệu", "5 in a million")
    assert per_million(0.0015) == ("1,5 phần nghìn", "1.5 in 1,000")


def young(*facts: Any, feed: str, days: int) -> Entering:
    """The same with a feed whose first day lies so many days back; 1 is today."""
    told = replace(survey(*facts).heard, first_told={feed: (NOW - (days - 1) * DAY).date()})
    found = survey_of(told, LAND, LAND.law.area_levels.find(NOW)).entering
    assert found is not None
    return found


@pytest.mark.parametrize("feed", ["border_incidents", "entrants", "arrivals", "consignments", "cases"])
def test_a_feed_that_began_lately_stands_for_its_own_days_and_never_lowers_a_chance(
    feed: str, everything: Entering
) -> None:
    before = everything.summed.outbreak
    for days in (14, 9, 2, 1):
        found = young(*a_bit_of_everything(), feed=feed, days=days)
        after = found.summed.outbreak

        assert found.known.days_told(feed) == days
        assert np.all(after.expected >= before.expected - 1e-12) and np.all(after.high >= before.high - 1e-12)
        assert (feed in _silent_kinds(told_of(found, "22"))) == (days < 14)
        before = after


def test_what_came_in_one_day_is_a_day_s_worth_and_the_days_before_are_as_usual() -> None:
    lots = Goods("06712", "CN", (), 700, 0, 0, 0, 0, 0, 0, 700, 700)
    old, new = entering(lots), young(lots, feed="consignments", days=1)
    row = old.outlook.inputs.goods.keys.index("CN>06712")

    per_day = [found.outlook.inputs.goods.lots.per_day()[0][row] for found in (old, new)]
    assert per_day == [50, 700]
    said = [one.vi for one in told_of(new, "22").sources["i4"].silence]
    assert said == [
        "Mới có tin về lô hàng của 1 ngày: các ngày trước đó tính như thường lệ,"
        " cận trên tính theo tình huống xấu nhất"
    ]
