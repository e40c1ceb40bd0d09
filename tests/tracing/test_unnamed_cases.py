"""An F0 known by its code only is work of the team where it is, until somebody tells who it is."""

from datetime import timedelta

import pytest

from services.app.wiring import House
from services.domain.agencies import Agency
from services.plumbing.clock import SetClock
from services.plumbing.database import Transaction
from services.tracing.work_rows import standing_work, steps_of
from services.tracing.work_steps import Acting, accept, call, offer
from services.tracing.work_views import whys_of, work_of
from services.tracing.work_words import OPEN, Did, ToBeDone, WorkState
from tests.tracing.chain_rows import case, contact, pseudonym, take
from tests.tracing.working import later

UNNAMED = "case:BN1553"


def standing(house: House, person: str) -> ToBeDone | None:
    with house.database.reading() as tx:
        return standing_work(tx, [person]).get(person)


def police(tx: Transaction, house: House) -> Acting:
    return Acting(tx, house.privacy, Agency.POLICE, house.jurisdiction.zone)


def open_people(house: House) -> list[str]:
    with house.database.reading() as tx:
        return sorted(one.person for one in work_of(tx, None))


@pytest.fixture
def unnamed(house: House) -> ToBeDone:
    take(house, "cases", case("BN1553"))
    found = standing(house, UNNAMED)
    assert found is not None
    return found


def test_who_reported_it_is_asked_by_the_team_of_its_area(
    house: House, clock: SetClock, unnamed: ToBeDone
) -> None:
    assert (unnamed.level, unnamed.area, unnamed.team) == (0, "205", "police-205")
    assert unnamed.due - clock() == timedelta(hours=3)
    with house.database.reading() as tx:
        (why,) = whys_of(tx, [UNNAMED], [0, 2])[UNNAMED]
    assert "chưa rõ là ai" in why.title.vi and "CDC" in why.why.vi and "CDC" in why.why.en


def test_when_it_is_named_the_person_is_on_the_same_list_and_the_case_on_none(
    house: House, clock: SetClock, unnamed: ToBeDone
) -> None:
    with house.database.transaction() as tx:
        offer(police(tx, house), unnamed.item, "police-193", house.work_rules)
    later(clock, hours=1)
    take(house, "cases", case("BN1553", "a"))

    who = pseudonym(house, "a")
    assert open_people(house) == [who]
    named, before = standing(house, who), standing(house, UNNAMED)
    assert named is not None and before is not None
    assert (named.team, named.level, before.state) == ("police-205", 0, WorkState.REVOKED)
    with house.database.reading() as tx:
        assert [step["did"] for step in steps_of(tx, unnamed.item, None)][-1] is Did.NAMED
        assert [one.person for one in work_of(tx, None, as_of=clock() - timedelta(minutes=1))] == [UNNAMED]


def test_the_team_that_had_the_case_keeps_the_person(
    house: House, clock: SetClock, unnamed: ToBeDone
) -> None:
    with house.database.transaction() as tx:
        acting = police(tx, house)
        offer(acting, unnamed.item, "police-193", house.work_rules)
        accept(acting, unnamed.item)
    take(house, "cases", case("BN1553", "a"))

    named = standing(house, pseudonym(house, "a"))
    assert named is not None and named.team == "police-193"


def test_an_f1_who_turns_out_to_be_the_case_has_one_item(house: House, unnamed: ToBeDone) -> None:
    take(house, "contact-persons", contact("a", 1, case_code="BN1553"))
    take(house, "cases", case("BN1553", "a"))

    assert open_people(house) == [pseudonym(house, "a")]


def test_when_the_name_was_an_error_the_case_is_asked_for_again(
    house: House, clock: SetClock, unnamed: ToBeDone
) -> None:
    take(house, "cases", case("BN1553", "a"))
    later(clock, hours=1)
    take(house, "cases", case("BN1553", "b"))
    assert open_people(house) == [pseudonym(house, "b")]


def test_a_case_elsewhere_is_asked_for_there(house: House) -> None:
    take(house, "cases", case("BN1600", area="30"))

    assert open_people(house) == []
    assert house.list_work() == 0


def test_a_case_withdrawn_is_asked_for_no_more(house: House, clock: SetClock, unnamed: ToBeDone) -> None:
    later(clock, hours=1)
    take(house, "cases", case("BN1553", count="0"))

    assert open_people(house) == []


def test_many_told_as_one_number_are_nobody_to_be_asked(house: House) -> None:
    take(house, "cases", case("E007", count="12"))

    assert open_people(house) == []


def test_the_clock_finds_the_same_and_keeps_what_was_done(house: House, unnamed: ToBeDone) -> None:
    with house.database.transaction() as tx:
        call(police(tx, house), unnamed.item)

    assert house.list_work() == 0
    found = standing(house, UNNAMED)
    assert found is not None and found.state is WorkState.CALLED and found.state in OPEN
