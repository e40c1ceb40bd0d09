"""Tables as CSV files to keep."""

from collections.abc import Iterable, Sequence

from fastapi import Response

from services.app.portal.showing import HEADERS
from services.domain.spreadsheets import csv_text


def csv_answer(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """A file to keep."""
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(csv_text(heads, rows), media_type="text/csv; charset=utf-8", headers=headers)
