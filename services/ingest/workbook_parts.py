"""The parts of an XLSX workbook that stand around its sheets, read as a stream and within bounds.

Own, because openpyxl reads 4,000 rows a second where we take in more, and calamine holds a sheet as a full
grid, which one far-off cell makes as large as the machine (decision 0022).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from posixpath import normpath
from xml.parsers import expat
from zipfile import ZipFile

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

PIECE = 1 << 16
MAX_PART = 8 << 20  # bytes of a part that lists sheets or styles
MAX_STRINGS = 1_000_000
MAX_STRING_BYTES = 64 << 20
_LOCAL_DATES = frozenset((*range(27, 37), *range(50, 59)))  # formats that follow the reader's country
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")

Attributes = Mapping[str, str]


class TooMuch(Exception):
    """A part is larger than any honest workbook's."""


@dataclass(frozen=True)
class Book:
    """What is needed to read the cells of any sheet."""

    sheets: tuple[tuple[str, str], ...]
    """Name and part of every sheet, in the order of their tabs."""
    strings: list[str]
    dates: frozenset[str]
    """Styles under which a number is a day or a moment."""
    spans: frozenset[str]
    """Styles under which a number is a length of time."""
    epoch: datetime


def open_book(archive: ZipFile) -> Book:
    """The workbook in an archive; raises TooMuch, KeyError, ValueError or ExpatError when it is not one."""
    workbook = _target(archive, "", "/officeDocument") or "xl/workbook.xml"
    targets = dict(_relations(archive, workbook))
    told = list(_elements(archive, workbook))
    mac = any(name == "workbookPr" and at.get("date1904") in ("1", "true") for name, at in told)
    tabs = ((at["name"], _by_local_name(at, "id")) for name, at in told if name == "sheet")
    styles, strings = (_target(archive, workbook, kind) for kind in ("/styles", "/sharedStrings"))
    dates, spans = _time_styles(archive, styles) if styles else (frozenset(), frozenset())
    return Book(
        sheets=tuple((name, targets[tab][1]) for name, tab in tabs if targets[tab][0].endswith("/worksheet")),
        strings=_strings(archive, strings) if strings else [],
        dates=dates,
        spans=spans,
        epoch=CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900,
    )


def walk(
    archive: ZipFile,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Parse a part piece by piece, pausing after each. Names may bear a prefix: see `Names`."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    with archive.open(part) as file:
        while piece := file.read(PIECE):
            parser.Parse(piece)
            yield
        parser.Parse(b"", True)
        yield


def unescaped(text: str) -> str:
    """`_x000D_` is how a workbook writes what XML cannot hold."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text


class Names(dict[str, str]):
    """Names of elements without the prefix that some programs write: asked for each cell, so found once."""

    def __missing__(self, name: str) -> str:
        self[name] = name.rpartition(":")[2]
        return self[name]


def _refuse_doctype(*_: object) -> None:
    raise ValueError("a workbook declares no document type")


def _elements(archive: ZipFile, part: str) -> Iterator[tuple[str, Attributes]]:
    if archive.getinfo(part).file_size > MAX_PART:
        raise TooMuch
    found: list[tuple[str, Attributes]] = []
    names = Names()
    for _ in walk(archive, part, lambda name, attributes: found.append((names[name], attributes))):
        yield from found
        found.clear()


def _relations(archive: ZipFile, of: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Id, kind and target part of every relation of a part."""
    folder, _, name = of.rpartition("/")
    listed = f"{folder}/_rels/{name}.rels".lstrip("/")
    for kind, at in _elements(archive, listed):
        if kind == "Relationship" and at.get("TargetMode") != "External":
            target = at["Target"]
            path = target if target.startswith("/") else f"{folder}/{target}"
            yield at["Id"], (at["Type"], normpath(path).lstrip("/"))


def _target(archive: ZipFile, of: str, kind: str) -> str | None:
    return next((part for _, (type_, part) in _relations(archive, of) if type_.endswith(kind)), None)


def _by_local_name(attributes: Attributes, name: str) -> str:
    return next(value for key, value in attributes.items() if key.endswith(f":{name}"))


def _time_styles(archive: ZipFile, part: str) -> tuple[frozenset[str], frozenset[str]]:
    """The numbers of the cell styles that show a number as a moment, and as a length of time."""
    formats: dict[str, str] = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    used: list[str] = []
    inside = False
    for name, at in _elements(archive, part):
        if name == "numFmt":
            formats[at["numFmtId"]] = at["formatCode"]
        inside = name == "cellXfs" or (inside and name not in ("cellStyles", "cellStyleXfs", "dxfs"))
        if inside and name == "xf":
            used.append(at.get("numFmtId", "0"))
    codes = [(str(n), number, formats.get(number, "General")) for n, number in enumerate(used)]
    spans = frozenset(n for n, _, code in codes if is_timedelta_format(code))
    dates = {n for n, number, code in codes if is_date_format(code) or int(number) in _LOCAL_DATES}
    return frozenset(dates - spans), spans


def _strings(archive: ZipFile, part: str) -> list[str]:
    if archive.getinfo(part).file_size > MAX_STRING_BYTES:
        raise TooMuch
    reader = _Strings()
    for _ in walk(archive, part, reader.start, reader.end, reader.text):
        if len(reader.found) > MAX_STRINGS:
            raise TooMuch
    return reader.found


class _Strings:
    """Each text with its runs of letters joined, without what is said of how it is spoken."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._names = Names()
        self._runs: list[str] = []
        self._inside = self._spoken = False

    def start(self, name: str, _: object) -> None:
        name = self._names[name]
        self._inside = name == "t" and not self._spoken
        self._spoken = self._spoken or name == "rPh"

    def end(self, name: str) -> None:
        self._inside, name = False, self._names[name]
        if name == "si":
            self.found.append(unescaped("".join(self._runs)))
            self._runs.clear()
        elif name == "rPh":
            self._spoken = False

    def text(self, letters: str) -> None:
        if self._inside:
            self._runs.append(letters)
