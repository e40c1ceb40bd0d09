"""What kind of file it is, by its first bytes rather than by its name; and its rows."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from services.domain.errors import BadFile
from services.ingest.csv_files import csv_rows
from services.ingest.excel_files import excel_rows
from services.ingest.feed import Feed
from services.ingest.json_files import json_rows
from services.ingest.reading import Row
from services.ingest.text_files import encoding_of

CHUNK = 1 << 20
_OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK"


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
    with path.open("rb") as file:
        start = file.read(64)
    if start.startswith(_OLD_EXCEL):
        raise BadFile(
            vi="Tệp: đây là dạng Excel cũ (.xls); hãy lưu lại dạng .xlsx hoặc CSV rồi gửi lại.",
            en="File: this is the old Excel format (.xls); save it as .xlsx or CSV and send it again.",
            code="old_excel",
        )
    if start.startswith(_ZIP):
        return excel_rows(path, feed)
    return _text_rows(path, feed)


def _text_rows(path: Path, feed: Feed) -> Iterator[Row]:
    encoding = encoding_of(path)
    with path.open(encoding=encoding) as file:
        start = file.read(4096).lstrip()
    if not start:
        raise _empty()
    return json_rows(path, encoding) if start[0] in "[{" else csv_rows(path, encoding, feed)


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
