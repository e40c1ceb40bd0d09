"""Tables as CSV text that a spreadsheet opens as plain text; pure."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet reads the diacritics wrongly
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Comma separated, with the mark; nothing in it is run as a formula."""
    return "".join(csv_lines(heads, rows))


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The same a row at a time, for tables that are not to be held whole."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    out.write(BYTE_ORDER_MARK)
    for row in chain([heads], rows):
        writer.writerow([harmless(cell) for cell in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def meant(cell: object) -> object:
    """The text behind the apostrophe that `harmless` put in front."""
    guarded = isinstance(cell, str) and cell[:1] == "'" and cell[1:].startswith(FORMULA_SIGNS)
    return cell[1:] if guarded else cell  # type: ignore[index]  # guarded says that it is text


def harmless(cell: object) -> object:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS):
        return f"'{cell}"
    return cell
