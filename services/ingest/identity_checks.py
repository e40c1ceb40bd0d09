"""Do papers, telephone and plate look as they should (rule book 3.2)? A warning, never a refusal."""

import re
from collections.abc import Callable, Mapping

from services.ingest.columns import Check, Reading, Values
from services.ingest.faults import Fault, fault_in
from services.ingest.provinces import PROVINCES

_MOBILE = re.compile(r"0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])\d{7}", re.ASCII)
_LANDLINE = re.compile(r"02\d{9}", re.ASCII)
_PAPERS = re.compile(r"\d{9}|\d{12}|[A-Z]\d{7}|E[A-Z]\d{7}|[EG]\d{8}|[A-Z0-9]{6,9}", re.ASCII)
_PLATES = re.compile(
    r"\d{2}[A-HK-NPS-VXYZ]\d{4,5}"  # car
    r"|\d{2}[B-Z][1-9]\d{4,5}|\d{2}A[1-9]\d{4,5}"  # motorcycle
    r"|\d{2}[A-HK-NPS-VXYZ][A-FHK-NPR-VXYZ]\d{4,5}"  # motorcycle under 50 cc
    r"|\d{2}(DA|KT|LD|R)\d{4,5}|T\d{2}\d{5}"  # project, joint venture, trailer; temporary
    r"|\d{2}(\d{3})?(NG|QT|NN|CV)\d{2,5}|[A-DHKPQTV][A-X]B?\d{4}",  # diplomatic; military
    re.ASCII,
)
_CARD = re.compile(r"0(\d\d)(\d)(\d\d)\d{6}", re.ASCII)
_INSURANCE = re.compile(r"[A-Z]{2}\d{13}|\d{10}", re.ASCII)


def paper_has_a_known_form(record: object, values: Values, reading: Reading) -> Fault | None:
    """CMND 9 digits, CCCD 12, passports 6 to 9 signs; a border pass is free text and gets this warning."""
    number = values.get("id_number")
    if number and not _PAPERS.fullmatch(number):
        return _fault(
            "id_number",
            "paper_form",
            "không đúng dạng CMND, CCCD hay hộ chiếu.",
            "has no known form of a paper.",
        )
    return None


def card_province_is_known(record: object, values: Values, reading: Reading) -> Fault | None:
    """The first three digits of a citizen's card are the province of birth registration."""
    card = _card(values)
    if card and card[1:3] not in PROVINCES and card.startswith("0"):
        return _fault("id_number", "card_province", "có mã tỉnh không tồn tại.", "names no province.")
    return None


def card_fits_sex(record: object, values: Values, reading: Reading) -> Fault | None:
    """The fourth digit is even for men and odd for women; 'other' is not compared."""
    card, sex = _card(values), values.get("sex")
    if card and sex in ("male", "female") and (card[3] in "13579") is (sex == "male"):
        return _fault(
            "id_number", "card_sex", "không khớp giới tính đã khai.", "does not fit the declared sex."
        )
    return None


def card_fits_birth_year(record: object, values: Values, reading: Reading) -> Fault | None:
    """The fourth digit tells the century, the next two the year."""
    card, born = _card(values), values.get("birth_year")
    if card and born and 1900 + 100 * (int(card[3]) // 2) + int(card[4:6]) != born:
        return _fault(
            "id_number",
            "card_year",
            "không khớp năm sinh đã khai.",
            "does not fit the declared year of birth.",
        )
    return None


def phone_has_a_known_form(record: object, values: Values, reading: Reading) -> Fault | None:
    """A mobile number of 2021, or a landline with its area code."""
    number = values.get("phone")
    if number and not (_MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number)):
        return _fault("phone", "phone_form", "không đúng dạng số Việt Nam.", "is no Vietnamese number.")
    return None


def plate_has_a_known_form(record: object, values: Values, reading: Reading) -> Fault | None:
    """Plates of cars, motorcycles, trailers, diplomats, the army."""
    plate = values.get("vehicle_no")
    if plate and not is_plate(plate):
        return _fault("vehicle_no", "plate_form", "không đúng dạng biển số.", "has no known form of a plate.")
    return None


def is_plate(text: str) -> bool:
    """Has the text, without its dots and dashes, the form of a plate (rule book 3.2)?"""
    return _PLATES.fullmatch(text) is not None


def insurance_has_a_known_form(record: object, values: Values, reading: Reading) -> Fault | None:
    """Two letters and 13 digits, or the ten digits of social insurance."""
    number = values.get("insurance_no")
    if number and not _INSURANCE.fullmatch(number):
        return _fault(
            "insurance_no", "insurance_form", "không đúng dạng số thẻ.", "has no known form of a card."
        )
    return None


def birth_year_is_possible(record: object, values: Values, reading: Reading) -> Fault | None:
    """Nobody is born after today."""
    born = values.get("birth_year")
    if born and born > reading.today.year:
        return _fault("birth_year", "birth_year", "sau năm hiện tại.", "is after this year.")
    return None


def card_fits(values: Values) -> bool:
    """A citizen's card with nothing to tell: province, sex and birth year agree. One look, for most rows."""
    card = _CARD.fullmatch(values["id_number"])
    if card is None:
        return False
    province, sign, year = card.groups()
    century, woman = divmod(int(sign), 2)
    return (
        province in PROVINCES
        and values.get("sex") == ("female" if woman else "male")
        and values.get("birth_year") == 1900 + 100 * century + int(year)
    )


def _never(values: Values) -> bool:
    return False


Fits = Callable[[Values], bool]
"""A quick look that makes the checks behind it needless; false means only that they must look."""

IDENTITY_FLAGS: Mapping[str, tuple[Fits, tuple[Check, ...]]] = {
    "id_number": (
        card_fits,
        (paper_has_a_known_form, card_province_is_known, card_fits_sex, card_fits_birth_year),
    ),
    "phone": (_never, (phone_has_a_known_form,)),
    "vehicle_no": (_never, (plate_has_a_known_form,)),
    "insurance_no": (_never, (insurance_has_a_known_form,)),
    "birth_year": (_never, (birth_year_is_possible,)),
}
"""Checks by the column that calls for them, in whichever feed that stands and when it is filled in."""


def _card(values: Values) -> str | None:
    number: str | None = values.get("id_number")
    if number is None or len(number) != 12:
        return None
    return number if number.isascii() and number.isdigit() else None


def _fault(field: str, code: str, vi: str, en: str) -> Fault:
    ask_vi, ask_en = "hãy kiểm tra giấy tờ hoặc hỏi lại.", "look at the papers or ask again."
    return fault_in(field, code, f"{vi.rstrip('.')}; {ask_vi}", f"{en.rstrip('.')}; {ask_en}")
