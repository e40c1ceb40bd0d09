"""The ledger as people work on it: read, accept, hand over, close; without a script as well as with one."""

from collections import Counter
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from services.alerts import ledger, steps
from services.alerts.words import AlertState, AlertView
from services.app.portal.asking import Asked, OnAlerts
from services.app.portal.forms import FIELD, check_word, form_word, keep_word
from services.app.portal.showing import show
from services.domain.agencies import Agency
from services.domain.errors import BadRecord
from services.plumbing.database import Transaction
from services.plumbing.web import Look, Tx

router = APIRouter(include_in_schema=False)

PAGE_SIZE = 50
OPEN = (AlertState.NEW, AlertState.ACKNOWLEDGED, AlertState.HANDED_OVER)

Agencies = Literal["", "command", "police", "military", "health", "border"]
States = Literal["open", "all", "new", "acknowledged", "handed_over", "closed", "revoked"]
Word = Annotated[str, Form(alias=FIELD)]
Note = Annotated[str, Form(max_length=2000)]


@router.get("/alerts")
def alerts_page(
    request: Request,
    asked: OnAlerts,
    tx: Look,
    agency: Agencies | None = None,
    state: States = "open",
    page: Annotated[int, Query(ge=1)] = 1,
) -> Response:
    """Newest first; by default what is still open with the reader's own agency."""
    agency = asked.viewer.agency.value if agency is None else agency  # type: ignore[assignment]  # one of them
    found = _ledger(tx, asked, Agency(agency) if agency else None)
    fitting = [alert for alert in reversed(found) if _fits(alert, state)]
    word = form_word(request)
    shown = fitting[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    answer = show(
        asked,
        "alerts.html",
        alerts=shown,
        steps={alert.id: _possible(alert, asked) for alert in shown},
        counts=Counter(alert.state for alert in found),
        receivers=steps.RECEIVERS,
        word=word,
        chosen={"agency": agency, "state": state, "page": page},
        more=len(fitting) > page * PAGE_SIZE,
    )
    keep_word(request, answer, word)
    return answer


@router.get("/alerts/{alert_id}")
def alert_page(request: Request, asked: OnAlerts, tx: Look, alert_id: str) -> Response:
    """One alert with the steps taken on it."""
    as_of = asked.as_of if asked.looking_back else None
    alert = ledger.alert(tx, alert_id, as_of=as_of, viewer=asked.viewer)
    word = form_word(request)
    possible = {alert.id: _possible(alert, asked)}
    answer = show(asked, "alert.html", alert=alert, steps=possible, receivers=steps.RECEIVERS, word=word)
    keep_word(request, answer, word)
    return answer


@router.post("/alerts/{alert_id}/ack")
def acknowledge(
    request: Request, asked: OnAlerts, tx: Tx, alert_id: str, word: Word = "", note: Note = ""
) -> Response:
    """Accept it."""
    check_word(request, word)
    ledger.alert(tx, alert_id, viewer=asked.viewer)
    steps.acknowledge(tx, alert_id, by=asked.viewer.agency, note=note.strip() or None)
    return _back(asked, alert_id)


@router.post("/alerts/{alert_id}/handover")
def hand_over(
    request: Request,
    asked: OnAlerts,
    tx: Tx,
    alert_id: str,
    word: Word = "",
    note: Note = "",
    to_agency: Annotated[str, Form()] = "",
) -> Response:
    """Hand it to another agency."""
    check_word(request, word)
    ledger.alert(tx, alert_id, viewer=asked.viewer)
    steps.hand_over(
        tx, alert_id, by=asked.viewer.agency, to_agency=_receiver(to_agency), note=note.strip() or None
    )
    return _back(asked, alert_id)


@router.post("/alerts/{alert_id}/close")
def close(
    request: Request, asked: OnAlerts, tx: Tx, alert_id: str, word: Word = "", note: Note = ""
) -> Response:
    """Close it, with what came of it."""
    check_word(request, word)
    ledger.alert(tx, alert_id, viewer=asked.viewer)
    steps.close(tx, alert_id, by=asked.viewer.agency, note=note.strip())
    return _back(asked, alert_id)


def _ledger(tx: Transaction, asked: Asked, agency: Agency | None) -> list[AlertView]:
    as_of = asked.as_of if asked.looking_back else None
    return ledger.alerts(tx, agency=agency, as_of=as_of, viewer=asked.viewer)


def _fits(alert: AlertView, state: States) -> bool:
    return state == "all" or alert.state == state or (state == "open" and alert.state in OPEN)


def _possible(alert: AlertView, asked: Asked) -> frozenset[AlertState]:
    """The steps this reader may take on it: none on the past, none on what others hold."""
    if asked.looking_back or asked.viewer.agency not in (alert.holder, Agency.COMMAND):
        return frozenset()
    return steps.ALLOWED[alert.state]


def _receiver(word: str) -> Agency:
    if word not in list(Agency):
        raise BadRecord(
            vi="Chưa chọn đơn vị nhận; hãy chọn một đơn vị trong danh sách.",
            en="No receiving agency is chosen; choose one of the list.",
            field="to_agency",
            code="not_a_receiver",
        )
    return Agency(word)


def _back(asked: Asked, alert_id: str) -> Response:
    # 303: the browser asks again with GET, so that a reload repeats nothing.
    return RedirectResponse(asked.link(f"/alerts/{alert_id}"), status_code=303)
