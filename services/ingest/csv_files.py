"""CSV and TSV: the separator is the one under which the heading is recognised."""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from services.domain.errors import BadFile
from services.domain.text import grouped
from services.ingest.columns import LOOK
from services.ingest.feed import Feed
from services.ingest.headings import Line, best_heading, table_rows
from services.ingest.reading import Row
from services.ingest.text_files import MAX_LINE, lines, too_long

SEPARATORS = ",;\t|"


def csv_rows(path: Path, encoding: str, feed: Feed) -> Iterator[Row]:
    """The rows of a whole file; raises BadFile before the first when the file is broken anywhere."""
    said = feed.layout.separator if feed.layout else None
    separator = said or max(SEPARATORS, key=lambda one: _recognised(path, encoding, one, feed))
    for _ in table_rows(feed, _sheet(path, encoding, separator)):
        pass  # an open quote at the end would swallow rows: read to the end before any row is taken
    return table_rows(feed, _sheet(path, encoding, separator))


def _recognised(path: Path, encoding: str, separator: str, feed: Feed) -> int:
    try:
        heading = best_heading(feed, list(islice(_sheet(path, encoding, separator), LOOK)))
    except BadFile:
        return 0
    return len(heading.recognised) if heading else 0


def _sheet(path: Path, encoding: str, separator: str) -> Iterator[Line]:
    number = 0
    told = _Told(lines(path, encoding))
    try:
        for number, cells in enumerate(csv.reader(told, delimiter=separator, strict=True), start=1):
            told.since_record = 0
            yield number, cells
    except csv.Error as error:
        raise _broken(number, error) from None


class _Told:
    """The lines of a file, of which one record may not take more than one line may."""

    def __init__(self, told: Iterator[str]) -> None:
        self._lines = told
        self._number = 0
        self.since_record = 0

    def __iter__(self) -> "_Told":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._number += 1
        self.since_record += len(line)
        if self.since_record > MAX_LINE:
            raise too_long(self._number)
        return line


def _broken(number: int, error: csv.Error) -> BadFile:
    if "field larger" in str(error):
        return BadFile(
            vi=f"Tệp: sau dòng {number} có ô dài quá {grouped(csv.field_size_limit())} ký tự, thường do "
            "thiếu dấu ngoặc kép đóng; hãy sửa rồi gửi lại.",
            en=f"File: after row {number} a cell is longer than {csv.field_size_limit():,} characters, "
            "mostly a missing closing quote; mend it and send it again.",
            code="huge_cell",
        )
    return BadFile(
        vi=f"Tệp: dấu ngoặc kép không khớp sau dòng {number}; hãy sửa rồi gửi lại.",
        en=f"File: quotes do not match after row {number}; mend them and send it again.",
        code="broken_quotes",
    )
