"""One person for programs: GET /api/people/{pseudonym}, by right, and every look leaves a line."""

from typing import Any

from fastapi import APIRouter, Request

from services.app.api import AsOf, Lang, moment_asked
from services.app.person_rows import Asking, person_row
from services.app.wiring import House
from services.plumbing.web import Caller, Now, Tx

router = APIRouter(prefix="/api", tags=["people"])


@router.get("/people/{pseudonym}", summary="Level, chain, links, follow-up and lists of one person")
def one_person(
    request: Request,
    tx: Tx,
    caller: Caller,
    now: Now,
    pseudonym: str,
    as_of: AsOf = None,
    lang: Lang = None,
) -> dict[str, Any]:
    """As known now or then. 404 for whoever is nowhere told of, or outside the caller's areas."""
    house: House = request.app.state.house
    moment = moment_asked(as_of, house.jurisdiction.zone, now)
    asking = Asking(caller, moment, as_of is not None, lang or house.settings.lang)
    return person_row(tx, house, pseudonym, asking)
