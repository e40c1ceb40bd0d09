"""Overdue checks at home: said as the schedule says them; one list a district and day; off it once met."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from services.alerts.tables import AlertRow
from services.app.follow_up_room import list_overdue_visits
from services.app.wiring import House
from services.app.workers import Readers
from services.domain.agencies import Agency
from services.domain.events import ListKind
from services.plumbing.clock import SetClock
from services.tracing.closing import Deed, DueKind, FollowRules, Outcome, follow
from services.tracing.list_views import lists_of, members_of
from services.tracing.overdue import Followed, check_missing, day_one, missing_test
from services.tracing.undoing import undo
from services.tracing.work_rows import standing_work
from services.tracing.work_steps import Acting, call, finish, not_find
from services.tracing.work_words import ToBeDone, WhyNot, WorkState
from tests.tracing.chain_rows import case, contact, pseudonym, take, who
from tests.tracing.working import later

FIRST = date(2021, 1, 19)


@given(
    st.integers(0, 5), st.integers(1, 10), st.sets(st.integers(0, 20)), st.sets(st.integers(0, 20)),
    st.integers(0, 25),
)  # fmt: skip
def test_it_is_what_the_schedule_says_is_missing(central, home, met, missed, ago) -> None:
    rules = FollowRules(central_days=central, home_days=home)
    today = FIRST + timedelta(days=ago)
    deeds = [Deed(FIRST + timedelta(days=n), DueKind.CHECK, Outcome.DONE) for n in met if n <= ago]
    deeds += [Deed(FIRST + timedelta(days=n), DueKind.CHECK, Outcome.FAILED) for n in missed - met]
    dues = follow(rules, FIRST, deeds, today).missing(today)
    expected = min((one.on for one in dues if one.kind is DueKind.CHECK), default=None)

    last = max((one.on for one in deeds if one.outcome is Outcome.DONE), default=None)
    found = check_missing(rules, FIRST, last, FIRST)
    assert (found if found is not None and found <= today else None) == expected


@given(
    st.integers(1, 6), st.integers(0, 6), st.sets(st.integers(1, 6)), st.sets(st.integers(1, 6)),
    st.sets(st.integers(0, 14)), st.sets(st.integers(0, 14)), st.integers(0, 14),
)  # fmt: skip
def test_a_test_is_missing_when_the_schedule_says_so(
    central, home, days, home_days, tested, failed, ago
) -> None:
    inside = tuple(day for day in days if day <= central), tuple(day for day in home_days if day <= home)
    rules = FollowRules(central, inside[0], home, inside[1])
    today = FIRST + timedelta(days=ago)
    done = [FIRST + timedelta(days=n) for n in sorted(tested) if n <= ago]
    deeds = [Deed(day, DueKind.TEST, Outcome.DONE) for day in done]
    deeds += [Deed(FIRST + timedelta(days=n), DueKind.TEST, Outcome.FAILED) for n in failed]
    dues = follow(rules, FIRST, deeds, today).missing(today)
    expected = min((one.on for one in dues if one.kind is DueKind.TEST), default=None)

    found = missing_test(rules, FIRST, done, FIRST)
    assert (found if found is not None and found <= today else None) == expected


def test_a_sample_is_a_test_while_the_laboratory_has_its_time() -> None:
    one = Followed(1, FIRST, tested=[FIRST], sampled=[FIRST + timedelta(days=6)])

    assert one.tests(FIRST + timedelta(days=6)) == [FIRST, FIRST + timedelta(days=6)]
    assert one.tests(FIRST + timedelta(days=7)) == [FIRST]


def test_no_test_was_due_before_we_knew_of_somebody() -> None:
    rules, home = FollowRules(14, (1, 7, 14), 14), timedelta(days=14)

    assert missing_test(rules, FIRST, [], FIRST + timedelta(days=9)) == FIRST + timedelta(days=9)
    assert missing_test(rules, FIRST, [], FIRST + home + home) is None


def test_nothing_was_due_before_we_knew_of_somebody() -> None:
    rules = FollowRules(home_days=14)

    assert check_missing(rules, FIRST, None, FIRST + timedelta(days=5)) == FIRST + timedelta(days=5)
    assert check_missing(rules, FIRST, None, FIRST + timedelta(days=14)) is None
    assert day_one([FIRST], FIRST + timedelta(days=1), None) == (FIRST + timedelta(days=2), "last_contact")
    assert day_one([], None, None) is None


@pytest.fixture
def told(house: House, clock: SetClock) -> House:
    """A case, and two F2 of whom we learn on 20 January in quarantine at home in Đông Triều."""
    take(house, "cases", case("BN9001", "a"))
    take(house, "contact-persons", *(contact(name, 2, case_code="BN9001") for name in "cd"))
    return house


def on_list(house: House, as_of: datetime | None = None) -> set[str]:
    letters = {pseudonym(house, name): name for name in "acd"}
    with house.database.reading() as tx:
        found = lists_of(tx, kind=ListKind.FOLLOW_UP, as_of=as_of)
        return {letters[m.member.person] for one in found for m in members_of(tx, one.id, as_of)}


def act(house: House, step: Callable[..., ToBeDone], name: str, *words: object) -> ToBeDone:
    person = pseudonym(house, name)
    with house.database.transaction() as tx:
        acting = Acting(tx, house.privacy, Agency.HEALTH, house.jurisdiction.zone)
        return step(acting, standing_work(tx, [person])[person].item, *words)


def day(clock: SetClock, number: int, hour: int = 1) -> None:
    clock.move_to(datetime.fromisoformat(f"2021-01-{number}T{hour:02}:00:00+07:00"))


def alerts(house: House) -> list[tuple[str, str, str]]:
    readers = Readers(house)
    readers.settle()
    readers.close()
    wanted = select(AlertRow.agency, AlertRow.title_vi, AlertRow.state).order_by(
        AlertRow.raised_at, AlertRow.id
    )
    with house.database.reading() as tx:
        return [tuple(row) for row in tx.execute(wanted) if "Quá hạn theo dõi" in row.title_vi]


def test_a_day_without_a_check_is_overdue_when_it_is_over(told: House, clock: SetClock) -> None:
    learned = clock()
    day(clock, learned.day, 23)
    assert list_overdue_visits(told) == 0
    day(clock, learned.day + 1, 0)
    assert list_overdue_visits(told) == 2
    assert list_overdue_visits(told) == 0

    assert on_list(told) == {"c", "d"}
    with told.database.reading() as tx:
        (one,) = lists_of(tx, kind=ListKind.FOLLOW_UP)
        (why, _) = (m.member.why for m in members_of(tx, one.id))
    assert (one.area, one.people) == ("205", 2)
    assert "20/01/2021" in why.vi and "20 Jan 2021" in why.en


def test_who_was_met_falls_off_and_comes_again_when_missed_again(told: House, clock: SetClock) -> None:
    day(clock, 21)
    list_overdue_visits(told)
    act(told, call, "c")
    assert list_overdue_visits(told) == 1 and on_list(told) == {"d"}
    act(told, undo, "c", told.work_rules)
    assert list_overdue_visits(told) == 1 and on_list(told) == {"c", "d"}, "it was a mistake"
    assert list_overdue_visits(told) == 0
    act(told, call, "c")
    list_overdue_visits(told)
    day(clock, 22)
    assert list_overdue_visits(told) == 0 and on_list(told) == {"d"}
    day(clock, 23)
    assert list_overdue_visits(told) == 1 and on_list(told) == {"c", "d"}
    assert on_list(told, datetime.fromisoformat("2021-01-22T12:00:00+07:00")) == {"d"}


def test_who_could_not_be_met_stays_and_who_died_does_not(told: House, clock: SetClock) -> None:
    day(clock, 21)
    list_overdue_visits(told)
    act(told, not_find, "c", WhyNot.NO_ANSWER, told.work_rules)
    act(told, not_find, "d", WhyNot.DIED, told.work_rules)

    assert list_overdue_visits(told) == 1 and on_list(told) == {"c"}


def test_what_was_done_is_work_again_when_a_check_is_missed(told: House, clock: SetClock) -> None:
    act(told, call, "c")
    act(told, finish, "c")
    day(clock, 22)
    list_overdue_visits(told)
    told.list_work()

    person = pseudonym(told, "c")
    with told.database.reading() as tx:
        assert standing_work(tx, [person])[person].state is WorkState.TO_DO


def test_a_case_withdrawn_takes_them_off(told: House, clock: SetClock) -> None:
    day(clock, 21)
    list_overdue_visits(told)
    take(told, "cases", case("BN9001", count="0"))
    list_overdue_visits(told)

    assert on_list(told) == set()


def test_who_is_followed_up_elsewhere_is_on_no_list_of_ours(house: House, clock: SetClock) -> None:
    take(house, "cases", case("BN9001", "a"))
    take(house, "contact-persons", contact("c", 2, case_code="BN9001", area="30"))
    later(clock, days=3)

    assert list_overdue_visits(house) == 0


def test_a_district_is_told_once_a_day_with_a_list_and_not_when_people_were_met(
    told: House, clock: SetClock
) -> None:
    day(clock, 21)
    list_overdue_visits(told)
    assert {agency for agency, _, _ in alerts(told)} == {"health", "police"} and len(alerts(told)) == 2
    day(clock, 21, 9)
    act(told, call, "c")
    list_overdue_visits(told)
    day(clock, 21, 10)
    assert len(alerts(told)) == 2
    act(told, call, "d")
    list_overdue_visits(told)

    assert {state for _, _, state in alerts(told)} == {"revoked"} and len(alerts(told)) == 2
    day(clock, 23)
    list_overdue_visits(told)
    assert [state for *_, state in alerts(told)].count("new") == 2


@pytest.fixture
def in_quarantine(house: House, clock: SetClock) -> House:
    """An F1 of whom we learn on 20 January; the test of day 1 is due."""
    take(house, "cases", case("BN9001", "a"))
    take(house, "contact-persons", contact("c", 1, case_code="BN9001"))
    return house


def sampled(house: House, number: int, result: str) -> None:
    tube = {"sample": "MAU-C", "taken_at": f"2021-01-{number} 08:00", "method": "RT-PCR", "area": "205"}
    take(house, "lab-results", tube | who("c") | {"result": result})


def reasons(house: House) -> list[str]:
    with house.database.reading() as tx:
        (one,) = lists_of(tx, kind=ListKind.FOLLOW_UP)
        return [m.member.why.vi for m in members_of(tx, one.id)]


def test_a_test_that_was_not_done_is_overdue_until_a_result_comes(in_quarantine: House, clock: SetClock):
    day(clock, 21)
    assert list_overdue_visits(in_quarantine) == 1
    assert reasons(in_quarantine) == ["Chưa có kết quả xét nghiệm PCR đến hạn ngày 20/01/2021."]
    day(clock, 21, 9)
    sampled(in_quarantine, 21, "chờ kết quả")
    assert list_overdue_visits(in_quarantine) == 1 and on_list(in_quarantine) == set()
    day(clock, 24)
    assert list_overdue_visits(in_quarantine) == 1, "a sample of three days ago without a result"
    sampled(in_quarantine, 21, "âm tính")
    assert list_overdue_visits(in_quarantine) == 1 and on_list(in_quarantine) == set()
    day(clock, 25)
    assert list_overdue_visits(in_quarantine) == 0


def test_a_result_taken_back_brings_them_back_at_once(in_quarantine: House, clock: SetClock):
    day(clock, 21)
    list_overdue_visits(in_quarantine)
    sampled(in_quarantine, 20, "âm tính")
    assert list_overdue_visits(in_quarantine) == 1
    sampled(in_quarantine, 20, "không hợp lệ")
    assert list_overdue_visits(in_quarantine) == 1 and on_list(in_quarantine) == {"c"}


def test_who_lacks_both_stays_for_the_other_and_the_reason_follows_without_an_alert(
    in_quarantine: House, clock: SetClock
):
    clock.move_to(datetime.fromisoformat("2021-02-05T01:00:00+07:00"))  # day 17: at home since the 3rd
    assert list_overdue_visits(in_quarantine) == 1
    (both,) = reasons(in_quarantine)
    assert "03/02/2021" in both and both.endswith("Chưa có kết quả xét nghiệm PCR đến hạn ngày 20/01/2021.")
    told = len(alerts(in_quarantine))
    act(in_quarantine, call, "c")

    assert list_overdue_visits(in_quarantine) == 0, "nobody came and nobody fell off"
    assert reasons(in_quarantine) == ["Chưa có kết quả xét nghiệm PCR đến hạn ngày 20/01/2021."]
    assert len(alerts(in_quarantine)) == told
