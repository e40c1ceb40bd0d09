import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.legacy_letters import from_tcvn3, from_vni
from services.ingest.spelling import legacy_inside, legacy_meant
from services.ingest.syllables import is_syllable
from tests.ingest.sending import as_tcvn3, as_vni

LETTERS = "".join(
    unicodedata.normalize("NFC", letter + tone)
    for letter in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
)
SMALL = st.text("bcdđghklmnpqrstvx " + LETTERS, max_size=30)
CAPITALS = st.text("BCDĐGHKLMNPQRSTVX" + LETTERS.upper(), max_size=12)


@given(SMALL)
def test_small_letters_come_back_from_tcvn3(text: str):
    assert from_tcvn3(as_tcvn3(text).decode("latin-1")) == text


@given(SMALL)
def test_small_letters_come_back_from_vni(text: str):
    assert from_vni(as_vni(text).decode("latin-1")) == text


@given(CAPITALS)
def test_capitals_come_back_from_vni(text: str):
    assert from_vni(as_vni(text).decode("latin-1")) == text


@pytest.mark.parametrize("word", ["NGUYỄN", "TRẦN", "ĐẶNG", "HUỲNH"])
def test_a_word_in_capitals_comes_back_from_tcvn3_in_capitals(word: str):
    assert from_tcvn3(as_tcvn3(word).decode("latin-1")) == word


@pytest.mark.parametrize(
    ("typed", "read", "meant"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", from_tcvn3, "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", from_tcvn3, "Độc lập - Tự do - Hạnh phúc"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", from_vni, "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", from_vni, "Độc lập - Tự do - Hạnh phúc"),
    ],
)
def test_the_words_on_every_official_letter_are_read(typed: str, read, meant: str):
    assert read(typed) == meant


VIETNAMESE = re.findall(
    r"\w+",
    """Nguyễn Văn Trần Thị Thuỷ Thúy Hoà hòa Quốc Quỳnh Quyền giữ gì Đặng Vũ Mạc Huế Phượng nghiêng khuya
    Huỳnh tuổi Bưởi được khỏe quýt Luyến yếu Yên giặc giếng ngoằn ngoèo hoặc thuở rượu hươu tuần quầy ế ừ
    Ý Đông Triều""",
)
FOREIGN = ["José", "Müller", "Zoë", "NguyÔn", "V¨n", "Nguyeãn", "Vaên", "Ñaøo", "quôc", "mat", "mảt", "Đắk"]


@pytest.mark.parametrize("word", VIETNAMESE)
def test_a_syllable_is_one_wherever_its_tone_is_written(word: str):
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize(
    "word", ["José", "Müller", "Zoë", "NguyÔn", "V¨n", "Nguyeãn", "Vaên", "Ñaøo", "quôc", "mat", "mảt", "Đắk"]
)
def test_what_is_spelled_otherwise_is_none(word: str):
    assert not is_syllable(word)


@pytest.mark.parametrize(("write", "name"), [(as_tcvn3, "tcvn3"), (as_vni, "vni")])
def test_an_old_encoding_is_known_by_the_words_it_makes(write, name: str):
    words = {typed for word in VIETNAMESE if not (typed := write(word).decode("latin-1")).isascii()}

    assert legacy_meant(words) == name
    assert legacy_inside(words) == name


@pytest.mark.parametrize("words", [["José", "Müller"], ["Lª"], VIETNAMESE, []])
def test_what_is_not_certain_is_not_converted(words: list[str]):
    assert legacy_meant(words) is None
    assert legacy_inside(words) is None
