from dataclasses import replace
from datetime import date

import pytest

from services.domain.areas import Area, Areas, Tier
from services.ingest import cells, people, places, times
from services.ingest.cells import Unreadable, one_of, text_of, whole_number, yes_or_no
from services.ingest.feeds.visits import visits
from services.ingest.memory import Memory
from tests.ingest.made_up import AREAS, reading_at

READING = reading_at()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2021-01-28", "2021-01-28T00:00:00+07:00"),
        ("28/01/2021", "2021-01-28T00:00:00+07:00"),
        ("28/1/2021 2:30 PM", "2021-01-28T14:30:00+07:00"),
        ("28/01/2021 02:30 CH", "2021-01-28T14:30:00+07:00"),
        ("28/01/2021 12:05 SA", "2021-01-28T00:05:00+07:00"),
        ("12:00 CH 28/01/2021", "2021-01-28T12:00:00+07:00"),
        ("14h30 ngày 28/01/2021", "2021-01-28T14:30:00+07:00"),
        ("18h ngày 9-2-2021", "2021-02-09T18:00:00+07:00"),
        ("14 giờ 30 phút, 28/01/2021", "2021-01-28T14:30:00+07:00"),
        ("24h00 ngày 28/01/2021", "2021-01-29T00:00:00+07:00"),
        ("2021-01-28T07:30:00Z", "2021-01-28T14:30:00+07:00"),
        ("2021-01-28 14:30:00", "2021-01-28T14:30:00+07:00"),
        ("8 giờ 15 sáng 28/01/2021", "2021-01-28T08:15:00+07:00"),
        ("2h30 chiều ngày 28/01/2021", "2021-01-28T14:30:00+07:00"),
        ("44224", "2021-01-28T00:00:00+07:00"),
        ("44224,604166667", "2021-01-28T14:30:00+07:00"),
    ],
)
def test_moments_are_read_as_officials_write_them(written: str, meant: str):
    assert times.moment(written, READING).isoformat() == meant


@pytest.mark.parametrize(
    "written",
    [
        "hôm qua",
        "2021-02-30",
        "31/04/2021",
        "01/02/21",
        "14:30 SA 28/01/2021",
        "28/01/2021 25:00",
        "0001-01-01",
        "4422",
        "442240",
        "29999",
    ],
)
def test_a_date_that_could_mean_anything_is_not_guessed(written: str):
    with pytest.raises(Unreadable) as error:
        times.moment(written, READING)

    assert error.value.code == "unreadable_date"


def test_a_day_with_another_offset_is_the_local_day():
    assert times.day("2021-01-27T20:00:00Z", READING) == date(2021, 1, 28)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("-1", "negative"),
        ("1.5", "not_a_number"),
        ("1.234", "not_a_number"),
        ("nan", "not_a_number"),
        ("inf", "not_a_number"),
        ("1e5", "not_a_number"),
        ("５", "not_a_number"),
        ("=1+1", "not_a_number"),
        ("99999999999", "too_large"),
        (text_of(10**5000), "too_large"),
        (text_of(float("nan")), "not_a_number"),
    ],
)
def test_a_count_is_digits_or_nothing(written: str, code: str):
    with pytest.raises(Unreadable) as error:
        whole_number(written, READING)

    assert error.value.code == code


def test_a_limit_is_told_with_the_dots_and_commas_of_its_language():
    with pytest.raises(Unreadable) as error:
        cells.whole_number("99999999", READING)

    assert "10.000.000" in error.value.sentence.vi and "10,000,000" in error.value.sentence.en


def test_excel_may_write_a_count_as_5_0():
    assert [whole_number(text, READING) for text in ("5", "5.0", "+5", "-0", "007")] == [5, 5, 5, 0, 7]


@pytest.mark.parametrize("seen", ["#REF!", "#VALUE!", "#NAME?", "#DIV/0!"])
def test_what_a_spreadsheet_shows_for_a_failed_formula_is_nobodys_name(seen: str):
    with pytest.raises(Unreadable) as error:
        cells.text(seen, READING)

    assert error.value.code == "error_cell"
    assert cells.text("#5 Hạ Long", READING) == "#5 Hạ Long"


def test_yes_and_no_are_read_with_and_without_diacritics():
    assert [yes_or_no(text, READING) for text in ("Có", "co", "YES", "x", "1")] == [True] * 5
    assert [yes_or_no(text, READING) for text in ("Không", "khong", "No", "0")] == [False] * 4


def test_a_choice_names_what_it_accepts():
    parse = one_of({"a": ("đã rõ",), "b": ("chưa rõ",)})

    assert (parse("DA RO", READING), parse("Chưa  rõ".replace("  ", " "), READING)) == ("a", "b")
    with pytest.raises(Unreadable, match="chưa rõ"):
        parse("c", READING)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("205", "205"),
        ("6649", "06649"),
        ("Thị xã Đông Triều", "205"),
        ("TX. Đông Triều", "205"),
        ("dong trieu", "205"),
        ("P. Hà Khánh, TP Hạ Long", "06649"),
        ("Xã Hạ Long", "07011"),
        ("Hạ Long, huyện Vân Đồn", "07011"),
        ("Tỉnh Hải Dương", "30"),
    ],
)
def test_places_are_found_by_code_and_by_name(written: str, code: str):
    assert places.area(written, READING) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Hải Dương", "30"),
        ("hai duong", "30"),
        ("Thành phố Hải Dương", "288"),
        ("TP Hải Dương, tỉnh Hải Dương", "288"),
        ("Đông Triều", "205"),
        ("Đông Triều, Quảng Ninh", "205"),
        ("Phường Đông Triều", "07072"),
    ],
)
def test_a_name_that_a_place_shares_with_its_own_town_is_the_larger_one(written: str, code: str):
    towns = [
        Area(code=code, name=name, short_name=short, name_en=short, tier=tier, parent=parent)
        for code, name, short, tier, parent in (
            ("288", "Thành phố Hải Dương", "Hải Dương", Tier.DISTRICT, "30"),
            ("07072", "Phường Đông Triều", "Đông Triều", Tier.COMMUNE, "205"),
        )
    ]

    assert places.area(written, replace(READING, areas=Areas([*AREAS, *towns]), memory=Memory())) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Hạ Long", "ambiguous_area"),
        ("999", "unknown_area"),
        ("Đâu đó", "unknown_area"),
        (" , ", "unknown_area"),
    ],
)
def test_a_place_in_doubt_is_refused(written: str, code: str):
    with pytest.raises(Unreadable) as error:
        places.area(written, READING)

    assert error.value.code == code


def test_provinces_get_their_zero_back_and_the_unknown_one_is_known():
    assert [places.province(text, READING) for text in ("1", "01", "00", "79")] == ["01", "01", "00", "79"]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("+84 912 345 678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("84912345678", "0912345678"),
        ("912345678", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("01689 123 456", "0389123456"),
        ("0203 3825 123", "02033825123"),
    ],
)
def test_telephone_numbers_have_one_form(written: str, plain: str):
    assert people.phone(written, READING) == plain


def test_excel_drops_the_first_zero_of_a_card_and_we_put_it_back():
    assert people.id_number("30190001234", READING) == "030190001234"
    assert people.id_number("030.190.001.234", READING) == "030190001234"


def test_one_person_has_one_pseudonym_however_the_row_is_written():
    first = people.pseudonym({"id_number": "030190001234", "full_name": "A"}, READING)
    again = people.pseudonym({"id_number": "030190001234", "full_name": "B"}, READING)
    by_name = people.pseudonym(
        {"full_name": "Trần Thị Mẫu", "birth_year": 1990, "phone": "0912345678"}, READING
    )
    plainly = people.pseudonym(
        {"full_name": "TRAN THI MAU", "birth_year": 1990, "phone": "0912345678"}, READING
    )

    assert first == again
    assert by_name == plainly
    assert first != by_name


def test_visits_are_read_from_a_list_and_from_one_cell():
    written = visits("Chợ mẫu|30|06/08/2021|2021-08-10; Bến xe", READING)
    listed = visits(
        '[{"place": "Chợ mẫu", "area": 30, "from": "2021-08-06", "to": "2021-08-10"}, {"place": "Bến xe"}]',
        READING,
    )

    assert written == listed
    assert (written[0].area, written[1].area) == ("30", None)


@pytest.mark.parametrize("written", ["[1]", "[", "a|b|c|d|e", "[" * 5000, "Chợ|30|hôm qua", "[{}]"])
def test_visits_that_cannot_be_read_are_refused(written: str):
    with pytest.raises(Unreadable):
        visits(written, READING)
