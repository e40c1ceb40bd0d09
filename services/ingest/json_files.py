"""JSON as one record, a list, or one record a line."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from services.domain.errors import BadFile
from services.ingest.columns import NOT_A_RECORD
from services.ingest.reading import Row
from services.ingest.text_files import lines

WRAPPERS = ("records", "rows", "data", "items")  # names under which others wrap their list


def json_rows(path: Path, encoding: str) -> Iterator[Row]:
    """The records of a JSON or JSON Lines file; raises BadFile when it is neither."""
    start = _first_lines(path, encoding, 2)
    if len(start) == 2 and _is_record(start[0]):
        return (_line(n, line) for n, line in enumerate(lines(path, encoding), start=1) if line.strip())
    return iter(records_in("".join(lines(path, encoding))))


def records_in(text: str) -> list[Row]:
    """One record, a list of records, or one record a line; raises BadFile."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return _lines_in(text)
    if isinstance(said, dict):
        said = next((said[name] for name in WRAPPERS if isinstance(said.get(name), list)), [said])
    if not isinstance(said, list):
        raise not_json()
    return [as_row(n, one) for n, one in enumerate(said, start=1)]


def as_row(number: int, said: object) -> Row:
    """A row of what should be an object; anything else is refused as that one row."""
    return Row(number, said if isinstance(said, dict) else {NOT_A_RECORD: said})


def not_json() -> BadFile:
    """Text that holds no JSON records."""
    return BadFile(
        vi="Nội dung không phải JSON hợp lệ; gửi một bản ghi, một danh sách, hoặc mỗi dòng một bản ghi.",
        en="The content is no valid JSON; send one record, a list, or one record a line.",
        code="not_json",
    )


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


def _first_lines(path: Path, encoding: str, count: int) -> Sequence[str]:
    found: list[str] = []
    for line in lines(path, encoding):
        found.extend([line] if line.strip() else [])
        if len(found) == count:
            break
    return found
