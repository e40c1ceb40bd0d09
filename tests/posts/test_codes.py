"""A code says what was signed, or nothing; it is small enough for a phone held at arm's length."""

import re
from datetime import UTC, datetime, timedelta

import cbor2
import numpy as np
import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.errors import BadFile
from services.posts.codes import LONGEST, BadCode, CodeFault, read_code, timing_fault, write_code
from services.posts.content import MOST_PLACES, Content, Stay
from services.posts.drawing import drawn
from services.posts.keys import PostKeys, as_pem, house_keys, read_pem
from services.posts.packing import packed, unpacked
from tests.posts.made import KEYS, NOW, OTHER_HOUSE, PAPER, PRIVACY, content

AREAS = st.sampled_from(["22", "30", "290", "07030", "CN"])
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001  # made aware by the strategy
    lambda moment: moment.replace(microsecond=0)
)
ANSWERS = st.sampled_from([None, True, False])
CONTENTS = st.builds(
    lambda declared, minutes, **rest: Content(
        declared_at=declared, valid_until=declared + timedelta(minutes=minutes), **rest
    ),
    declared=MOMENTS,
    minutes=st.integers(0, 100_000),
    ref=st.one_of(st.uuids().map(str), st.text(min_size=1, max_size=40)),
    origin=st.none() | AREAS,
    area=st.none() | AREAS,
    symptoms=ANSWERS,
    contact=ANSWERS,
    outbreak=ANSWERS,
    cases_at_origin=ANSWERS,
    abroad=ANSWERS,
    all_known=st.booleans(),
    stays=st.lists(
        st.builds(Stay, area=AREAS, days_before=st.none() | st.integers(0, 40)), max_size=MOST_PLACES
    ).map(tuple),
    paper=st.none() | st.binary(min_size=2, max_size=2),
)


def fault_of(code: str, keys: PostKeys = KEYS.posts) -> CodeFault:
    with pytest.raises(BadCode) as bad:
        read_code(code, keys)
    return bad.value.fault


@given(CONTENTS)
def test_what_was_signed_is_what_is_read(said: Content) -> None:
    code = write_code(said, KEYS)

    assert code.isascii() and code.isdigit()
    assert read_code(code, KEYS.posts) == said


@settings(max_examples=300)
@given(st.integers(0, 10_000), st.integers(0, 9))
def test_a_code_with_one_other_digit_says_nothing(place: int, digit: int) -> None:
    code = write_code(content(ref="00000000-0000-7000-8000-000000000000"), KEYS)
    place %= len(code)
    changed = code[:place] + str(digit) + code[place + 1 :]

    if changed != code:
        assert fault_of(changed) in (CodeFault.TAMPERED, CodeFault.OTHER_HOUSE, CodeFault.UNREADABLE)


def test_a_content_moved_under_another_signature_is_told_as_tampered() -> None:
    healthy, ill = (write_code(content(ref="r", symptoms=ill), KEYS) for ill in (False, True))
    whole = [int(code).to_bytes((int(code).bit_length() + 7) // 8) for code in (healthy, ill)]

    forged = str(int.from_bytes(whole[1][:69] + whole[0][69:]))

    assert fault_of(forged) is CodeFault.TAMPERED


def test_a_code_of_another_house_and_of_a_withdrawn_key_are_told_apart_from_tampering() -> None:
    old = house_keys(PRIVACY.key_for, [1])
    during, after = (house_keys(PRIVACY.key_for, numbers) for numbers in ([2, 1], [2]))
    code = write_code(content(), old)

    assert fault_of(write_code(content(), OTHER_HOUSE)) is CodeFault.OTHER_HOUSE
    assert read_code(code, during.posts)
    assert fault_of(code, after.posts) is CodeFault.OTHER_HOUSE
    assert fault_of(write_code(content(), during), old.posts) is CodeFault.OTHER_HOUSE


@pytest.mark.parametrize(
    "typed",
    ["", " ", "1", "không phải mã", "9" * LONGEST, "9" * (LONGEST + 1), "1" * 5_000_000, "-1", "٣" * 300,
     "\x00", "1e9", "HC1:NCF"],
    ids=range(12),
)  # fmt: skip
def test_whatever_is_no_code_is_unreadable(typed: str) -> None:
    assert fault_of(typed) is CodeFault.UNREADABLE


@given(st.text(max_size=400) | st.integers(0, 10**400).map(str))
def test_whatever_is_typed_gives_a_clear_answer(typed: str) -> None:
    assert fault_of(typed) in CodeFault


@given(st.binary(max_size=300))
def test_signed_bytes_that_hold_no_content_are_refused_not_crashed_on(body: bytes) -> None:
    with pytest.raises(ValueError):
        unpacked(body if body != packed(content()) else b"")


@pytest.mark.parametrize(
    "parts",
    [[], 7, {}, [1] * 8, [b"x", 1, 1, None, "22", 0, [], None], ["r", 10**30, 1, None, "22", 0, [], None],
     ["r", 1, 10**30, None, "22", 0, [], None], ["r", 1, 1, None, "22", 3, [], None],
     ["r", 1, 1, None, "22", 2**200, ["22"], None], ["r", 1, 1, None, 22, 0, [], None]],
)  # fmt: skip
def test_parts_of_another_shape_are_refused(parts: object) -> None:
    with pytest.raises(ValueError):
        unpacked(cbor2.dumps(parts))


def test_spaces_and_line_ends_of_a_scanner_do_no_harm() -> None:
    code = write_code(content(ref="r"), KEYS)

    assert read_code(f" {code[:100]}\r\n{code[100:]}\t\n", KEYS.posts).ref == "r"


def test_nothing_that_names_a_person_is_in_a_code() -> None:
    said = packed(content())

    assert set(Content.model_fields) == {
        "ref", "declared_at", "valid_until", "origin", "area", "symptoms", "contact", "outbreak",
        "cases_at_origin", "abroad", "stays", "all_known", "paper",
    }  # fmt: skip
    assert PAPER.encode() not in said and PAPER[-4:].encode() not in said


def test_the_paper_is_compared_by_its_last_four_characters() -> None:
    said = content()

    def fits(typed: str) -> bool | None:
        return KEYS.posts.paper_fits(said.ref, said.paper, typed)

    assert [fits(typed) for typed in (PAPER, "1234", " 12 34 ", "B1234", "1235", "4321")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip
    assert KEYS.posts.paper_fits(said.ref, None, PAPER) is None
    assert PostKeys(KEYS.posts.public).paper_fits(said.ref, said.paper, PAPER) is None
    assert content(ref="a").paper != content(ref="b").paper


def test_two_codes_of_one_person_have_nothing_in_common_but_the_journey() -> None:
    one, other = content(), content()

    assert one.ref != other.ref and one.paper != other.paper


@pytest.mark.parametrize(
    ("places", "version"), [(0, 7), (3, 8), (MOST_PLACES, 9)], ids=["no place", "three places", "most places"]
)
def test_a_code_is_small_at_error_correction_m(places: int, version: int) -> None:
    stays = tuple(Stay(area="07030", days_before=n) for n in range(places))
    code = write_code(content(stays=stays), KEYS)

    made = segno.make(code, error="m", boost_error=False, micro=False)

    assert made.mode == "numeric"
    assert made.version <= version


def test_a_reader_of_pictures_reads_what_was_drawn() -> None:
    code = write_code(content(), KEYS)
    picture = drawn(code, "svg").decode()

    rows = segno.make(code, error="m", micro=False).matrix_iter(scale=4, border=4)
    pixels = np.array([[0 if dark else 255 for dark in row] for row in rows], dtype=np.uint8)

    assert zxingcpp.read_barcodes(pixels)[0].text == code
    assert re.search(r'viewBox="0 0 \d+ \d+"', picture)
    assert "style=" not in picture and "<script" not in picture
    assert drawn(code, "png").startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("declared", "valid", "fault"),
    [
        (NOW, NOW, None),
        (NOW + timedelta(minutes=10), NOW + timedelta(days=1), None),
        (NOW + timedelta(minutes=11), NOW + timedelta(days=1), CodeFault.FUTURE),
        (NOW - timedelta(days=9), NOW - timedelta(minutes=10), None),
        (NOW - timedelta(days=9), NOW - timedelta(minutes=11), CodeFault.EXPIRED),
    ],
)
def test_a_code_is_good_in_its_time_give_or_take_a_wrong_clock(
    declared: datetime, valid: datetime, fault: CodeFault | None
) -> None:
    said = content(declared_at=declared, valid_until=valid)

    assert timing_fault(said, NOW, timedelta(minutes=10)) is fault


def test_keys_travel_as_pem_and_the_secret_of_papers_only_when_wanted() -> None:
    both = house_keys(PRIVACY.key_for, [2, 1])
    public, for_posts = (as_pem(both.posts, with_paper=wanted) for wanted in (False, True))

    assert set(read_pem(public).public) == set(both.posts.public)
    assert read_pem(public).paper is None
    assert read_pem(for_posts).paper == both.posts.paper
    assert "PRIVATE" not in for_posts


@pytest.mark.parametrize(
    "text", ["", "no key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"]
)
def test_a_file_without_a_key_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadFile, match="phendau qr key"):
        read_pem(text)
