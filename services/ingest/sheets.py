"""The rows of one sheet of an XLSX workbook, as a stream: what a person sees in its cells, as text."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from zipfile import ZipFile

from openpyxl.utils.datetime import from_excel

from services.ingest.cells import text_of
from services.ingest.columns import MAX_COLUMNS
from services.ingest.headings import Line
from services.ingest.text_files import MAX_LINE, too_long
from services.ingest.workbook_parts import Book, Names, TooMuch, unescaped, walk

_TOLD = frozenset(("v", "t", "f"))
_LETTERS = re.compile("[A-Z]{1,3}")


def sheet_lines(archive: ZipFile, book: Book, part: str) -> Iterator[Line]:
    """Row number and cells of every row that is written; raises what `open_book` raises, or BadFile."""
    reader = _Rows(book)
    for _ in walk(archive, part, reader.start, reader.end, reader.text):
        yield from reader.done
        reader.done.clear()


class _Rows:
    """Gathers cells into rows while the parser goes along.

    A formula counts with the value it last had, which is what its sender saw; one that was never computed
    stays text. Nothing is ever computed here.
    """

    def __init__(self, book: Book) -> None:
        self.done: list[Line] = []
        self._book = book
        self._names = Names()
        self._places: dict[str, int] = {}
        self._number = 0
        self._cells: list[object] = []
        self._weight = 0
        self._kind = self._style = self._value = self._formula = ""
        self._into: list[str] | None = None
        self._spoken = False

    def start(self, name: str, at: dict[str, str]) -> None:
        name = self._names[name]
        if name == "c":
            self._kind, self._style = at.get("t", "n"), at.get("s", "")
            self._value = self._formula = ""
            if "r" in at:
                self._go_to(at["r"].rstrip("0123456789"))
        elif name in _TOLD:
            self._into = None if self._spoken else []
        else:
            self._start_around(name, at)

    def _start_around(self, name: str, at: dict[str, str]) -> None:
        if name == "row":
            self._number = int(at.get("r") or self._number + 1)
            self._cells, self._weight = [], 0
        elif name == "rPh":
            self._spoken = True

    def text(self, letters: str) -> None:
        if self._into is not None:
            self._into.append(letters)
            self._weight += len(letters)
            if self._weight > MAX_LINE:
                raise too_long(self._number)

    def end(self, name: str) -> None:
        name = self._names[name]
        if name == "c":
            self._cells.append(self._seen())
        elif name in _TOLD:
            if self._into:
                self._take(name, "".join(self._into))
            self._into = None
        elif name == "row":
            self.done.append((self._number, self._cells))
        elif name == "rPh":
            self._spoken = False

    def _take(self, name: str, told: str) -> None:
        if name == "f":
            self._formula = "=" + told
        else:
            self._value += told

    def _go_to(self, letters: str) -> None:
        place = self._places.get(letters) or self._place(letters)
        missing = place - 1 - len(self._cells)
        if missing > 0:
            self._cells.extend([None] * missing)

    def _place(self, letters: str) -> int:
        if not _LETTERS.fullmatch(letters):
            raise ValueError("no column")
        place = 0
        for letter in letters:
            place = place * 26 + ord(letter) - 64
        if place > MAX_COLUMNS:
            raise TooMuch
        self._places[letters] = place
        return place

    def _seen(self) -> object:
        value, kind = self._value, self._kind
        if not value:
            return self._formula or None
        if kind == "s":
            return self._book.strings[int(value)]
        if kind == "n":
            return self._number_seen(value)
        return ("false" if value == "0" else "true") if kind == "b" else unescaped(value)

    def _number_seen(self, value: str) -> str:
        """The text of a number as its style shows it: only days and moments look unlike their numbers."""
        if self._style in self._book.dates or self._style in self._book.spans:
            return _moment(float(value), self._book.epoch, span=self._style in self._book.spans)
        return value if value.isdigit() else text_of(float(value))


def _moment(value: float, epoch: datetime, *, span: bool) -> str:
    try:
        seen = from_excel(value, epoch, timedelta=span)
    except (OverflowError, ValueError):  # a number that no calendar has: the cell shows ####
        return text_of(value)
    if isinstance(seen, datetime) and seen.time() == time.min:
        return seen.date().isoformat()
    return seen.isoformat() if isinstance(seen, date | time) else str(seen)
