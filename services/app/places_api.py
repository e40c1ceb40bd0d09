"""Places with their scores for programs: `/api/places`, `/api/places/{id}`."""

from datetime import datetime
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Query, Request

from services.app.angles import Angle
from services.app.api import AsOf, Lang, angle_at, moment_asked
from services.app.place_rows import place_row, place_rows
from services.app.wiring import House
from services.domain.areas import AreaCode
from services.domain.base import Language
from services.domain.viewers import Viewer
from services.plumbing.database import Transaction
from services.plumbing.web import Caller, Look, Now

router = APIRouter(prefix="/api", tags=["places"])


@router.get("/places", summary="Places where people gather, with score, reasons and the next visit")
def places(
    request: Request,
    tx: Look,
    caller: Caller,
    now: Now,
    area: Annotated[AreaCode | None, Query(description="Only places in this area.")] = None,
    due: Annotated[bool, Query(description="Only places whose next visit is due.")] = False,
    as_of: AsOf = None,
    lang: Lang = None,
) -> list[dict[str, Any]]:
    """The riskiest first; with `due`, the longest overdue first. Only places of the caller's areas."""
    return place_rows(tx, _angle(request, tx, Asking(caller, now, as_of, lang)), area, due=due)


@router.get("/places/{place}", summary="One place with all its visits of a year")
def place(
    request: Request,
    tx: Look,
    caller: Caller,
    now: Now,
    place: str,
    as_of: AsOf = None,
    lang: Lang = None,
) -> dict[str, Any]:
    """Score, what it is made of, what is missing, and each visit, the newest first."""
    return place_row(tx, _angle(request, tx, Asking(caller, now, as_of, lang)), place)


class Asking(NamedTuple):
    """Who asks, when, about which moment, in which language."""

    caller: Viewer
    now: datetime
    as_of: str | None
    lang: Language | None


def _angle(request: Request, tx: Transaction, asking: Asking) -> Angle:
    house: House = request.app.state.house
    moment = moment_asked(asking.as_of, house.jurisdiction.zone, asking.now)
    language = asking.lang or house.settings.lang
    return angle_at(tx, house, moment, language, asking.caller, live=not asking.as_of)
