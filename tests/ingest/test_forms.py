"""The three official forms: their fields, countries, addresses, and what is told of them."""

from datetime import date

import pytest

from services.domain.events import ArrivalsCounted, ResidentsCounted
from services.ingest.countries import country_or_nothing
from services.ingest.feed import Kept
from services.ingest.feeds import FEEDS
from tests.ingest.made_up import DECLARATION, NOW, reading_at

ENTRY = {
    "declaration_id": "NC-1", "declared_at": "2021-08-19 08:30", "full_name": "ZHANG MAU",
    "birth_year": "1985", "gate": "Cửa khẩu Móng Cái", "entry_date": "2021-08-18",
}  # fmt: skip
RESIDENT = {
    "declaration_id": "TD-1", "declared_at": "2021-08-19 08:30", "full_name": "LÊ VĂN MẪU",
    "birth_year": "1985", "any_symptom": "có",
}  # fmt: skip
OFFICIAL = {
    "declarations": "full_name id_number birth_year sex nationality addr_province addr_district addr_commune "
    "addr_detail phone email insurance_no vehicle_type flight_no vehicle_no seat depart_date from_area "
    "from_place to_area to_place places_14d any_symptom exp_case exp_country exp_ill pledge",
    "entry-declarations": "full_name id_number birth_year sex nationality addr_province addr_district "
    "addr_commune addr_detail phone email insurance_no vehicle_type flight_no vehicle_no seat depart_date "
    "gate entry_date places_14d sym_fever sym_cough sym_breath sym_throat sym_vomit sym_diarrhoea "
    "sym_bleeding sym_rash exp_animal exp_close",
    "resident-declarations": "full_name id_number birth_year sex nationality addr_province addr_district "
    "addr_commune addr_detail phone email insurance_no places_14d any_symptom exp_case exp_country exp_ill",
    "checkpoint-scans": "post lane scanned_at temperature vehicle_no people_in_vehicle officer decision "
    "reason papers_photo rule",
}
"""Rule book 3.1."""


def entry(**changed: str):
    return FEEDS["entry-declarations"].read({**ENTRY, **changed}, reading_at())


def resident(**changed: str):
    return FEEDS["resident-declarations"].read({**RESIDENT, **changed}, reading_at())


@pytest.mark.parametrize("form", OFFICIAL)
def test_every_official_field_is_a_column(form: str):
    assert set(OFFICIAL[form].split()) <= {column.name for column in FEEDS[form].columns}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Trung Quốc", "CN"), ("trung quoc", "CN"), ("TQ", "CN"), ("China", "CN"), ("CN", "CN"),
        ("Hàn Quốc", "KR"), ("South Korea", "KR"), ("Mỹ", "US"), ("Đài Loan", "TW"), ("Lào", "LA"),
        ("Campuchia", "KH"), ("Chợ mẫu", None), ("30", None), ("", None),
    ],
)  # fmt: skip
def test_a_country_is_known_by_the_names_people_use(said: str, code: str | None):
    assert country_or_nothing(said) == code


def test_places_abroad_are_countries_and_places_here_are_areas():
    places = entry(places_14d="Nhà máy|Trung Quốc|2021-08-05|2021-08-17;Khách sạn|194|2021-08-18|").visits

    assert [(one.area, one.country) for one in places] == [(None, "CN"), ("194", None)]


def test_who_names_no_country_comes_from_the_last_one_visited():
    assert entry(places_14d="A|Lào|2021-08-05|2021-08-10;B|Trung Quốc|2021-08-11|2021-08-18").country == "CN"
    assert entry(from_country="Nhật Bản", places_14d="A|Lào|2021-08-05|").country == "JP"
    assert entry().country is None


def test_signs_that_nobody_answered_are_not_signs_denied():
    assert (entry().symptoms, entry().signs) == (None, ())
    assert (entry(sym_fever="không").symptoms, entry(sym_fever="có", sym_rash="x").signs) == (
        False,
        ("fever", "rash"),
    )


@pytest.mark.parametrize(
    ("address", "area"),
    [
        ({"addr_commune": "06649"}, "06649"),
        ({"addr_commune": "Hà Khánh", "addr_district": "TP Hạ Long", "addr_province": "Quảng Ninh"}, "06649"),
        ({"addr_commune": "Xã lạ", "addr_district": "193"}, "193"),
        ({"addr_district": "Hạ Long", "addr_province": "Quảng Ninh"}, "193"),
        ({"addr_district": "Hạ Long", "addr_commune": "Hà Khánh"}, "06649"),
        ({"addr_commune": "Xã Hạ Long", "addr_district": "Vân Đồn"}, "07011"),
        ({"addr_province": "22"}, "22"),
        ({"addr_province": "Đâu đó"}, None),
    ],
)
def test_an_address_names_the_smallest_area_it_names_for_sure(address: dict[str, str], area: str | None):
    assert resident(**address).area == area


def test_an_entrant_without_an_address_stays_where_the_gate_lies():
    assert (entry().gate, entry().area) == ("G01", "194")
    assert entry(gate="Cửa khẩu lạ").area is None


def test_entries_are_told_by_country_area_and_day():
    kept = [
        Kept("1", "a", entry(from_country="CN", sym_cough="có")),
        Kept("2", "b", entry(gate="Cửa khẩu lạ")),
    ]

    (told,) = FEEDS["entry-declarations"].events(kept, NOW)

    assert isinstance(told, ArrivalsCounted)
    (count,) = told.counts  # the other lies nowhere and counts nowhere
    assert (count.origin, count.area, count.day, count.people, count.with_symptoms) == (
        "CN", "194", date(2021, 8, 18), 1, 1,
    )  # fmt: skip


def test_residents_are_told_by_area_and_day_and_a_correction_takes_back():
    before, after = resident(addr_commune="06649"), resident(addr_commune="07081", any_symptom="không")

    (told,) = FEEDS["resident-declarations"].events([Kept("2", "a", after, replaced=before)], NOW)

    assert isinstance(told, ResidentsCounted)
    assert {one.area: (one.people, one.with_symptoms) for one in told.counts} == {
        "07081": (1, 0),
        "06649": (-1, -1),
    }


def test_a_domestic_traveller_s_plate_can_be_compared_with_a_scan():
    plate = {"vehicle_no": "34B-012.34"}
    declared = FEEDS["declarations"].read({**DECLARATION, **plate}, reading_at())
    scan = {"post": "C01", "scanned_at": "2021-08-19 09:00", "decision": "cho qua", **plate}

    assert declared.plate == FEEDS["checkpoint-scans"].read(scan, reading_at()).plate is not None
