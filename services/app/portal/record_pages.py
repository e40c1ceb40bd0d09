"""A number of an area, opened: the single records that it was counted from, as known then."""

from fastapi import APIRouter, Response

from services.app.portal.asking import OnAreas
from services.app.portal.showing import show
from services.app.record_rows import Wanted, records_row
from services.app.records_api import Number, Page, RowKey, Source
from services.domain.areas import AreaCode
from services.plumbing.web import Look

router = APIRouter(include_in_schema=False)


@router.get("/areas/{code}/records")
def records_page(
    asked: OnAreas,
    tx: Look,
    code: AreaCode,
    number: Number = "",
    source: Source = "",
    row: RowKey = "",
    page: Page = 1,
) -> Response:
    """The newest first, a page of them; each with when it was, when we learned it, and its receipt."""
    wanted = Wanted(code, number, source, row, page)
    return show(asked, "records.html", row=records_row(tx, asked.angle(tx), asked.house.feeds, wanted))
