"""Who was with an F0 in a room, at a shift, at a table: how long, in which days, among how many."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.tracing.occasion_words import Confirmed
from services.tracing.stay_contacts import Sharer, SharingRules, Stayer, sharers
from services.tracing.stay_words import lasted, why_close
from tests.tracing.chain_told import ZONE

DAY = date(2021, 1, 17)
NOON = datetime(2021, 1, 17, 12, tzinfo=ZONE)
RULES = SharingRules(ZONE)
LEARNED = datetime(2021, 1, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)


def stayer(person: str, start: float, hours: float, *, learned: float = 0, name: str = "") -> Stayer:
    """Hours after noon of the day on which the case is confirmed."""
    since = NOON + start * HOUR
    return Stayer(name or person, person, since, since + hours * HOUR, LEARNED + learned * HOUR)


def found(*stayers: Stayer, case: str = "case", days: tuple[date, ...] = (DAY,), rules: SharingRules = RULES):
    confirmed = {case: [Confirmed(day, LEARNED + n * HOUR) for n, day in enumerate(days)]}
    return {one.other.person: one for one in sharers(stayers, confirmed, rules)}


def test_the_times_together_are_added_up_and_the_first_and_the_last_moment_told():
    one = found(stayer("case", 0, 8), stayer("b", -2, 4), stayer("b", 6, 1.5), stayer("c", 8, 1))["b"]

    assert (one.first, one.last, one.shared) == (NOON, NOON + 7.5 * HOUR, 3.5 * HOUR)
    assert one.days(ZONE) == (DAY, DAY)
    assert why_close(one, "phòng 12", ZONE).vi == (
        "Cùng phòng 12 với F0 trong 3 giờ 30 phút, từ 12:00 17/01/2021 đến 19:30 17/01/2021."
    )


def test_until_midnight_is_no_contact_of_the_next_day():
    assert found(stayer("case", 0, 12), stayer("b", 0, 40))["b"].days(ZONE) == (DAY, DAY)


def test_only_the_days_in_which_an_f0_may_have_passed_it_on_count():
    months = stayer("case", -24 * 40, 24 * 80), stayer("b", -24 * 40, 24 * 80)
    one = found(*months)["b"]

    assert one.days(ZONE) == (DAY - timedelta(days=14), DAY + timedelta(days=14))
    assert one.shared == 24 * 29 * HOUR
    assert found(stayer("case", -24 * 20, 9), stayer("b", -24 * 20, 9)) == {}


def test_two_confirmations_of_one_f0_are_one_stretch_and_the_first_that_says_it_all_dates_it():
    both = stayer("case", -24 * 40, 24 * 80), stayer("b", 0, 9)
    one = found(*both, days=(DAY, DAY + timedelta(days=1)))["b"]

    assert one.shared == 9 * HOUR
    assert one.learned_at == LEARNED
    late = found(*both[:1], stayer("b", -24 * 17, 24 * 30), days=(DAY - timedelta(days=9), DAY))["b"]
    assert late.learned_at == LEARNED + HOUR


def test_it_is_known_when_the_last_of_the_rows_that_make_it_was_learned():
    one = found(stayer("case", 0, 8, learned=1), stayer("b", 0, 2, learned=3), stayer("b", 40, 2, learned=9))

    assert one["b"].learned_at == LEARNED + 3 * HOUR


def test_two_pseudonyms_of_a_person_are_one_and_no_contact_of_themselves():
    people = found(stayer("case", 0, 4, name="p2"), stayer("case", 2, 4, name="p1"), stayer("b", 0, 9))

    assert set(people) == {"b"}
    assert (people["b"].case.pseudonym, people["b"].shared) == ("p1", 6 * HOUR)


def test_a_short_time_is_none_where_the_law_asks_for_longer():
    quarter = RULES._replace(least=timedelta(minutes=15))
    there = stayer("case", 0, 8), stayer("b", 7.9, 1), stayer("c", 7.75, 1)

    assert set(found(*there)) == {"b", "c"}
    assert set(found(*there, rules=quarter)) == {"c"}


def test_in_a_hall_of_hundreds_nobody_is_close_by_being_there_but_room_mates_of_a_party_are():
    small = RULES._replace(most_people=10)
    hall = [stayer(f"h{n}", -n / 100, 8) for n in range(12)]
    assert all(one.is_crowd for one in found(stayer("case", 0, 8), *hall, rules=small).values())

    party = [stayer(f"g{n}", 5, 1) for n in range(30)]
    room = found(stayer("case", -48, 96), stayer("mate", -48, 96), *party, rules=small)
    assert [person for person, one in room.items() if not one.is_crowd] == ["mate"]


def test_a_table_of_just_as_many_as_the_law_names_is_no_crowd():
    ten = [stayer(f"t{n}", 0, 1) for n in range(9)]

    assert not any(
        one.is_crowd
        for one in found(stayer("case", 0, 1), *ten, rules=RULES._replace(most_people=10)).values()
    )


STAYS = st.lists(
    st.builds(stayer, st.sampled_from(["case", "b", "c", "d"]), st.integers(0, 12), st.integers(1, 6)),
    max_size=9,
)


@given(STAYS, st.integers(1, 4))
def test_hours_and_crowds_are_those_that_a_count_hour_by_hour_finds(told: list[Stayer], most: int):
    def there(person: str, hour: int) -> bool:
        return any(one.person == person and one.since <= NOON + hour * HOUR < one.until for one in told)

    hours = {who: [n for n in range(20) if there("case", n) and there(who, n)] for who in "bcd"}
    sizes = {n: 1 + sum(there(who, n) for who in "bcd") for n in range(20)}
    people: dict[str, Sharer] = found(*told, rules=RULES._replace(most_people=most))

    assert {who: one.shared / HOUR for who, one in people.items()} == {
        who: len(each) for who, each in hours.items() if each
    }
    for who, one in people.items():
        assert one.is_crowd == (sum(sizes[n] for n in hours[who]) > most * len(hours[who]))


def test_how_long_is_told_in_hours_and_minutes():
    said = [lasted(timedelta(minutes=n)).vi for n in (0.2, 20, 60, 200)]

    assert said == ["1 phút", "20 phút", "1 giờ", "3 giờ 20 phút"]
