"""Tables as CSV files that a spreadsheet opens as plain text."""

import csv
import io
from collections.abc import Iterable, Sequence

from fastapi import Response

from services.app.portal.showing import HEADERS

BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet reads the diacritics wrongly
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def csv_answer(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """A file to keep."""
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(csv_text(heads, rows), media_type="text/csv; charset=utf-8", headers=headers)


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Comma separated; nothing in it is run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + out.getvalue()


def harmless(cell: object) -> object:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS):
        return f"'{cell}"
    return cell
