"""The areas' door for programs: GET /api/areas and /api/areas/{code}."""

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request

from services.app.angles import Angle
from services.app.kept import Kept
from services.app.views import area_detail, rows_of
from services.app.wiring import House
from services.domain.areas import AreaCode, Tier
from services.domain.base import Language
from services.domain.days import within_reason
from services.domain.errors import BadRecord
from services.domain.viewers import Viewer
from services.plumbing.database import Transaction
from services.plumbing.web import Caller, Look, Now
from services.risk.regrading import levels_since
from services.risk.steps import newest_ids
from services.risk.survey import Survey, survey

router = APIRouter(prefix="/api", tags=["areas"])

SURVEYS: Kept[tuple[Survey, dict[AreaCode, datetime]]] = Kept(most=6)  # some ten megabytes each in a wave

AsOf = Annotated[
    str | None, Query(description="ISO 8601; only what had been learned by then. Without offset: local time.")
]
Lang = Annotated[Language | None, Query(description="Language of names and reasons; default: the house's.")]


@router.get("/areas", summary="Every area with its level, reasons, legal basis and sources")
def list_areas(
    request: Request,
    tx: Look,
    caller: Caller,
    now: Now,
    as_of: AsOf = None,
    tier: Tier | None = None,
    lang: Lang = None,
    outside: Annotated[bool, Query(description="Watched districts outside as well.")] = False,
) -> list[dict[str, Any]]:
    """Worst first within a tier; scores and counts only for those who may see them."""
    house: House = request.app.state.house
    moment = moment_asked(as_of, house.jurisdiction.zone, now)
    return rows_of(
        angle_at(tx, house, moment, lang or house.settings.lang, caller, live=not as_of),
        tier,
        outside=outside,
    )


@router.get("/areas/{code}", summary="One area, with what it lies in, touches and holds")
def one_area(
    request: Request,
    tx: Look,
    caller: Caller,
    now: Now,
    code: AreaCode,
    as_of: AsOf = None,
    lang: Lang = None,
) -> dict[str, Any]:
    """The row of the list and, in short, the areas around it."""
    house: House = request.app.state.house
    moment = moment_asked(as_of, house.jurisdiction.zone, now)
    return area_detail(angle_at(tx, house, moment, lang or house.settings.lang, caller, live=not as_of), code)


def angle_at(
    tx: Transaction, house: House, moment: datetime, language: Language, viewer: Viewer, *, live: bool = False
) -> Angle:
    """Everything as known at a moment, for one reader; raises NotInForce.

    Kept while no fact comes in; `live` (the moment is now): for the rest of the minute. So whatever was
    learned shows at once, and what the clock alone changes within a minute.
    """
    found, since = _surveyed(tx, house, moment, live=live)
    return Angle(house.jurisdiction, found, since, language, viewer)


def _surveyed(
    tx: Transaction, house: House, moment: datetime, *, live: bool
) -> tuple[Survey, dict[AreaCode, datetime]]:
    until = moment.replace(second=0, microsecond=0) if live else moment
    return SURVEYS.get(
        (house.database.url, newest_ids(tx), until, live),
        lambda: (survey(tx, house.jurisdiction, moment), levels_since(tx, moment)),
    )


def moment_asked(text: str | None, zone: ZoneInfo, now: datetime) -> datetime:
    """The moment in `as_of`, local when it carries no offset; now when nothing is asked. Raises BadRecord."""
    if not text:
        return now
    moment = _read(text.strip())
    moment = within_reason(moment.replace(tzinfo=zone) if moment.tzinfo is None else moment, "as_of")
    if moment > now:
        raise BadRecord(
            vi="Thời điểm cần xem ('as_of') ở tương lai; hãy chọn một thời điểm đã qua.",
            en="The moment asked about ('as_of') lies in the future; choose one that has passed.",
            field="as_of",
            code="future_moment",
        )
    return moment


def _read(text: str) -> datetime:
    try:
        # A plus sign in an address is read as a space.
        return datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
    except ValueError:
        raise BadRecord(
            vi="Không đọc được thời điểm 'as_of'; hãy ghi như 2021-02-08T18:00 hoặc 2021-02-08T18:00+07:00.",
            en="'as_of' is not a moment; write 2021-02-08T18:00 or 2021-02-08T18:00+07:00.",
            field="as_of",
            code="unreadable_moment",
        ) from None
