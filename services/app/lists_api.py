"""Lists of people for programs: `/api/lists`, `/api/lists/{id}`; and sites that list nobody."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from services.app.api import AsOf, Lang, moment_asked
from services.app.people_lists import SHOWN, Reader, list_for, lists_for
from services.app.unmatched_sites import unmatched_for
from services.app.wiring import House
from services.domain.base import Language
from services.domain.events import ListKind
from services.domain.viewers import Viewer
from services.plumbing.web import Caller, Look, Now, Tx

router = APIRouter(prefix="/api", tags=["lists"])

MOST = 2_000


@router.get("/lists", summary="Lists of people to find, with their numbers")
def lists(
    request: Request,
    tx: Look,
    caller: Caller,
    now: Now,
    kind: ListKind | None = None,
    as_of: AsOf = None,
    lang: Lang = None,
) -> list[dict[str, Any]]:
    """The one that changed last first; lists on which nobody stands are left out."""
    return lists_for(tx, _reader(request, caller, lang, now, as_of), kind)


@router.get("/lists/{list_id}", summary="One list with its members by pseudonym")
def one_list(
    request: Request,
    tx: Tx,
    caller: Caller,
    now: Now,
    list_id: str,
    as_of: AsOf = None,
    lang: Lang = None,
    names: Annotated[
        bool, Query(description="Names and telephones too; each of the people is noted as looked at.")
    ] = False,
    limit: Annotated[int, Query(ge=1, le=MOST)] = SHOWN,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> dict[str, Any]:
    """The most urgent first; `as_of`: as it was known then. A list that became empty is still here."""
    reader = _reader(request, caller, lang, now, as_of)
    return list_for(tx, reader, list_id, names=names, page=(offset, limit))


@router.get("/unmatched-sites", summary="Exposure sites that are compared with nobody, and why")
def unmatched_sites(
    request: Request, tx: Look, caller: Caller, now: Now, as_of: AsOf = None, lang: Lang = None
) -> list[dict[str, Any]]:
    """Without a time, without a place, or ending before they begin; the one told last first."""
    return unmatched_for(tx, _reader(request, caller, lang, now, as_of))


def _reader(
    request: Request, caller: Viewer, lang: Language | None, now: datetime, as_of: str | None
) -> Reader:
    house: House = request.app.state.house
    moment = moment_asked(as_of, house.jurisdiction.zone, now) if as_of else None
    return Reader(house, caller, lang or house.settings.lang, moment)
