"""Tighten and loosen: proposals with evidence and cost, the outer ring, and the form of the order."""

from collections.abc import Mapping
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from services.app.angles import Row
from services.app.portal.asking import Asked, OnDoors
from services.app.portal.forms import FIELD, check_word, form_fields, form_word, keep_word
from services.app.portal.showing import show
from services.app.ring_rows import proposal_rows, ring_rows
from services.app.signed_twice import refuse_signed
from services.app.signing_orders import (
    FIELDS,
    proposal_of,
    refuse_all_but_command,
    sign,
    signed_order,
    states_said,
)
from services.domain.agencies import Agency
from services.domain.errors import BadRecord, WrongState
from services.plumbing.web import Look, Tx

router = APIRouter(include_in_schema=False)

Word = Annotated[str, Query(max_length=200)]
Sent = Annotated[dict[str, str], Depends(form_fields(longest=500, most=20, part_bytes=4096))]


@router.get("/doors")
def doors_page(asked: OnDoors, tx: Look, signed: Word = "") -> Response:
    """To tighten, to loosen, waiting, signed and not begun; then the outer ring.

    `signed`: the receipt of an order just signed.
    """
    may_sign = _may_sign(asked)
    angle = asked.angle(tx)
    every = proposal_rows(tx, angle)
    rows = [row for row in every if not row["signed"]]
    ring = ring_rows(angle)
    return show(
        asked,
        "doors.html",
        tighten=[row for row in rows if row["way"] == "tighten"],
        loosen=[row for row in rows if row["way"] == "loosen" and row["ready"]],
        waiting=[row for row in rows if row["way"] == "loosen" and not row["ready"]],
        ring=[(name, list(parts)) for name, parts in groupby(ring, key=lambda part: part["part_name"])],
        coming=[row for row in every if row["signed"]],
        may_sign=may_sign,
        signed=signed_order(tx, signed) if signed and may_sign else None,
    )


@router.get("/doors/sign")
def sign_page(request: Request, asked: OnDoors, tx: Look, area: Word, way: Word, part: Word = "") -> Response:
    """The form of one order."""
    _refuse_who_may_not(asked)
    row = proposal_of(proposal_rows(tx, asked.angle(tx)), area, way, part)
    refuse_signed(row)
    return _form(request, asked, row, _first(asked, row))


@router.post("/doors/sign")
def sign_order(request: Request, asked: OnDoors, tx: Tx, sent: Sent) -> Response:
    """Send the order through the intake; the form again with what to mend."""
    check_word(request, sent.get(FIELD, ""))
    _refuse_who_may_not(asked)
    angle = asked.angle(tx)
    row = proposal_of(
        proposal_rows(tx, angle), sent.get("area", ""), sent.get("way", ""), sent.get("part", "")
    )
    try:
        receipt = sign(tx, asked.house, row, sent, asked.now, angle.survey.heard.orders)
    except BadRecord as error:
        return _form(request, asked, row, sent, error.sentence.said_in(asked.language))
    return RedirectResponse(asked.link("/doors", signed=receipt.id), status_code=303)


def _may_sign(asked: Asked) -> bool:
    command = asked.viewer.agency is Agency.COMMAND and asked.viewer.areas is None
    return command and not asked.looking_back


def _refuse_who_may_not(asked: Asked) -> None:
    """Raises NotAllowed; WrongState for who looks back: what stood then is no ground to sign now."""
    refuse_all_but_command(asked.viewer)
    if asked.looking_back:
        raise WrongState(
            vi="Đang xem một thời điểm đã qua; hãy trở về hiện tại rồi ra quyết định.",
            en="An earlier moment is shown; go back to now to sign.",
            field="as_of",
            code="looking_back",
        )


def _first(asked: Asked, row: Row) -> dict[str, str]:
    """What the form begins with: the state the law ties to the level, from now on."""
    since = asked.now.astimezone(asked.zone).strftime("%Y-%m-%dT%H:%M")
    return {"state": row["state"], "since": since}


def _form(
    request: Request, asked: Asked, row: Row, given: Mapping[str, str], trouble: str | None = None
) -> Response:
    word = form_word(request)
    answer = show(
        asked,
        "door_form.html",
        422 if trouble else 200,
        row=row,
        given={name: given.get(name, "") for name in FIELDS},
        states=states_said(asked.language),
        word=word,
        trouble=trouble,
    )
    keep_word(request, answer, word)
    return answer
