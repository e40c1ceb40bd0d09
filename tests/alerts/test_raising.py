"""From an event to alerts."""

import itertools
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from services.alerts.causes import causes_of
from services.alerts.ledger import alerts
from services.alerts.tables import HeardRow
from services.alerts.words import Kind, Severity
from services.domain.agencies import ALERTED, Agency
from services.domain.levels import RiskLevel
from services.domain.records import IncidentKind
from services.plumbing.consuming import ParkedRow
from services.policy.reader import load_jurisdiction
from tests.alerts.happenings import NOON, first_case, incident, level_changed, list_refused, parked

LAND = load_jurisdiction("quang-ninh")


@pytest.fixture
def ledger(database):
    def read(**wanted):
        with database.reading() as tx:
            assert tx.execute(select(func.count()).select_from(ParkedRow)).scalar_one() == 0
            return alerts(tx, **wanted)

    return read


def test_a_raised_level_tells_police_military_health_and_command_each_in_its_own_words(log, ledger):
    log.tell(level_changed(area="07001"))

    told = {alert.agency: alert for alert in ledger()}

    assert set(told) == set(ALERTED)
    assert len({alert.text.vi for alert in told.values()}) == len(ALERTED)
    assert "truy vết" in told[Agency.POLICE].text.vi or "Tìm hết F1" in told[Agency.POLICE].text.vi
    assert "giường" in told[Agency.MILITARY].text.vi
    assert "Lấy mẫu" in told[Agency.HEALTH].text.vi
    assert "Quyết định" in told[Agency.COMMAND].text.vi


def test_an_alert_says_what_happened_why_by_which_text_and_until_when(log, ledger, clock):
    log.tell(level_changed(area="07001"))

    alert = ledger(agency=Agency.POLICE)[0]

    assert "mức 1 – Bình thường mới → mức 4 – Nguy cơ rất cao" in alert.text.vi
    assert "level 1 – New normal → level 4 – Very high risk" in alert.text.en
    assert "1 F0 chưa rõ nguồn lây" in alert.text.vi
    assert "Chỉ thị 16/CT-TTg, điểm 1" in alert.text.vi
    assert "Hạn: 11:00 ngày 20/01/2021" in alert.text.vi
    assert alert.deadline == clock() + timedelta(hours=3)
    assert alert.reasons and alert.cite.document == "ct16"
    assert alert.severity is Severity.EXTREME
    assert alert.title.vi == "Xã Thử Nghiệm 7001, Thị xã Đông Triều lên mức 4 – Nguy cơ rất cao"


def test_a_lowered_level_is_told_calmly_without_a_deadline_or_a_task_of_tightening(log, ledger):
    log.tell(level_changed(before=4, after=2))

    for alert in ledger():
        assert alert.kind is Kind.LEVEL_LOWERED
        assert alert.deadline is None
        assert alert.severity is Severity.MINOR
        assert not any(word in alert.text.vi for word in ("Lập chốt", "Tìm hết F1", "phong tỏa", "Mở thêm"))


def test_a_suggestion_above_the_order_in_force_is_said_plainly(log, ledger):
    changed = level_changed(before=1, after=2, order_number="05/CĐ-UBND", suggested=RiskLevel.VERY_HIGH)
    log.tell(changed)

    for alert in ledger():
        assert "LƯU Ý: số liệu gợi ý mức 4 – Nguy cơ rất cao, cao hơn mức đang áp dụng" in alert.text.vi
        assert "Theo văn bản: 05/CĐ-UBND" in alert.text.vi


def test_the_first_reading_of_an_empty_house_alerts_nobody(log, ledger):
    log.tell(level_changed(before=None, after=1), level_changed(area="194", before=1, after=None))

    assert ledger() == []


def test_a_level_that_can_no_longer_be_told_asks_for_reports_and_for_no_loosening(log, ledger):
    log.tell(level_changed(before=3, after=None))

    assert {alert.kind for alert in ledger()} == {Kind.LEVEL_UNKNOWN}
    assert "Giữ nguyên các biện pháp" in ledger(agency=Agency.COMMAND)[0].text.vi


@pytest.mark.parametrize(
    ("area", "words"), [("205", "Tìm hết F1"), ("290", "người đến từ khu vực này trong 14 ngày")]
)
def test_a_first_case_asks_for_tracing_inside_and_for_lists_of_arrivals_outside(log, ledger, area, words):
    log.tell(first_case(area=area))

    assert words in ledger(agency=Agency.POLICE)[0].text.vi
    assert "sau 30 ngày không có ca" in ledger(agency=Agency.POLICE)[0].text.vi


@pytest.mark.parametrize("kind", IncidentKind)
def test_a_border_incident_also_tells_the_border_guard(log, ledger, kind):
    log.tell(incident(kind=kind))

    told = {alert.agency for alert in ledger()}

    assert told == {*ALERTED, Agency.BORDER}
    assert "Mốc 1369" in ledger(agency=Agency.BORDER)[0].text.vi
    assert ledger(agency=Agency.BORDER)[0].deadline is not None


def test_a_corrected_incident_is_told_again_only_when_what_matters_changed(log, ledger):
    log.tell(incident(people=3))
    log.tell(incident(people=3))
    assert len(ledger(agency=Agency.BORDER)) == 1

    log.tell(incident(people=4))

    assert len(ledger(agency=Agency.BORDER)) == 2


def test_parked_messages_are_told_to_command_once_an_hour_and_place(log, ledger):
    log.tell(*(parked() for _ in range(50)), parked(consumer="intake"))
    log.tell(*(parked() for _ in range(50)))

    assert [alert.agency for alert in ledger()] == [Agency.COMMAND, Agency.COMMAND]
    assert {alert.kind for alert in ledger()} == {Kind.MESSAGE_PARKED}


def test_a_refused_list_is_told_to_command_once_a_day_and_fault_with_the_list_that_stands(log, ledger):
    log.tell(list_refused(), list_refused())
    log.tell(list_refused(), list_refused(code="no_heading"))

    told = ledger()

    assert [(alert.agency, alert.kind) for alert in told] == [(Agency.COMMAND, Kind.REVISION_REFUSED)] * 2
    assert "vẫn có hiệu lực" in told[0].text.vi and "28/01/2021" in told[0].text.vi


def test_a_fault_of_this_room_about_a_fault_does_not_go_round_for_ever(log, ledger):
    log.tell(parked(consumer="alerts", topic="phendau.message-parked.v1"))

    assert ledger() == []


def test_a_second_delivery_raises_nothing_new(log, ledger, database):
    events = [level_changed(area="07001"), first_case(), incident(), parked()]
    log.tell(*events)
    before = ledger()

    log.tell_again(*events)

    assert ledger() == before
    with database.reading() as tx:
        assert tx.execute(select(func.count()).select_from(HeardRow)).scalar_one() == len(events)


def test_an_order_on_a_province_tells_each_agency_once_with_a_list(log, ledger, areas):
    storm = [level_changed(area=a.code, after=2, order_number="07/CĐ-UBND") for a in areas.within("22")]

    log.tell(*storm)

    told = ledger()
    assert [alert.agency for alert in told].count(Agency.POLICE) == 1
    assert len(told) == len(ALERTED)
    assert told[0].title.vi == ("Tỉnh Quảng Ninh và 2 đơn vị cấp huyện, 21 đơn vị cấp xã lên mức 2 – Nguy cơ")
    assert set(told[0].areas) == {a.code for a in areas.within("22")}
    assert told[0].area == "22"


def test_a_storm_in_many_batches_is_still_one_alert_while_it_gathers(log, ledger, areas):
    storm = [level_changed(area=a.code, after=2, order_number="07/CĐ-UBND") for a in areas.within("205")]
    for batch in _fours(storm):
        log.tell(*batch)

    told = ledger(agency=Agency.HEALTH)

    assert len(told) == 1
    assert set(told[0].areas) == {event.area for event in storm}
    assert "20 đơn vị cấp xã" in told[0].text.vi


def _fours(events):
    return [events[i : i + 4] for i in range(0, len(events), 4)]


def test_what_comes_after_the_gathering_is_a_second_part_not_a_silent_change(log, ledger, clock, terms):
    log.tell(level_changed(area="205", order_number="01"))
    clock.move_to(clock() + terms.gathering)

    log.tell(level_changed(area="07001", order_number="01"))

    told = ledger(agency=Agency.POLICE)
    assert [alert.areas for alert in told] == [("205",), ("07001",)]


def test_tightening_and_loosening_by_one_order_are_told_apart(log, ledger):
    log.tell(
        level_changed(area="205", before=1, after=3, order_number="09"),
        level_changed(area="194", before=4, after=3, order_number="09"),
    )

    kinds = {alert.kind for alert in ledger(agency=Agency.POLICE)}

    assert kinds == {Kind.LEVEL_RAISED, Kind.LEVEL_LOWERED}


def test_a_district_that_rises_while_its_communes_fall_is_one_message_that_tells_of_them(log, ledger):
    """As when an order ends; elsewhere, or at another moment, is another matter."""
    communes = [level_changed(area=f"{c:05}", before=2, after=1) for c in range(7000, 7004)]
    log.tell(
        *communes,
        level_changed(area="205", before=2, after=3),
        level_changed(area="06709", before=2, after=1),
        level_changed(area="07005", before=2, after=1, at=NOON - timedelta(hours=1)),
    )

    one, *others = sorted(ledger(agency=Agency.POLICE), key=lambda alert: -len(alert.areas))
    assert (one.kind, one.area, len(one.areas), len(others)) == (Kind.LEVEL_RAISED, "205", 5, 2)
    assert one.title.vi == (
        "Thị xã Đông Triều lên mức 3 – Nguy cơ cao; 4 đơn vị cấp xã xuống mức 1 – Bình thường mới"
    )
    assert "mức 2 – Nguy cơ → mức 1" in one.text.vi and "mức 2 – Nguy cơ → mức 3" in one.text.vi
    assert "Tìm hết F1" in one.text.vi and "Điều chỉnh các chốt" in one.text.vi, "what rose comes first"
    assert one.text.vi.index("Tìm hết F1") < one.text.vi.index("Điều chỉnh các chốt")


@given(st.permutations(range(4)), st.lists(st.sampled_from([1, 2, 3, 4]), min_size=4, max_size=4))
@settings(max_examples=40)
def test_no_order_of_events_decides_what_is_told_together(order: list[int], after: list[int]):
    codes = ("205", "07090", "07093", "06709")
    events = [level_changed(area=code, before=2, after=to) for code, to in zip(codes, after, strict=True)]
    told = {
        frozenset(event.area for event in cause.events)
        for cause in causes_of([events[n] for n in order], LAND.areas)
    }
    assert told == {
        frozenset(event.area for event in cause.events) for cause in causes_of(events, LAND.areas)
    }
    assert sum(len(areas) for areas in told) == sum(to != 2 for to in after), "each is told once"


def test_a_few_changes_by_law_are_told_one_by_one_and_many_as_a_list(log, ledger):
    log.tell(*(level_changed(area=f"{c:05}") for c in range(7000, 7005)))
    assert len(ledger(agency=Agency.POLICE)) == 5

    log.tell(*(level_changed(area=f"{c:05}", before=4, after=2) for c in range(7000, 7020)))

    listed = ledger(agency=Agency.POLICE)[5:]
    assert len(listed) == 1
    assert len(listed[0].areas) == 20


def test_a_list_does_not_mix_what_lies_inside_with_what_lies_outside(log, ledger):
    inside = [level_changed(area=f"{c:05}", after=2 + c % 2) for c in range(7000, 7010)]
    log.tell(*inside, level_changed(area="290"))

    outside, listed = sorted(ledger(agency=Agency.POLICE), key=lambda alert: len(alert.areas))

    assert "người đến từ khu vực này" in outside.text.vi
    assert "Tìm hết F1" in listed.text.vi
    assert listed.title.vi == "Thị xã Đông Triều: 10 đơn vị cấp xã lên cao nhất mức 3 – Nguy cơ cao"


def test_many_incidents_in_one_batch_are_one_list_and_the_gravest_decides(log, ledger):
    kinds = itertools.cycle([IncidentKind.CAUGHT, IncidentKind.ESCAPED])
    log.tell(*(incident(kind=kind, ref=f"bg-{n}") for n, kind in zip(range(60), kinds, strict=False)))

    told = ledger(agency=Agency.BORDER)

    assert len(told) == 1
    assert told[0].severity is Severity.SEVERE
    assert "và 20 tin khác" in told[0].text.vi


def test_the_ledger_is_filtered_by_area_upwards(log, ledger):
    log.tell(level_changed(area="07001"), level_changed(area="06709"))

    assert len(ledger(agency=Agency.POLICE, area="205")) == 1
    assert len(ledger(agency=Agency.POLICE, area="22")) == 2
    assert len(ledger(agency=Agency.POLICE, area="07002")) == 0
