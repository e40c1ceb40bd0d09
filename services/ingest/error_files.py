"""The error file: rows that were refused, as they were sent, with their reasons: to mend and send again."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from sqlalchemy import select

from services.domain.receipts import Outcome
from services.domain.spreadsheets import csv_lines
from services.domain.viewers import Viewer
from services.ingest.cells import text_of
from services.ingest.columns import BEYOND, NOT_A_RECORD
from services.ingest.headings import REASONS
from services.ingest.receipts import receipt_row
from services.ingest.tables import OpenedRow, ProblemRow, RefusedRow
from services.plumbing.database import Transaction
from services.plumbing.privacy import Privacy

PAGE = 500
_EXCEL_CELL = 32_767  # characters; Excel calls a workbook with a longer one damaged
_HEADS = {BEYOND: "(ô thừa / cells beyond)", NOT_A_RECORD: "(dòng gốc / the line)"}
"""What stands over cells that had no heading: not the names under which reading would refuse them again."""

Table = Iterator[Sequence[object]]


def error_rows(tx: Transaction, privacy: Privacy, receipt: str) -> Table:
    """The heading, then each refused row in the order of the sheet; raises NotFound.

    The sender's own columns come first, in the sender's order. Rows whose originals are forgotten, and a file
    that was refused as a whole, are told by their reasons alone. Rows that a fault of ours set aside are not
    here: they need no mending.
    """
    told = receipt_row(tx, receipt)
    source = told["repeats"] or told["id"]
    names: dict[str, None] = {}
    for page in _pages(tx, source):
        for _, cells in _opened(page, privacy):
            names.update(dict.fromkeys(cells))
    yield [*(_HEADS.get(name, name) for name in names), *REASONS]
    if not names:
        yield from _reasons_alone(tx, source)
    for page in _pages(tx, source):
        reasons = _reasons(tx, source, [row.row for row in page])
        for number, cells in _opened(page, privacy):
            yield [*(text_of(cells.get(name)) for name in names), *reasons.get(number, _reason(number, []))]


def error_csv(table: Table) -> Iterator[str]:
    """The table as CSV, a line at a time."""
    yield from csv_lines([text_of(head) for head in next(table)], table)


def write_workbook(table: Table, path: Path) -> None:
    """The table as an XLSX file in which every cell is text: nothing is run, no zero is dropped."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("errors")
    for row in table:
        sheet.append([_text_cell(sheet, cell) for cell in row])
    book.save(path)


def note_opened(tx: Transaction, receipt: str, viewer: Viewer, door: str) -> None:
    """Keep who took the rows of a receipt away."""
    told = {"agency": viewer.agency.value, "enterprise": viewer.enterprise, "door": door}
    tx.add(OpenedRow, [{"at": tx.now, "receipt": receipt, **told}])


def _pages(tx: Transaction, receipt: str) -> Iterator[Sequence[Any]]:
    here = (RefusedRow.receipt == receipt) & (RefusedRow.outcome == Outcome.REFUSED.value)
    wanted = select(RefusedRow.row, RefusedRow.sealed).where(here).order_by(RefusedRow.row, RefusedRow.id)
    return tx.execute(wanted.execution_options(yield_per=PAGE)).partitions()


def _opened(page: Sequence[Any], privacy: Privacy) -> Iterator[tuple[int | None, Mapping[str, object]]]:
    return ((row.row, json.loads(privacy.open(row.sealed))) for row in page)


def _reasons(
    tx: Transaction, receipt: str, rows: Sequence[int | None]
) -> Mapping[int | None, Sequence[object]]:
    """For each of these rows its number, the fields at fault and why, in both languages."""
    here = (ProblemRow.receipt == receipt) & (ProblemRow.outcome == Outcome.REFUSED.value)
    numbers = [row for row in rows if row is not None]
    known = ProblemRow.row.in_(numbers)
    these = known if len(numbers) == len(rows) else known | ProblemRow.row.is_(None)
    wanted = select(*_REASON).where(here, these).order_by(ProblemRow.seq)
    found: dict[int | None, list[Any]] = {}
    for problem in tx.execute(wanted):
        found.setdefault(problem.row, []).append(problem)
    return {row: _reason(row, problems) for row, problems in found.items()}


def _reasons_alone(tx: Transaction, receipt: str) -> Table:
    here = (ProblemRow.receipt == receipt) & (ProblemRow.outcome == Outcome.REFUSED.value)
    wanted = select(*_REASON).where(here).order_by(ProblemRow.seq).execution_options(yield_per=PAGE)
    return (_reason(problem.row, [problem]) for problem in tx.execute(wanted))


def _reason(row: int | None, problems: Sequence[Any]) -> list[object]:
    fields = ", ".join(dict.fromkeys(one.field for one in problems if one.field))
    said = (" ".join(one.message_vi for one in problems), " ".join(one.message_en for one in problems))
    return ["" if row is None else row, fields, *said]


_REASON = (ProblemRow.row, ProblemRow.field, ProblemRow.message_vi, ProblemRow.message_en)


def _text_cell(sheet: Any, value: object) -> Any:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text_of(value))[:_EXCEL_CELL])
    cell.data_type = "s"  # even when it begins like a formula
    return cell
