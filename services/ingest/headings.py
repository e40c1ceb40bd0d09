"""Where a table's heading is: not always in the first row, and sometimes merged over two."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

from services.domain.errors import BadFile
from services.domain.spreadsheets import meant
from services.domain.text import grouped
from services.ingest.cells import text_of
from services.ingest.columns import BEYOND, LOOK, MAX_COLUMNS, Column, columns_by_heading, heading_key
from services.ingest.feed import Feed
from services.ingest.reading import Row

REASONS = ("Dòng / row", "Trường / field", "Lý do không nhận", "Why it was refused")
"""What an error file says behind the sender's own columns; left out when the mended file comes back."""

Line = tuple[int, Sequence[object]]
"""A row of a sheet: its number and its cells."""


@dataclass(frozen=True)
class Heading:
    """The heading found: names by position, and the number of its last row."""

    last_row: int
    names: tuple[str, ...]
    columns: tuple[Column | None, ...]

    @cached_property
    def returned(self) -> bool:
        """Is it the heading of an error file of ours, come back mended?"""
        return any(name in REASONS for name in self.names)

    @property
    def recognised(self) -> set[str]:
        """Names of the columns it has."""
        return {column.name for column in self.columns if column is not None}


def best_heading(feed: Feed, first: Sequence[Line]) -> Heading | None:
    """The row, or the two rows of a merged heading, under which most columns are recognised.

    Raises BadFile when a row is wider than any sheet.
    """
    if any(len(cells) > MAX_COLUMNS for _, cells in first):
        raise BadFile(
            vi=f"Tệp: có hơn {grouped(MAX_COLUMNS)} cột; hãy kiểm tra dấu phân cách rồi gửi lại.",
            en=f"File: it has more than {MAX_COLUMNS:,} columns; check the separator and send it again.",
            code="too_many_columns",
        )
    if feed.layout and feed.layout.heading_row:
        first = [line for line in first if line[0] == feed.layout.heading_row]
    single = [_heading(feed, number, cells) for number, cells in first]
    double = [
        _heading(feed, below[0], _merged(feed, above[1], below[1]))
        for above, below in zip(first, first[1:], strict=False)
    ]
    # max() keeps the first of equals: a single row before a merged pair, the upper before the lower.
    return max(single + double, key=lambda heading: len(heading.recognised), default=None)


def table_rows(feed: Feed, sheet: Iterable[Line]) -> Iterator[Row]:
    """The rows below the heading, blank ones left out; raises BadFile before the first of them."""
    sheet = iter(sheet)
    first = list(islice(sheet, LOOK))
    heading = usable(feed, best_heading(feed, first))
    below = chain((line for line in first if line[0] > heading.last_row), sheet)
    return (row for number, cells in below if (row := _row(heading, number, cells)) is not None)


def usable(feed: Feed, heading: Heading | None) -> Heading:
    """The heading when every required column is there once; raises BadFile that names what is not."""
    recognised = heading.recognised if heading else set()
    if heading is None or not recognised:
        raise BadFile(
            vi=f"Tệp: không tìm thấy dòng tiêu đề; các cột bắt buộc: {_named(_required(feed), 'vi')}.",
            en=f"File: no heading was found; the required columns are: {_named(_required(feed), 'en')}.",
            code="no_heading",
        )
    missing = [column for column in _required(feed) if column.name not in recognised]
    if missing:
        raise BadFile(
            vi=f"Tệp: thiếu cột bắt buộc {_named(missing, 'vi')}; hãy thêm cột rồi gửi lại.",
            en=f"File: required columns are missing: {_named(missing, 'en')}; add them and send it again.",
            field=missing[0].name,
            code="missing_columns",
        )
    _refuse_doubles(heading)
    if feed.layout and feed.layout.unknown == "refuse":
        _refuse_unknown(heading)
    return heading


def _refuse_unknown(heading: Heading) -> None:
    named = zip(heading.names, heading.columns, strict=True)
    strange = [name for name, column in named if column is None and not name.startswith("(")]
    if strange and not heading.returned:
        raise BadFile(
            vi=f"Tệp: có {len(strange)} cột không khai báo cho nguồn này; hãy bỏ cột hoặc bổ sung cấu hình.",
            en=f"File: it has {len(strange)} columns that this feed does not know; remove or configure them.",
            code="unknown_column",
        )


def _refuse_doubles(heading: Heading) -> None:
    seen: set[str] = set()
    for column in heading.columns:
        if column is not None and column.name in seen:
            raise BadFile(
                vi=f"Tệp: cột '{column.name}' ({column.title.vi}) xuất hiện hai lần; hãy bỏ bớt một cột.",
                en=f"File: column '{column.name}' ({column.title.en}) appears twice; remove one.",
                field=column.name,
                code="double_column",
            )
        seen.update([column.name] if column else [])


def _heading(feed: Feed, number: int, cells: Sequence[object]) -> Heading:
    known = columns_by_heading(feed.sent_columns)
    names = tuple(text_of(cell).strip() or f"({n})" for n, cell in enumerate(cells, start=1))
    return Heading(
        number, names, tuple(None if name in REASONS else known.get(heading_key(name)) for name in names)
    )


def _merged(feed: Feed, above: Sequence[object], below: Sequence[object]) -> list[object]:
    """A merged cell holds its text in its first cell only: above for tall ones, left for wide ones."""
    known = columns_by_heading(feed.sent_columns)
    width = max(len(above), len(below))
    upper, lower = (list(cells) + [None] * (width - len(cells)) for cells in (above, below))
    return [low if heading_key(low) in known or not up else up for up, low in zip(upper, lower, strict=True)]


def _row(heading: Heading, number: int, cells: Sequence[object]) -> Row | None:
    if all(cell is None or cell == "" for cell in cells):
        return None
    named: dict[str, object] = dict(zip(heading.names, cells, strict=False))
    if heading.returned:
        named = {name: meant(cell) for name, cell in named.items() if name not in REASONS}
    if any(cell not in (None, "") for cell in cells[len(heading.names) :]):
        named[BEYOND] = list(cells[len(heading.names) :])
    return Row(number, named)


def _required(feed: Feed) -> list[Column]:
    return [column for column in feed.sent_columns if column.required]


def _named(columns: Sequence[Column], language: str) -> str:
    return ", ".join(f"'{column.name}' ({getattr(column.title, language)})" for column in columns)
