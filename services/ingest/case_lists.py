"""Which cases a cell names: `144 and case notified by …`, `9 cases notified by …`, `Case 117, 118`."""

import re
from dataclasses import dataclass

from services.domain.text import folded

MOST_DIGITS = 7
_COUNTED = re.compile(r"(\d+)\s+(?:probable |confirmed )*cases?\s+(?:\w+\s+)?(?:notified|reported)")
_NOTIFIED = re.compile(r"\bcase\s+(?:\w+\s+)?(?:notified|reported)")
_UNCOUNTED = re.compile(r"\bcases\s+(?:\w+\s+)?(?:notified|reported)|\boutbreak\b")
_DIGITS = re.compile(rf"(?<!\d)\d{{1,{MOST_DIGITS}}}(?!\d)")


@dataclass(frozen=True)
class CasesTold:
    """Numbers of cases, how many have none, and whether that could be read for sure."""

    numbers: tuple[int, ...]
    elsewhere: int
    doubts: frozenset[str]


def cases_in(text: str) -> CasesTold:
    """The cases of a cell; each number once, in order."""
    said = folded(text)
    elsewhere = sum(int(found) for found in _COUNTED.findall(said) if len(found) <= MOST_DIGITS)
    said = _COUNTED.sub(" ", said)
    elsewhere += len(_NOTIFIED.findall(said))
    uncounted = len(_UNCOUNTED.findall(said))
    numbers = tuple(dict.fromkeys(int(found) for found in _DIGITS.findall(said)))
    doubts = {"cases_uncounted"} if uncounted else set()
    if not numbers and not elsewhere and not uncounted:
        doubts.add("no_case_number")
    return CasesTold(numbers, elsewhere + uncounted, frozenset(doubts))
