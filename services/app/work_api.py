"""Work of tracing teams, for programs: `/api/work`."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import ConfigDict, Field

from services.app.api import AsOf, Lang, moment_asked
from services.app.time_lines import MOST, TimeLine, take_down
from services.app.wiring import House
from services.app.work_acts import Told, act
from services.app.work_desk import LIMIT, Desk
from services.domain.base import Word
from services.domain.viewers import Viewer
from services.plumbing.database import Transaction
from services.plumbing.web import Caller, Now, Tx
from services.tracing.work_steps import note_milestones
from services.tracing.work_words import OPEN, WhyNot, WorkState

router = APIRouter(prefix="/api/work", tags=["work"])

Cell = Annotated[str, Field(max_length=1000)]


class StepSaid(Word):
    """A step; which of these it needs depends on the step."""

    model_config = ConfigDict(strict=False)  # JSON writes a choice as text

    note: Annotated[str, Field(max_length=2000)] | None = None
    """In the team's own words; kept sealed. A refusal needs it."""
    why: WhyNot | None = None
    """Not found: why."""
    to_team: Annotated[str, Field(max_length=60)] | None = None
    """Hand-over: to whom."""


class TimeLineSaid(Word):
    """Places where somebody was, and whom they met: rows of `milestones` and `contact-persons`."""

    model_config = ConfigDict(strict=False)

    places: Annotated[list[dict[str, Cell]], Field(max_length=MOST)] = []
    contacts: Annotated[list[dict[str, Cell]], Field(max_length=MOST)] = []
    case_code: Annotated[str, Field(max_length=80)] = ""


@router.get("", summary="Who is to be called, most urgent first")
def list_work(
    request: Request,
    tx: Tx,
    caller: Caller,
    now: Now,
    team: Annotated[str | None, Query(max_length=60)] = None,
    state: WorkState | None = None,
    as_of: AsOf = None,
    lang: Lang = None,
    limit: Annotated[int, Query(ge=1, le=LIMIT)] = 100,
) -> list[dict[str, Any]]:
    """Names and telephones only for those who may see people there; each person shown is noted."""
    desk = _desk(request, tx, caller, now, as_of, lang)
    return desk.rows(desk.found(team, OPEN if state is None else [state], (0, limit)))


@router.get("/teams", summary="Teams with something to do")
def list_teams(
    request: Request, tx: Tx, caller: Caller, now: Now, as_of: AsOf = None, lang: Lang = None
) -> list[dict[str, Any]]:
    """Open, overdue and lost, the most overdue first; those the caller answers for."""
    return _desk(request, tx, caller, now, as_of, lang).team_rows()


@router.get("/{item}", summary="One person to be called: reasons, script, history")
def one_work(
    request: Request, tx: Tx, caller: Caller, now: Now, item: str, as_of: AsOf = None, lang: Lang = None
) -> dict[str, Any]:
    """The row of the list, its steps and what to say."""
    return _desk(request, tx, caller, now, as_of, lang).row(item)


@router.post("/{item}/milestones", summary="Send the time line of a person: places and contacts")
def send_time_line(
    request: Request, tx: Tx, caller: Caller, now: Now, item: str, said: TimeLineSaid
) -> JSONResponse:
    """All rows are taken in, or none: 422 with the rows to mend, else 202 with the receipts."""
    desk = _desk(request, tx, caller, now, None, None)
    one = desk.held(item)
    told = TimeLine(said.places, said.contacts, said.case_code)
    taken = take_down(tx, desk.house, one, told, now)
    if taken.faults:
        return JSONResponse({"faults": [fault.model_dump() for fault in taken.faults]}, status_code=422)
    note_milestones(desk.acting(), item)
    return JSONResponse({"receipts": dict(taken.receipts)}, status_code=202)


@router.post(
    "/{item}/{step}", summary="Take a step: called, found, not-found, done, undo, handover, accept, refuse"
)
def take_step(
    request: Request, tx: Tx, caller: Caller, now: Now, item: str, step: str, said: StepSaid | None = None
) -> dict[str, Any]:
    """The item as it stands then; 409 when the step does not fit its state."""
    desk = _desk(request, tx, caller, now, None, None)
    said = said or StepSaid()
    act(desk, step, item, Told(said.note, said.why, said.to_team))
    return desk.row(item)


def _desk(request: Request, tx: Transaction, caller: Viewer, now: Now, as_of: str | None, lang: Lang) -> Desk:
    house: House = request.app.state.house
    moment = moment_asked(as_of, house.jurisdiction.zone, now) if as_of else None
    return Desk(house, tx, caller, lang or house.settings.lang, now, moment)
