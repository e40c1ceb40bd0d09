"""Proposals for programs: GET /api/proposals and /api/outer-ring. Nothing is signed here."""

from typing import Any

from fastapi import APIRouter, Request

from services.app.angles import Angle
from services.app.api import AsOf, Lang, angle_at, moment_asked
from services.app.ring_rows import proposal_rows, ring_rows
from services.app.wiring import House
from services.domain.base import Language
from services.domain.viewers import Viewer
from services.plumbing.database import Transaction
from services.plumbing.web import Caller, Look, Now

router = APIRouter(prefix="/api", tags=["areas"])


@router.get("/proposals", summary="Where to tighten, where one step may be loosened, with evidence and cost")
def list_proposals(
    request: Request, tx: Look, caller: Caller, now: Now, as_of: AsOf = None, lang: Lang = None
) -> list[dict[str, Any]]:
    """To tighten first, then what has its evidence, then what lacks some; a signed order makes it so."""
    return proposal_rows(tx, _angle(request, tx, caller, now, as_of, lang))


@router.get("/outer-ring", summary="Border, coast, gates, posts and districts outside, as they stand")
def outer_ring(
    request: Request, tx: Look, caller: Caller, now: Now, as_of: AsOf = None, lang: Lang = None
) -> list[dict[str, Any]]:
    """Null: nobody told."""
    return ring_rows(_angle(request, tx, caller, now, as_of, lang))


def _angle(
    request: Request, tx: Transaction, caller: Viewer, now: Now, as_of: str | None, lang: Language | None
) -> Angle:
    house: House = request.app.state.house
    moment = moment_asked(as_of, house.jurisdiction.zone, now)
    return angle_at(tx, house, moment, lang or house.settings.lang, caller, live=not as_of)
