"""Seats as people write them: `12A, 14C and 20-22`, `Business class 6K`, `toa 5 ghế 12`; doubts are said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from services.domain.records import Seat
from services.domain.text import bare

MOST_ROWS = 30  # a longer range is a slip, or the whole vehicle
_UNKNOWN = frozenset(
    ("", "unknown", "na", "n/a", "nil", "-", "khong ro", "chua ro", "not known", "unspecified")
)
_CABINS = {
    "first": r"first(?: class)?|hang nhat",
    "business": r"business(?: class)?|hang thuong gia|thuong gia",
    "premium": r"premium(?: economy)?(?: class)?|pho thong dac biet",
    "economy": r"economy(?: class)?|hang pho thong|pho thong",
}
_CABIN = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _CABINS.items()))
_CREW = re.compile(r"\b(?:cabin )?crew\b|\bpilot\b|\bdriver\b|\bstaff\b|tiep vien|phi cong|lai xe|to lai")
_COACH = re.compile(r"\b(?:coach|carriage|car|toa)\s*(?:no\.?\s*)?([0-9]{1,2}[a-z]?|[a-z])\b(?:\s*,)?")
_WORDS = re.compile(r"\b(?:seats?|ghe|so|no\.?|so ghe|class|cabin|giuong(?: nam)?|beds?|berths?)\b:?")
_DECK = re.compile(r"\b(?:tang(?: tren| duoi| \d)?|(?:upper|lower|middle) (?:berth|bed|deck|bunk))\b,?")
"""Above and below are one place: whoever lies there breathes the same air."""
_BERTH = re.compile(r"((?:khoang|compartment)\s*\d{1,3})\s*,?\s*(?:giuong|beds?|berths?)\s*\d{1,3}[a-z]?")
"""In a compartment everyone is near everyone: it is the row, and the bed does not matter."""
_ROW = re.compile(r"(?:rows?|hang|khoang|compartment)\s*(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")
_SEAT = re.compile(r"(\d{1,3})[ -]?([a-z])")
_TURNED = re.compile(r"([a-z])(\d{1,3})")
_NUMBER = re.compile(r"\d{1,3}")
_ROWS = re.compile(r"(\d{1,3})\s*(?:[-–]|to|den)\s*(\d{1,3})")
_LETTERS = re.compile(r"(\d{1,3})([a-z])\s*(?:[-–]|to|den)\s*(?:(\d{1,3}))?([a-z])")
_PARTS = re.compile(r"\s*(?:,|;|/|&|\+|\band\b|\bva\b)\s*")


@dataclass
class Seats:
    """What was read, and what could not be read for sure."""

    seats: list[Seat] = field(default_factory=list)
    unknown: int = 0
    crew: bool = False
    by_row: bool = False
    """A row was named by its word (`Row 12`): its number is no seat's."""
    doubts: set[str] = field(default_factory=set)


def seats_in(text: str) -> Seats:
    """Every seat of a cell; nothing in it is dropped without a doubt."""
    found = Seats()
    cabin: str | None = None
    coach: str | None = None
    for part in _PARTS.split(_joined_coaches(_without_beds(bare(text)))):
        cabin, part = _cabin_of(part, cabin)
        coach, part = _coach_of(part, coach)
        part, crew = _CREW.sub("", part), _CREW.search(part) is not None
        found.crew = found.crew or crew
        _add(found, _WORDS.sub(" ", part).strip(" .:"), cabin, coach, named=crew or coach is not None)
    return found


def seat_text(seat: Seat) -> str:
    """`12A`, `row 39`, `5/12` of a coach."""
    place = f"{seat.row or ''}{seat.letter or ''}"
    if seat.coach:
        return f"{seat.coach}/{place}"
    return place if seat.letter else f"row{place}"


def _add(found: Seats, part: str, cabin: str | None, coach: str | None, *, named: bool) -> None:
    if part in _UNKNOWN:
        found.unknown += not named
        return
    seats = list(_seats_of(part))
    found.by_row = found.by_row or _ROW.fullmatch(part) is not None
    if not seats:
        found.doubts.add("seat_unreadable")
    for row, letter, doubt in seats:
        if doubt and not (doubt == "row_only" and coach):  # seats of a train have numbers alone
            found.doubts.add(doubt)
        found.seats.append(Seat(row=row, letter=letter, cabin=cabin, coach=coach))


def _seats_of(part: str) -> Iterator[tuple[int, str | None, str | None]]:
    """Row, letter and doubt of each seat in one part; nothing when it is none."""
    if seat := _SEAT.fullmatch(part):
        yield int(seat[1]), seat[2].upper(), None
    elif turned := _TURNED.fullmatch(part):
        yield int(turned[2]), turned[1].upper(), "seat_turned"
    elif _NUMBER.fullmatch(part):
        yield int(part), None, "row_only"
    else:
        yield from _several(part)


def _several(part: str) -> Iterator[tuple[int, str | None, str | None]]:
    row = _ROW.fullmatch(part) or _ROWS.fullmatch(part)
    letters = _LETTERS.fullmatch(part)
    if row:
        first, last = int(row[1]), int(row[2] or row[1])
        if 0 <= last - first < MOST_ROWS:
            yield from ((one, None, "row_only") for one in range(first, last + 1))
    elif letters and letters[3] in (None, letters[1]) and letters[2] <= letters[4]:
        for letter in range(ord(letters[2]), ord(letters[4]) + 1):
            yield int(letters[1]), chr(letter).upper(), "seat_range"


def _without_beds(text: str) -> str:
    """`khoang 3 giường 2, tầng 1` is compartment 3."""
    return _BERTH.sub(r"\1", _DECK.sub("", text)).strip(" ,")


def _joined_coaches(text: str) -> str:
    """`Coach 5, seat 12A`: this comma belongs to the coach."""
    return _COACH.sub(lambda coach: coach[0].rstrip(" ,") + " ", text)


def _cabin_of(part: str, before: str | None) -> tuple[str | None, str]:
    """The cabin a part names, or the one named before it: `Business class 2A, 2C`."""
    named = _CABIN.search(part)
    if named is None:
        return before, part
    return named.lastgroup, _CABIN.sub("", part).strip()


def _coach_of(part: str, before: str | None) -> tuple[str | None, str]:
    named = _COACH.search(part)
    if named is None:
        return before, part
    return named[1].upper(), _COACH.sub("", part).strip()
