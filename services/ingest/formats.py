"""What kind of file it is, by its first bytes rather than by its name; and its rows."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from services.domain.errors import BadFile
from services.ingest.csv_files import csv_rows
from services.ingest.excel_files import excel_rows
from services.ingest.feed import Feed
from services.ingest.first_bytes import is_packed, is_workbook
from services.ingest.json_files import json_rows
from services.ingest.reading import Row
from services.ingest.spelling import legacy_inside, words_beyond_ascii
from services.ingest.text_files import encoding_of, lines

CHUNK = 1 << 20
LOOKED_AT = 2_000  # rows whose letters are looked at before any is taken
MAX_WEIGHT = 4 << 20  # characters of one batch


@dataclass(frozen=True)
class Copy:
    """Our own copy of what was sent: what was checked is what is read."""

    path: Path
    sha256: str


@contextmanager
def private_copy(source: Path | BinaryIO, limit: int) -> Iterator[Copy]:
    """A copy that goes away again; raises BadFile when the file is empty or above the limit."""
    with TemporaryDirectory(prefix="intake-") as folder:
        path = Path(folder) / "copy"
        if isinstance(source, Path):
            with source.open("rb") as stream:
                sha256 = _copy(stream, path, limit)
        else:
            sha256 = _copy(source, path, limit)
        yield Copy(path, sha256)


def rows_of(path: Path, feed: Feed) -> Iterator[Row]:
    """The rows of a file of any kind we read; raises BadFile before the first when it is broken."""
    return _in_unicode(_rows(path, feed))


def _in_unicode(rows: Iterator[Row]) -> Iterator[Row]:
    """Refuse a file whose cells hold TCVN3 or VNI letters inside Unicode, as sheets with old fonts do."""
    first = next(batches(rows, LOOKED_AT), [])
    cells = (cell for row in first for cell in row.cells.values() if isinstance(cell, str))
    legacy = legacy_inside(words_beyond_ascii(cells))
    if legacy is not None:
        name = legacy.upper()
        raise BadFile(
            vi=f"Tệp: chữ gõ bằng bảng mã {name}, chỉ đọc được với phông cũ; hãy chuyển sang Unicode (ví dụ "
            "bằng công cụ chuyển mã của UniKey) rồi gửi lại.",
            en=f"File: its text is typed in {name}, readable with old fonts only; convert it to Unicode, for "
            "example with the converter of UniKey, and send it again.",
            code="legacy_letters",
        )
    return chain(first, rows)


def batches(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    """The rows in lots of this many, or fewer when they are heavy: no row of a file may fill the memory."""
    batch: list[Row] = []
    weight = 0
    for row in rows:
        batch.append(row)
        weight += _weight(row)
        if len(batch) == size or weight > MAX_WEIGHT:
            yield batch
            batch = []
            weight = 0
    if batch:
        yield batch


def _weight(row: Row) -> int:
    cells = row.cells.values()
    try:
        return len("".join(cells))  # type: ignore[arg-type]  # a sheet's cells are mostly text; else it raises
    except TypeError:
        return sum(len(cell if isinstance(cell, str) else repr(cell)) for cell in cells)


def _rows(path: Path, feed: Feed) -> Iterator[Row]:
    return excel_rows(path, feed) if is_workbook(path) else _text_rows(path, feed)


def is_text_table(path: Path) -> bool:
    """Is it CSV or TSV, where every row has as many cells as the heading?"""
    return not is_packed(path) and _first_sign(path, encoding_of(path)) not in "[{"


def ends_with_a_line(path: Path) -> bool:
    """Does the last line have its end? What was cut off in the middle has none."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 2))
        return b"\n" in file.read()


def _text_rows(path: Path, feed: Feed) -> Iterator[Row]:
    encoding = encoding_of(path, feed.layout.encoding if feed.layout else None)
    start = _first_sign(path, encoding)
    return json_rows(path, encoding) if start in "[{" else csv_rows(path, encoding, feed)


def _first_sign(path: Path, encoding: str) -> str:
    start = next((line.lstrip() for line in lines(path, encoding, cut=True) if line.strip()), "")
    if not start:
        raise _empty()
    return start[0]


def _copy(stream: BinaryIO, path: Path, limit: int) -> str:
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as copy:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise BadFile(
                    vi=f"Tệp: lớn hơn {limit // CHUNK} MB; hãy chia nhỏ rồi gửi lại.",
                    en=f"File: larger than {limit // CHUNK} MB; split it and send it again.",
                    code="too_large",
                )
            digest.update(chunk)
            copy.write(chunk)
    if not size:
        raise _empty()
    return digest.hexdigest()


def _empty() -> BadFile:
    return BadFile(
        vi="Tệp: trống; hãy kiểm tra và gửi lại.",
        en="File: it is empty; check it and send it again.",
        code="empty",
    )
