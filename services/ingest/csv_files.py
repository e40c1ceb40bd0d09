"""CSV and TSV: the separator is the one under which the heading is recognised."""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from services.domain.errors import BadFile
from services.ingest.feed import Feed
from services.ingest.headings import LOOK, Line, best_heading, table_rows
from services.ingest.reading import Row
from services.ingest.text_files import lines

SEPARATORS = ",;\t|"


def csv_rows(path: Path, encoding: str, feed: Feed) -> Iterator[Row]:
    """The rows of a whole file; raises BadFile before the first when the file is broken anywhere."""
    separator = max(SEPARATORS, key=lambda one: _recognised(path, encoding, one, feed))
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
    try:
        for number, cells in enumerate(
            csv.reader(lines(path, encoding), delimiter=separator, strict=True), start=1
        ):
            yield number, cells
    except csv.Error:
        raise BadFile(
            vi=f"Tệp: dấu ngoặc kép không khớp sau dòng {number}; hãy sửa rồi gửi lại.",
            en=f"File: quotes do not match after row {number}; mend them and send it again.",
            code="broken_quotes",
        ) from None
