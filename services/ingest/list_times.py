"""Times as English-language lists write them: `8:05 a.m.`, `9.30am`, `noon`, `10 August 2021`, `8/10/21`."""

import re
from datetime import date, datetime

from services.ingest.cells import Unreadable
from services.ingest.columns import Reading
from services.ingest.times import day, moment

NOTHING = frozenset(("na", "n/a", "nan", "null", "none", "nil", "-", "–", "tbc", "tba", "unknown", "chưa rõ"))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b\.?,?", re.IGNORECASE)
_NAMED = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[- ]*({'|'.join(_MONTHS)})[a-z]*\.?,?[- ]*(\d{{4}}|\d{{2}})\b",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{2})(?![\d:/.-])")
_HALF = re.compile(r"(?<=[\d\s])([ap])\.?\s?m\b\.?", re.IGNORECASE)
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{2})(?=\s*[ap]m)", re.IGNORECASE)
_NOON = re.compile(r"\b(?:12(?:[:.]00)?\s*)?(noon|midday|midnight)\b", re.IGNORECASE)
_CENTURY = 2000


def known_moment(cell: str, reading: Reading) -> datetime | None:
    """An instant; None where the list says that it does not know. Raises Unreadable."""
    return None if cell.lower() in NOTHING else moment(plain(cell), reading)


def known_day(cell: str, reading: Reading) -> date | None:
    """A local day; None where the list says that it does not know. Raises Unreadable."""
    return None if cell.lower() in NOTHING else day(plain(cell), reading)


def known_text(cell: str, _reading: object) -> str | None:
    """Text; None for `NA` and its like."""
    return None if cell.lower() in NOTHING else cell


def known_degrees(cell: str, _reading: object) -> float | None:
    """A coordinate in degrees, to the decimetre: more digits are noise of the sender's spreadsheet.

    Raises Unreadable.
    """
    if cell.lower() in NOTHING:
        return None
    try:
        degrees = round(float(cell.replace(",", ".")), 6)
    except (ValueError, OverflowError):
        degrees = float("inf")
    if not -180 <= degrees <= 180:
        raise Unreadable(
            "not_degrees",
            "không phải tọa độ theo độ; viết như 21.0285.",
            "not a coordinate in degrees; write it like 21.0285.",
        )
    return degrees


def plain(cell: str) -> str:
    """The same time in the form that `times` reads."""
    told = _WEEKDAY.sub(" ", cell)
    told = _NAMED.sub(_as_numbers, told)
    told = _SHORT_YEAR.sub(lambda found: f"{found[1]}/{found[3]}/{_CENTURY + int(found[4])}", told)
    told = _NOON.sub(lambda found: "12:00 am" if found[1].lower() == "midnight" else "12:00 pm", told)
    told = _DOTTED.sub(r"\1:\2", _HALF.sub(r" \1m", told))
    return " ".join(told.replace(" at ", " ").split())


def _as_numbers(found: re.Match[str]) -> str:
    month = _MONTHS.index(found[2].lower()[:3]) + 1
    year = int(found[3]) if len(found[3]) == 4 else _CENTURY + int(found[3])
    return f"{found[1]}/{month}/{year} "
