"""JSON as one record, a list, or one record a line. A list is read record by record, however long it is."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from services.domain.errors import BadFile
from services.ingest import geojson
from services.ingest.columns import NOT_A_RECORD
from services.ingest.reading import Row
from services.ingest.text_files import CHUNK, MAX_LINE, chunks, lines

MAX_OBJECT = 4 << 20  # characters; what is longer has to come as a list or by lines
_DECODER = msgspec.json.Decoder()
WRAPPERS = ("records", "rows", "data", "items", "features")  # names under which others wrap their list

_SPACE = " \t\r\n"


def json_rows(path: Path, encoding: str) -> Iterator[Row]:
    """The records of a JSON or JSON Lines file; raises BadFile when it is neither."""
    start = list(islice((line for line in lines(path, encoding, cut=True) if line.strip()), 2))
    if len(start) == 2 and _is_record(start[0]):
        return _one_a_line(path, encoding)
    if start[0].lstrip().startswith("["):
        for _ in _listed(chunks(path, encoding)):
            pass  # broken near its end? Asked before any row is taken
        return (as_row(n, one) for n, one in enumerate(_listed(chunks(path, encoding)), start=1))
    return iter(records_in(_whole(path, encoding)))


def records_in(body: str | bytes) -> list[Row]:
    """One record, a list of records, or one record a line; raises BadFile."""
    said = _lines_at_once(body)
    if said is None:
        text = _decoded(body) if isinstance(body, bytes) else body
        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            return _lines_in(text)
    if isinstance(said, dict):
        said = next((said[name] for name in WRAPPERS if isinstance(said.get(name), list)), [said])
    if not isinstance(said, list):
        raise not_json()
    return [as_row(n, one) for n, one in enumerate(said, start=1)]


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile(
            vi="Nội dung không phải UTF-8; hãy gửi JSON dạng UTF-8.",
            en="The content is not UTF-8; send JSON in UTF-8.",
            code="encoding",
        ) from None


def _lines_at_once(body: str | bytes) -> Any:
    """The usual cases at a fifth of the cost: plain JSON, or good records a line; None: look more closely."""
    for decode in (_DECODER.decode, _DECODER.decode_lines):
        try:
            said = decode(body)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            continue
        if decode == _DECODER.decode or (said and all(isinstance(one, dict) for one in said)):
            return said
    return None


def as_row(number: int, said: object) -> Row:
    """A row of what should be an object; anything else is refused as that one row."""
    if geojson.is_feature(said):
        said = geojson.cells_of(said)  # type: ignore[arg-type]  # a feature is a mapping
    return Row(number, said if isinstance(said, dict) else {NOT_A_RECORD: said})


def not_json() -> BadFile:
    """Text that holds no JSON records."""
    return BadFile(
        vi="Nội dung không phải JSON hợp lệ; gửi một bản ghi, một danh sách, hoặc mỗi dòng một bản ghi.",
        en="The content is no valid JSON; send one record, a list, or one record a line.",
        code="not_json",
    )


def _one_a_line(path: Path, encoding: str) -> Iterator[Row]:
    numbered = enumerate(lines(path, encoding, cut=True), start=1)
    return (_line(number, line) for number, line in numbered if line.strip())


def _listed(pieces: Iterator[str]) -> Iterator[object]:
    """The elements of a JSON list, of which no more than one is held at a time; raises BadFile."""
    text = _Window(pieces)
    text.take("[")
    if text.next_sign() == "]":
        text.take("]")
    else:
        while True:
            yield text.element()
            if text.next_sign() == "]":
                text.take("]")
                break
            text.take(",")
    if text.next_sign():
        raise not_json()


class _Window:
    """The part of a JSON text that is being looked at."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._text = ""
        self._at = 0
        self._decode = json.JSONDecoder().raw_decode

    def next_sign(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, sign: str) -> None:
        """Go past this sign; raises BadFile when another stands there."""
        if self.next_sign() != sign:
            raise not_json()
        self._at += 1

    def element(self) -> object:
        """The value that begins here; raises BadFile when there is none, or one that fills the memory."""
        self.next_sign()
        while True:
            try:
                said, end = self._decode(self._text, self._at)
                if end < len(self._text):  # a number at the very end may go on
                    self._at = end
                    return said
            except ValueError:
                pass
            except RecursionError:
                raise not_json() from None
            if len(self._text) - self._at > MAX_LINE or not self._more():
                raise not_json()

    def _more(self) -> bool:
        piece = next(self._pieces, "")
        self._text, self._at = self._text[self._at :] + piece, 0
        return bool(piece)


def _whole(path: Path, encoding: str) -> str:
    text = "".join(islice(chunks(path, encoding), 1 + MAX_OBJECT // CHUNK))
    if len(text) > MAX_OBJECT:
        raise BadFile(
            vi="Tệp: một đối tượng JSON quá lớn; hãy gửi JSON Lines (mỗi dòng một bản ghi) hoặc [...].",
            en="File: one JSON object that is too large; send JSON Lines (one record a line) or [...].",
            code="large_json",
        )
    return text


def _lines_in(text: str) -> list[Row]:
    said = [line for line in text.splitlines() if line.strip()]
    if len(said) < 2 or not _is_record(said[0]):
        raise not_json()
    return [_line(n, line) for n, line in enumerate(said, start=1)]


def _line(number: int, line: str) -> Row:
    try:
        return as_row(number, json.loads(line))
    except (ValueError, RecursionError):
        return Row(number, {NOT_A_RECORD: line})


def _is_record(line: str) -> bool:
    try:
        said: Any = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict)
