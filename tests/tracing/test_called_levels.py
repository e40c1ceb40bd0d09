"""The F0 is asked and the F2 is called although no list has them; work follows their level."""

from datetime import timedelta

import pytest

from services.app.wiring import House
from services.plumbing.clock import SetClock
from services.tracing.work_rows import standing_work
from services.tracing.work_views import whys_of
from services.tracing.work_words import ToBeDone, WorkState
from tests.tracing.chain_rows import case, contact, pseudonym, take
from tests.tracing.working import later


def of(house: House, name: str) -> ToBeDone | None:
    with house.database.reading() as tx:
        who = pseudonym(house, name)
        return standing_work(tx, [who]).get(who)


@pytest.fixture
def chain(house: House) -> None:
    take(house, "cases", case("BN9001", "a"))
    take(house, "contact-persons", contact("c", 2, case_code="BN9001"), contact("d", 3, case_code="BN9001"))


def test_an_f0_is_interviewed_within_hours_and_an_f2_called_by_the_commune(
    house: House, clock: SetClock, chain: None
) -> None:
    first, second = of(house, "a"), of(house, "c")

    assert first is not None and second is not None
    assert (first.level, first.team, first.area) == (0, "police-205", "205")
    assert first.due - clock() == timedelta(hours=3)
    assert second.level == 2 and second.team is not None and second.due - clock() == timedelta(hours=48)
    assert of(house, "d") is None, "an F3 is on no list of calls unless the law says so"


def test_the_reason_says_why(house: House, chain: None) -> None:
    who = pseudonym(house, "a")
    with house.database.reading() as tx:
        (why,) = whys_of(tx, [who], [0, 2])[who]
        assert whys_of(tx, [who], [0, 2], as_of=tx.now - timedelta(days=1)) == {}

    assert "mốc dịch tễ" in why.title.vi and why.why.en


def test_a_case_withdrawn_revokes_what_rested_only_on_it(house: House, clock: SetClock, chain: None) -> None:
    later(clock, hours=1)
    take(house, "cases", case("BN9001", count="0"))

    first = of(house, "a")
    assert first is not None and first.state is WorkState.REVOKED


def test_who_becomes_an_f0_is_asked_at_once_and_gets_a_new_deadline(
    house: House, clock: SetClock, chain: None
) -> None:
    later(clock, hours=40)
    take(house, "cases", case("BN9002", "c", confirmed_at="2021-01-21 06:00"))

    one = of(house, "c")
    assert one is not None
    assert (one.level, one.team, one.due - clock()) == (0, "police-205", timedelta(hours=3))


def test_the_clock_finds_the_same(house: House, chain: None) -> None:
    assert house.list_work() == 0
