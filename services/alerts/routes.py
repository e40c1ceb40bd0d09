"""The ledger's door: list, one, steps, stream, CAP feed. Deny by default."""

import asyncio
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from pydantic import AwareDatetime, BaseModel, Field

from services.alerts import ledger, steps
from services.alerts.cap import CapSender, cap_document
from services.alerts.situation import situation
from services.alerts.stream import changes, moment_of
from services.alerts.words import AlertState, AlertView
from services.domain.agencies import Agency
from services.domain.areas import AreaCode, Areas
from services.domain.errors import NotAllowed
from services.domain.viewers import Viewer
from services.plumbing.web import Caller, Data, Look, Now, Tx

NOTE_LENGTH = 2000  # a note is a few sentences, not a file


class Noted(BaseModel):
    """An acceptance, with or without a word to it."""

    note: Annotated[str | None, Field(max_length=NOTE_LENGTH)] = None


class HandedOver(Noted):
    """To whom it goes."""

    to_agency: Agency


class Outcome(BaseModel):
    """What came of it."""

    note: Annotated[str, Field(max_length=NOTE_LENGTH)]


def alerts_router(areas: Areas, sender: CapSender) -> APIRouter:
    """All routes of this room; the register and the sender's name are for the CAP feed."""
    router = APIRouter(prefix="/api", tags=["alerts"])
    # /alerts/stream before /alerts/{id}: the first that fits answers.
    router.get("/alerts.cap.xml", summary="CAP 1.2 feed of area levels (public)")(_cap_route(areas, sender))
    router.get("/alerts", summary="The ledger")(list_alerts)
    router.get("/alerts/stream", summary="Alerts as they happen (server-sent events)")(stream_alerts)
    router.get("/alerts/{alert_id}", summary="One alert with its history")(one_alert)
    router.post("/alerts/{alert_id}/ack", summary="Accept")(acknowledge_alert)
    router.post("/alerts/{alert_id}/handover", summary="Hand over to another agency")(hand_over_alert)
    router.post("/alerts/{alert_id}/close", summary="Close, with the outcome")(close_alert)
    return router


def list_alerts(
    tx: Look,
    caller: Caller,
    agency: Agency | None = None,
    state: AlertState | None = None,
    area: AreaCode | None = None,
    as_of: AwareDatetime | None = None,
    limit: Annotated[int, Query(ge=1, le=ledger.LIMIT)] = 100,
    after: str | None = None,
) -> list[AlertView]:
    """Alerts this caller may see, oldest first; `after`: the id of the last one already read."""
    return ledger.alerts(
        tx,
        agency=agency,
        state=state,
        as_of=as_of,
        area=area,
        viewer=_reader(caller),
        limit=limit,
        after=after,
    )


def one_alert(tx: Look, caller: Caller, alert_id: str, as_of: AwareDatetime | None = None) -> AlertView:
    """One alert with the steps taken on it."""
    return ledger.alert(tx, alert_id, as_of=as_of, viewer=_reader(caller))


def acknowledge_alert(tx: Tx, caller: Caller, alert_id: str, said: Noted | None = None) -> AlertView:
    """The caller's agency accepts it."""
    ledger.alert(tx, alert_id, viewer=_reader(caller))
    return steps.acknowledge(tx, alert_id, by=caller.agency, note=said.note if said else None)


def hand_over_alert(tx: Tx, caller: Caller, alert_id: str, said: HandedOver) -> AlertView:
    """The caller's agency gives it to another one."""
    ledger.alert(tx, alert_id, viewer=_reader(caller))
    return steps.hand_over(tx, alert_id, by=caller.agency, to_agency=said.to_agency, note=said.note)


def close_alert(tx: Tx, caller: Caller, alert_id: str, said: Outcome) -> AlertView:
    """The caller's agency is done with it."""
    ledger.alert(tx, alert_id, viewer=_reader(caller))
    return steps.close(tx, alert_id, by=caller.agency, note=said.note)


def stream_alerts(
    request: Request,
    database: Data,
    caller: Caller,
    now: Now,
    last_event_id: Annotated[str | None, Header()] = None,
) -> StreamingResponse:
    """New alerts and steps, from now on or after Last-Event-ID, until the reader leaves."""
    viewer = _reader(caller)
    start = moment_of(last_event_id) if last_event_id else now  # here: once it streams, nothing is refused

    def look(since: datetime) -> list[AlertView]:
        with database.reading() as tx:
            return ledger.changed_since(tx, since, viewer)

    async def look_aside(since: datetime) -> list[AlertView]:
        return await run_in_threadpool(look, since)

    text = changes(look_aside, asyncio.sleep, request.is_disconnected, start, last_event_id)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(text, media_type="text/event-stream", headers=headers)


def _cap_route(areas: Areas, sender: CapSender):  # type: ignore[no-untyped-def]  # FastAPI reads the inner one
    def cap_feed(tx: Look, now: Now) -> Response:
        """The situation as CAP 1.2: area levels only, for everybody."""
        document = cap_document(situation(tx), areas, sender, now)
        return Response(document, media_type="application/cap+xml")

    return cap_feed


def _reader(caller: Viewer) -> Viewer:
    """The caller, if its agency handles alerts at all."""
    if caller.agency not in steps.RECEIVERS:
        raise NotAllowed(
            vi="Sổ cảnh báo chỉ dành cho các lực lượng phòng, chống dịch; xin đăng nhập bằng mã của đơn vị.",
            en="The ledger is for the agencies that act on it; use your agency's token.",
            code="no_alerts",
        )
    return caller
