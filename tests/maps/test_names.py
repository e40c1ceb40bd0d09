"""Names as two people may spell them."""

import csv
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.outlines.names import folded, kind_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phường Hải Hoà", "Hải Hòa"),
        ("Xã Kỳ Thượng", "Kì Thượng"),
        ("TT. Ba Chẽ", "thị trấn  BA CHẼ"),
        ("P.Hồng Gai", "Phường Hồng Gai"),
        ("TP Hạ Long", "Thành phố Hạ Long"),
        ("H. Vân Đồn", "Huyện Vân Đồn"),
        ("Phương Đông", "Phường Phương Đông"),
        ("Xã Quan Lạn", "quan lan"),
        ("Thị xã Đông Triều", "Dong Trieu"),
    ],
)
def test_two_spellings_of_one_name_are_the_same(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("Phương Nam", "Nam"), ("Quan Lạn", "Lạn"), ("Hà An", "An")])
def test_a_name_that_only_looks_like_a_kind_keeps_its_first_word(one, other):
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thị trấn Đầm Hà", "Thị trấn"),
        ("TT. Đầm Hà", "Thị trấn"),
        ("X. Đầm Hà", "Xã"),
        ("xã", "Xã"),
        ("Đầm Hà", None),
        ("Phương Đông", None),
    ],
)
def test_the_kind_is_read_when_it_is_said(text, kind):
    assert kind_of(text) == kind


@settings(deadline=None)  # a busy machine is no finding
@given(st.text())
def test_folding_is_steady_and_blind_to_composition(text):
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))


def test_in_the_register_only_dam_ha_needs_its_kind(shared):
    with (shared / "domain" / "tables" / "communes.csv").open(encoding="utf-8") as file:
        pairs = Counter((row["district_code"], folded(row["name_vi"])) for row in csv.DictReader(file))

    assert [name for (_, name), count in pairs.items() if count > 1] == ["damha"]
