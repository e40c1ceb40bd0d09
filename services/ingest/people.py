"""Who a row is about: the personal columns, and the pseudonym made of them before a record exists."""

import re

from services.domain.base import Sentence
from services.domain.papers import bare, paper_number, phone_number
from services.domain.records import Pseudonym
from services.domain.text import folded
from services.ingest.cells import one_of, text, year
from services.ingest.columns import Column, Parse, Reading, Values
from services.plumbing.privacy import Privacy

_OURS = re.compile(r"p[0-9a-f]{24}(@|$)")
_LONG_NUMBER = re.compile(r"\d{9}")

SEXES = {"male": ("nam", "m", "trai"), "female": ("nữ", "f", "gái"), "other": ("khác",)}


def id_number(cell: str, _reading: object) -> str:
    """A paper's number without spaces; the zero that Excel drops from 12 or 9 digits is put back."""
    return paper_number(cell)


def phone(cell: str, _reading: object) -> str:
    """A telephone number in its form of 2021: no +84, no dots, ten digits (rule book 3.2)."""
    return phone_number(cell)


def plate(cell: str, _reading: object) -> str:
    """A licence plate in the form to compare in."""
    return bare(cell).upper()


def pseudonym(values: Values, reading: Reading) -> Pseudonym | None:
    """The stable name of the person: by paper, else by name, year of birth and telephone (3.2, end).

    None when the row names nobody.
    """
    number, name = values.get("id_number"), values.get("full_name")
    if number:
        return reading.privacy.pseudonym("id", number)
    if not name:
        return None
    return reading.privacy.pseudonym(
        "name", folded(name), str(values.get("birth_year") or ""), values.get("phone") or ""
    )


def opaque(code: str, values: Values, reading: Reading) -> str:
    """A sender's code for a row, replaced when the sender uses the person's own number as code."""
    number, phone = values.get("id_number"), values.get("phone")
    if (number and number in code) or (phone and phone in code) or _LONG_NUMBER.search(code):
        return hidden(code, reading.privacy)
    return code


def declaration_code(code: str | None, values: Values, reading: Reading) -> str | None:
    """A declaration's code as others write it; one that we made of a pseudonym is known by its form."""
    if code is None or _OURS.match(code):
        return code
    return opaque(code, values, reading)


def plate_mark(values: Values, reading: Reading) -> Pseudonym | None:
    """The mark of a licence plate: two readings of one plate are compared by it; not reversible."""
    number = values.get("vehicle_no")
    return reading.mark("plate", number) if number else None


def hidden(code: str, privacy: Privacy) -> str:
    """What `opaque` makes of a code that would tell who a person is."""
    return privacy.pseudonym("code", code)


def _personal(name: str, vi: str, en: str, *aliases: str, required: bool = False) -> Column:
    parsers: dict[str, Parse] = {
        "id_number": id_number,
        "phone": phone,
        "birth_year": year,
        "vehicle_no": plate,
        "sex": one_of(SEXES),
    }
    return Column(
        name,
        Sentence(vi=vi, en=en),
        parsers.get(name, text),
        aliases,
        required=required,
        personal=True,
        shared=name in ("sex", "nationality", "birth_year"),
        longest=300 if name == "addr_detail" else 100,
    )


FULL_NAME = _personal("full_name", "Họ tên", "Full name", "họ và tên", "tên", "name")
FULL_NAME_REQUIRED = _personal("full_name", "Họ tên", "Full name", "họ và tên", "tên", "name", required=True)
ID_NUMBER = _personal(
    "id_number",
    "Số hộ chiếu / CMND / CCCD",
    "Passport or identity card number",
    "cccd",
    "cmnd",
    "số cccd",
    "số cmnd",
    "cmnd/cccd",
    "cccd/cmnd",
    "số hộ chiếu",
    "hộ chiếu",
    "passport",
    "số giấy tờ",
)
BIRTH_YEAR = _personal(
    "birth_year", "Năm sinh", "Year of birth", "ngày sinh", "ngày tháng năm sinh", "date of birth"
)
BIRTH_YEAR_REQUIRED = _personal(
    "birth_year",
    "Năm sinh",
    "Year of birth",
    "ngày sinh",
    "ngày tháng năm sinh",
    "date of birth",
    required=True,
)
SEX = _personal("sex", "Giới tính", "Sex", "gender")
NATIONALITY = _personal("nationality", "Quốc tịch", "Nationality")
PHONE = _personal(
    "phone", "Điện thoại", "Telephone", "số điện thoại", "sđt", "sdt", "đt", "mobile", "phone number"
)
ADDRESS = _personal("addr_detail", "Số nhà, phố, tổ dân phố/thôn/đội", "Address", "địa chỉ", "nơi ở", "chỗ ở")
PLATE = _personal(
    "vehicle_no", "Số phương tiện", "Vehicle number", "biển số", "biển số xe", "số hiệu phương tiện", "plate"
)

_BESIDE_THE_NAME = (ID_NUMBER, BIRTH_YEAR, SEX, NATIONALITY, PHONE, ADDRESS)
WHO: tuple[Column, ...] = (FULL_NAME, *_BESIDE_THE_NAME)
"""The columns that say who a row is about, in their order; a row may name nobody."""
WHO_REQUIRED: tuple[Column, ...] = (FULL_NAME_REQUIRED, *_BESIDE_THE_NAME)
"""The same where every row names somebody."""
