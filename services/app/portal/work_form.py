"""The form of the time line as it is sent: fields to rows and back, so that nothing typed is ever lost."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import Depends

from services.app.portal.forms import form_fields
from services.app.time_lines import CONTACTS, MOST, PLACES, TimeLine

FIELDS: Mapping[str, Sequence[str]] = {
    PLACES: ("setting", "place", "address", "area", "from", "to", "with_whom", "mask"),
    CONTACTS: ("full_name", "birth_year", "phone", "area", "addr_detail", "last_contact_on", "milestone"),
}
AT_FIRST: Mapping[str, int] = {PLACES: 3, CONTACTS: 2}
MORE: Mapping[str, int] = {PLACES: 3, CONTACTS: 3}
LONGEST = 1000
_MOST_FIELDS = MOST * sum(len(fields) for fields in FIELDS.values()) + 20

Sent = Annotated[dict[str, str], Depends(form_fields(longest=LONGEST, most=_MOST_FIELDS, part_bytes=8192))]


def time_line_in(sent: Mapping[str, str]) -> TimeLine:
    """The rows of a form, as typed."""
    return TimeLine(_rows(PLACES, sent), _rows(CONTACTS, sent), sent.get("case_code", ""))


def rows_shown(part: str, sent: Mapping[str, str]) -> range:
    """How many rows the form has: as many as were sent, more when they were asked for."""
    more = MORE[part] if sent.get("do") == f"more_{part}" else 0
    return range(min(_many(part, sent) + more, MOST))


def field(part: str, name: str, row: int) -> str:
    """What a field of a row is called."""
    return f"{part}_{name}_{row}"


def _rows(part: str, sent: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {name: value for name in FIELDS[part] if (value := sent.get(field(part, name, n)))}
        for n in range(_many(part, sent))
    ]


def _many(part: str, sent: Mapping[str, str]) -> int:
    told = sent.get(f"{part}_rows", "")
    return min(int(told), MOST) if told.isascii() and told.isdigit() and len(told) < 4 else AT_FIRST[part]
