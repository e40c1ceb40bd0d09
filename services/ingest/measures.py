"""Numbers with units as people write them: decimal commas, degrees Celsius and Fahrenheit, Ct values."""

import re

from services.domain.records import CycleThreshold
from services.ingest.cells import Unreadable, yes_or_no

_NUMBER = r"[-+−]?\d{1,3}(?:[.,]\d{1,3})?"
_DEGREES = re.compile(rf"({_NUMBER})\s*(?:°|º|độ|do)?\s*([cf])?", re.IGNORECASE)
_CYCLE = re.compile(
    r"(?:(?P<gene>[A-Za-z][A-Za-z0-9_-]*)\s*(?:gene)?\s*[:=]?\s*)?(?:ct\s*[:=]?\s*)?(?P<cycle>\d{1,2}(?:[.,]\d{1,3})?)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:;|/|\|)\s*|,\s+|\s+(?=[A-Za-z])")
COLDEST, HOTTEST = -90.0, 60.0
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,4})?)\s*%")
_FRACTION = re.compile(r"[01](?:[.,]\d{1,6})?")
FEWEST_CYCLES, MOST_CYCLES = 5.0, 50.0


def celsius(cell: str, _reading: object) -> float:
    """A temperature of goods in °C; `0 °F` is converted. Raises Unreadable."""
    found = _DEGREES.fullmatch(cell)
    if found is None:
        raise _no_temperature()
    degrees = float(found[1].replace(",", ".").replace("−", "-"))
    if (found[2] or "").lower() == "f":
        degrees = round((degrees - 32) / 1.8, 1)
    if not COLDEST <= degrees <= HOTTEST:
        raise _no_temperature()
    return degrees


def share(cell: str, _reading: object) -> float:
    """A share of one: `35%`, `0,35`; a yes is no share. Raises Unreadable."""
    percent, fraction = _PERCENT.fullmatch(cell), _FRACTION.fullmatch(cell)
    if percent:
        found = round(float(percent[1].replace(",", ".")) / 100, 8)
    elif fraction:
        found = float(cell.replace(",", "."))
    else:
        raise _no_share()
    if not 0 <= found <= 1:
        raise _no_share()
    return found


class Answer(float):
    """A yes (1) or a no (0) in words: kept as the number, and still known to be no share."""


def share_or_answer(cell: str, reading: object) -> float:
    """A share of one, or an Answer, for what is judged either way. Raises Unreadable."""
    try:
        return share(cell, reading)
    except Unreadable:
        return _answer(cell, reading)


def cycles(cell: str, _reading: object) -> tuple[CycleThreshold, ...]:
    """Ct values by gene: `24,5`, `N: 24,5; ORF1ab: 25.1`, `Ct=31`. Raises Unreadable."""
    return tuple(_cycle(part) for part in _PARTS.split(cell) if part and part.lower() not in ("ct", "ct:"))


def _cycle(part: str) -> CycleThreshold:
    found = _CYCLE.fullmatch(part)
    cycle = float(found["cycle"].replace(",", ".")) if found else 0.0
    if found is None or not FEWEST_CYCLES <= cycle <= MOST_CYCLES:
        raise Unreadable(
            "not_a_ct",
            f"không phải giá trị Ct ({FEWEST_CYCLES:g}–{MOST_CYCLES:g}); viết như N: 24,5; ORF1ab: 25,1.",
            f"not a Ct value ({FEWEST_CYCLES:g} to {MOST_CYCLES:g}); write it like N: 24.5; ORF1ab: 25.1.",
        )
    gene = found["gene"]
    return CycleThreshold(gene=None if gene is None or gene.lower() == "ct" else gene.upper(), cycle=cycle)


def _answer(cell: str, reading: object) -> Answer:
    try:
        return Answer(yes_or_no(cell, reading))
    except Unreadable:
        raise Unreadable(
            "not_a_share",
            "phải là tỷ lệ từ 0 đến 100 %, viết như 35% hoặc 0,35; hoặc 'có', 'không'.",
            "must be a share from 0 to 100 %, like 35% or 0.35; or 'yes', 'no'.",
        ) from None


def _no_share() -> Unreadable:
    return Unreadable(
        "not_a_share",
        "phải là tỷ lệ từ 0 đến 100 %, viết như 35% hoặc 0,35; 'có' không phải là tỷ lệ.",
        "must be a share from 0 to 100 %, like 35% or 0.35; a 'yes' is no share.",
    )


def _no_temperature() -> Unreadable:
    return Unreadable(
        "not_a_temperature",
        "không phải nhiệt độ hàng hóa; viết như -18 hoặc -18,5 °C.",
        "not a temperature of goods; write it like -18 or -18.5 °C.",
    )
