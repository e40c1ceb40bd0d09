"""Numbers with units as people write them: decimal commas, degrees Celsius and Fahrenheit, Ct values."""

import re

from services.domain.records import CycleThreshold
from services.ingest.cells import Unreadable

_NUMBER = r"[-+−]?\d{1,3}(?:[.,]\d{1,3})?"
_DEGREES = re.compile(rf"({_NUMBER})\s*(?:°|º|độ|do)?\s*([cf])?", re.IGNORECASE)
_CYCLE = re.compile(
    r"(?:(?P<gene>[A-Za-z][A-Za-z0-9_-]*)\s*(?:gene)?\s*[:=]?\s*)?(?:ct\s*[:=]?\s*)?(?P<cycle>\d{1,2}(?:[.,]\d{1,3})?)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:;|/|\|)\s*|,\s+|\s+(?=[A-Za-z])")
COLDEST, HOTTEST = -90.0, 60.0
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


def _no_temperature() -> Unreadable:
    return Unreadable(
        "not_a_temperature",
        "không phải nhiệt độ hàng hóa; viết như -18 hoặc -18,5 °C.",
        "not a temperature of goods; write it like -18 or -18.5 °C.",
    )
