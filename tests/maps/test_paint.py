"""How one area looks."""

import pytest

from maps.paint import LEVEL_COLOURS, Paint, digit
from maps.words import ENGLISH, VIETNAMESE


def test_every_level_has_a_colour_a_digit_and_a_name_in_both_languages():
    for level in (1, 2, 3, 4, None):
        assert LEVEL_COLOURS[level].startswith("#")
        assert len(digit(level)) == 1
        for words in (VIETNAMESE, ENGLISH):
            assert words["level_none" if level is None else f"level_{level}"]


def test_the_four_colours_are_those_of_the_national_scale():
    assert [LEVEL_COLOURS[level] for level in (1, 2, 3, 4)] == ["#1A9641", "#FFFFBF", "#FDAE61", "#D7191C"]


@pytest.mark.parametrize("level", [0, 5, -1])
def test_a_level_off_the_scale_is_refused(level):
    with pytest.raises(ValueError, match="levels are 1 to 4"):
        Paint("06649", level, "Phường Hà Khánh", ())


def test_both_languages_word_the_same_things():
    assert set(VIETNAMESE) == set(ENGLISH)
