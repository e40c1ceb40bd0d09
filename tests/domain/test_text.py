"""Vietnamese text: one form to keep, one to compare in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.text import folded, tidy

VIETNAMESE = st.text(alphabet="aàáảãạăằâầbcdđeèéêềghiìíklmnoòóôồơờpqrstuùúưừvxyỳýkỲĐÀƯ \t\n")


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(VIETNAMESE)
def test_the_normal_form_of_the_sender_does_not_matter(text: str) -> None:
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]

    assert tidy(forms[0]) == tidy(forms[1]) and folded(forms[0]) == folded(forms[1])


@given(VIETNAMESE)
def test_case_does_not_matter_and_what_remains_is_plain(text: str) -> None:
    assert folded(text.upper()) == folded(text.lower()) == folded(text)
    assert folded(text).isascii()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa", "Hoà"),
        ("Kỳ", "Kì"),
        ("Quý", "Quí"),
        ("Đông Triều", "dong trieu"),
        ("ĐÔNG  TRIỀU ", "Đông Triều"),
        ("Hạ\u00a0Long", "Hạ Long"),
    ],
)
def test_spelling_variants_of_one_name_fold_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("Hà Khánh", "Hà Khẩu"), ("Tân An", "Tân Ân 2"), ("Ba", "Pa")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert folded(one) != folded(other)
