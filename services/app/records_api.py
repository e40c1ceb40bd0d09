"""The records behind a number of an area, for programs: `GET /api/areas/{code}/records`."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from services.app.api import AsOf, Lang, angle_at, moment_asked
from services.app.record_rows import Wanted, records_row
from services.app.wiring import House
from services.domain.areas import AreaCode
from services.plumbing.web import Caller, Look, Now

router = APIRouter(prefix="/api", tags=["areas"])

Number = Annotated[str, Query(max_length=40, description="An indicator (cases_14d) or a signal (breach).")]
Source = Annotated[str, Query(max_length=2, description="i1 to i4: all that the source heard here.")]
RowKey = Annotated[
    str, Query(max_length=120, description="A row of the source in the model of the four sources.")
]
Page = Annotated[int, Query(ge=1, le=100_000)]


@router.get("/areas/{code}/records", summary="The single records that a number of an area was counted from")
def records_behind(
    request: Request,
    tx: Look,
    caller: Caller,
    now: Now,
    code: AreaCode,
    number: Number = "",
    source: Source = "",
    row: RowKey = "",
    page: Page = 1,
    as_of: AsOf = None,
    lang: Lang = None,
) -> dict[str, Any]:
    """As known then, the newest first, 100 a page; `number` or `source`, one of the two.

    `row`: of a source one row of its model. `areas`: those that the number comes from.
    """
    house: House = request.app.state.house
    moment = moment_asked(as_of, house.jurisdiction.zone, now)
    angle = angle_at(tx, house, moment, lang or house.settings.lang, caller, live=not as_of)
    return records_row(tx, angle, house.feeds, Wanted(code, number, source, row, page))
