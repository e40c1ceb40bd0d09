"""How the cells of one field agree: sentences about two values at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.linkage import births, names, papers
from services.linkage.births import Births, day_in
from services.linkage.kinds import MISSING, Kind, Pairs
from services.linkage.names import Names
from services.linkage.papers import Cards, Numbers
from services.linkage.words import Ages, Days, Texts

PAIR = Pairs(np.array([0]), np.array([1]))
BACK = Pairs(np.array([1]), np.array([0]))
CROWD = ["Nguyễn Văn Hùng", "Nguyễn Thị Hưng", "Trần Văn Hưng", "Lê Thị Lan", "Phạm Thị Loan"] * 40


def level(field) -> int:
    return int(field.levels(PAIR)[0])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hùng", names.SAME),
        ("Nguyễn Văn Hùng", "NGUYEN VAN HUNG", names.SAME),
        ("Đặng Thị Thúy", "dang thi thuy", names.SAME),
        ("Nguyễn Văn Hùng", "Hùng Nguyễn Văn", names.SWAPPED),
        ("Nguyễn Văn Hùng", "Nguyen Hung", names.SHORT),
        ("Nguyễn Văn Hùng", "Nguyễn V Hùng", names.INITIAL),
        ("Nguyễn Văn Hùng", "Nguyen Van Hng", names.TYPO),
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng", names.MARKS),
        ("Lê Thị Lan", "Lê Thị Loan", names.OTHER),
        ("Nguyễn Văn Hùng", "Trần Thị Lan", names.DIFFERENT),
        ("Nguyễn Văn Hùng", "", MISSING),
        ("", "", MISSING),
        ("123 !!", "Lan", MISSING),
    ],
)
def test_two_names_agree_as_a_clerk_would_say(one: str, other: str, expected: int) -> None:
    # The given names Hung, Lan and Loan are well known in this crowd: one is no slip of another.
    assert level(Names([one, other, *CROWD])) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1990-05-17", "17/05/1990", births.EXACT),
        ("1990-05-07", "1990-07-05", births.SWAPPED),
        ("1990-05-17", "1990-01-01", births.YEAR_ONLY),
        ("1990-05-17", "1990", births.YEAR_ONLY),
        ("1990-05-17", "1991-05-17", births.DAY_MONTH),
        ("1990-05-17", "1990-05-18", births.ONE_PART),
        ("1990-05-17", "1990-11-28", births.YEAR),
        ("1990-05-17", "1989-11-28", births.NEAR_YEAR),
        ("1990-05-17", "1971-11-28", births.DIFFERENT),
        ("1990-05-17", "", MISSING),
        ("1990-05-17", "không nhớ", MISSING),
    ],
)
def test_two_dates_of_birth_agree_as_a_clerk_would_say(one: str, other: str, expected: int) -> None:
    assert level(Births([one, other])) == expected


def test_the_year_on_the_card_mends_a_year_that_was_mistyped() -> None:
    cards = Cards(Numbers(["022190123457", ""], Kind.ID))

    assert level(Births(["1991-05-17", "1990-05-17"], cards.year)) == births.BY_CARD


def test_a_card_tells_province_year_and_sex() -> None:
    cards = Cards(Numbers(["022190123457", "030301998877", "123456789", "B1234567"], Kind.ID))

    assert cards.province.tolist() == [22, 30, 0, 0]
    assert cards.year.tolist() == [1990, 2001, 0, 0]
    assert cards.sex.tolist() == [2, 2, 0, 0]


@pytest.mark.parametrize(
    ("kind", "one", "other", "expected"),
    [
        (Kind.ID, "022190123457", "022 190 123 457", papers.SAME),
        (Kind.ID, "22190123457", "022190123457", papers.SAME),
        (Kind.ID, "022190123457", "022190123467", papers.ONE_OFF),
        (Kind.ID, "022190123457", "022190123475", papers.ONE_OFF),
        (Kind.ID, "022190123457", "022185999111", papers.DIFFERENT),
        (Kind.ID, "022190123457", "101234567", MISSING),
        (Kind.ID, "000000000000", "000000000000", MISSING),
        (Kind.PHONE, "0912 345 678", "+84912345678", papers.SAME),
        (Kind.PHONE, "01234567890", "0834567890", papers.SAME),
        (Kind.PHONE, "0912345678", "0912345679", papers.ONE_OFF),
        (Kind.PHONE, "0912345678", "", MISSING),
    ],
)
def test_numbers_are_compared_with_their_own_kind_only(
    kind: Kind, one: str, other: str, expected: int
) -> None:
    assert level(Numbers([one, other], kind)) == expected


def test_ages_days_and_texts_know_near_and_far() -> None:
    assert [level(Ages(["30", other])) for other in ("30", "31", "34", "60", "")] == [1, 2, 3, 4, 0]
    days = ("18/03/2020", "2020-03-17", "2020-03-22", "2020-05-01", "x")
    assert [level(Days(["2020-03-18", other])) for other in days] == [1, 2, 3, 4, 0]
    texts = ("SOT HO", "ho/sốt", "ho", "đau đầu", "")
    assert [level(Texts(["sốt, ho", other])) for other in texts] == [1, 2, 3, 4, 0]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1990-05-17", (1990, 5, 17)),
        ("17-5-1990", (1990, 5, 17)),
        ("05/1990", (1990, 5, 0)),
        ("19900517", (1990, 5, 17)),
        ("1990", (1990, 0, 0)),
        ("2020-13-05", (2020, 5, 13)),
        ("31/31/1990", (1990, 0, 0)),
        ("99999999999", (0, 0, 0)),
        ("", (0, 0, 0)),
    ],
)
def test_a_day_is_read_in_any_usual_form(cell: str, expected: tuple[int, int, int]) -> None:
    year, month, day = day_in(cell)

    assert (year, month, day) == expected if expected[2] or not expected[1] else year == expected[0]


TEXT = st.text(max_size=30) | st.sampled_from(["", "Nguyễn Văn An", "nguyen an", "1990-01-01", "0912345678"])
READERS = (
    lambda cells: Names(cells),
    lambda cells: Births(cells),
    lambda cells: Numbers(cells, Kind.ID),
    lambda cells: Numbers(cells, Kind.PHONE),
    lambda cells: Days(cells),
    lambda cells: Ages(cells),
    lambda cells: Texts(cells),
)


@given(one=TEXT, other=TEXT)
@pytest.mark.parametrize("read", READERS)
def test_agreement_is_the_same_from_either_side_whatever_was_typed(read, one: str, other: str) -> None:
    field = read([one, other])

    assert field.levels(PAIR).tolist() == field.levels(BACK).tolist()
