"""From the text of a sender's cell to the text that our column reads: times, numbers, units, codes; pure."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from services.ingest.cells import Unreadable
from services.ingest.columns import Reading, heading_key

Convert = Callable[[str, Reading], str]
"""Raises Unreadable."""

UNITS: Mapping[str, tuple[Decimal, Decimal]] = {
    "hundreds": (Decimal(0), Decimal(100)),
    "thousands": (Decimal(0), Decimal(1_000)),
    "percent": (Decimal(0), Decimal("0.01")),
    "per_thousand": (Decimal(0), Decimal("0.001")),
    "fahrenheit": (Decimal(-32), Decimal(5) / Decimal(9)),
}
"""What is added first, and what the sum is multiplied by, to come to our unit."""

_CLOCK = ("%H", "%I", "%M", "%S", "%f", "%c", "%X")
_PLACES = Decimal("0.000001")


def moments(formats: Sequence[str], zone: ZoneInfo | None) -> Convert:
    """Read a time by the first format that fits; without an offset it is in this zone, or the local one."""

    def convert(text: str, reading: Reading) -> str:
        for form in formats:
            try:
                found = datetime.strptime(text, form)  # noqa: DTZ007  # the zone comes in the next line
            except ValueError:
                continue
            if not any(part in form for part in _CLOCK):
                return found.date().isoformat()
            return (found if found.tzinfo else found.replace(tzinfo=zone or reading.zone)).isoformat()
        raise Unreadable(
            "unreadable_date",
            "không đọc được ngày giờ theo định dạng của nguồn này.",
            "date or time does not fit the format of this feed.",
        )

    return convert


def numbers(decimal: str, thousands: str, unit: tuple[Decimal, Decimal] | None) -> Convert:
    """Read a number with these separators, in this unit; a whole one comes out without a point."""

    def convert(text: str, _reading: Reading) -> str:
        plain = text.replace(thousands, "") if thousands else text
        plain = plain.replace("\u00a0", "").replace(" ", "").replace(decimal, ".")
        try:
            number = Decimal(plain)
        except InvalidOperation:
            raise _no_number() from None
        if not number.is_finite() or abs(number) > 10**15:
            raise _no_number()
        before, factor = unit or (Decimal(0), Decimal(1))
        return f"{((number + before) * factor).quantize(_PLACES):f}".rstrip("0").rstrip(".")

    return convert


def coded(codes: Mapping[str, str]) -> Convert:
    """Our word for the sender's code, written with or without diacritics and capitals."""
    known = {heading_key(code): ours for code, ours in codes.items()}

    def convert(text: str, _reading: Reading) -> str:
        found = codes.get(text) or known.get(heading_key(text))
        if found is None:
            raise Unreadable(
                "unknown_code",
                "không có trong danh mục mã của nguồn này; hãy sửa, hoặc bổ sung mã vào tệp cấu hình.",
                "is not in the code list of this feed; correct it, or add the code to its file.",
            )
        return found

    return convert


def _no_number() -> Unreadable:
    return Unreadable("not_a_number", "không phải số.", "not a number.")
