"""Codes of declarations, scans, questions: `/api/declarations/…`, `/api/scan`, `/api/assess`."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import ConfigDict, Field

from services.app.answer_rows import answer_row
from services.app.api import Lang
from services.app.assessing import Journey, assess_journey
from services.app.declaration_codes import Issued, code_for, codes_of_receipt
from services.app.scanning import Asking, scan
from services.app.wiring import House
from services.domain.base import Moment, Word
from services.ingest.receipts import as_receipt
from services.plumbing.web import Caller, Look, Now, Tx
from services.posts.answers import Seen
from services.posts.drawing import Picture, drawn
from services.posts.keys import as_pem

router = APIRouter(prefix="/api", tags=["posts"])

LONGEST_CODE = 5000  # what a person may paste; the code's own limit is told as unreadable, with a sentence
NOT_KEPT = {"Cache-Control": "no-store"}

Holder = Annotated[
    str | None,
    Query(max_length=80, description="Id of the receipt of the declaration; who is no post needs it."),
]


class ScanAsked(Seen):
    """A scan: the digits, the post, and what the officer sees."""

    model_config = ConfigDict(strict=False)  # JSON writes days as text

    code: Annotated[str, Field(max_length=LONGEST_CODE, description="Digits of the QR code.")]
    post: Annotated[str, Field(max_length=60)] | None = None


class CodeSaid(Word):
    """The code of one declaration."""

    declaration_id: str
    code: str
    """Digits; draw them as a QR code in numeric mode, error correction M."""
    declared_at: Moment
    valid_until: Moment


@router.post("/scan", summary="Answer a scan at a post")
def answer_scan(
    request: Request, asked: ScanAsked, tx: Tx, caller: Caller, now: Now, lang: Lang = None
) -> dict[str, Any]:
    """Pass, sample, quarantine or turn_back, with reasons; kept before it is answered."""
    house: House = request.app.state.house
    seen = Seen(**asked.model_dump(exclude={"code", "post"}))
    found = scan(house, tx, Asking(caller, asked.post, now), asked.code, seen)
    language = lang or house.settings.lang
    return answer_row(found, house.jurisdiction, language, post=asked.post, at=now, online=True)


@router.post("/assess", summary="What a person or a vehicle from somewhere must do, without a code")
def assess_told(
    request: Request, asked: Journey, tx: Look, caller: Caller, now: Now, lang: Lang = None
) -> dict[str, Any]:
    """The answer of the law in force; for everybody, and nothing of it is kept."""
    house: House = request.app.state.house
    return assess_journey(house, tx, asked, now, lang or house.settings.lang)


@router.get("/codes/keys.pem", summary="Public keys with which anybody checks a code")
def public_keys(request: Request) -> Response:
    """One PEM block a key; no secret is in it."""
    house: House = request.app.state.house
    return Response(as_pem(house.code_keys.posts, with_paper=False), media_type="application/x-pem-file")


@router.get("/declarations/{declaration_id:path}/code", summary="The code of a declaration as digits")
def code_of(
    request: Request, declaration_id: str, tx: Tx, caller: Caller, receipt: Holder = None
) -> CodeSaid:
    """For posts, and for who holds the declaration's receipt."""
    return _said(code_for(request.app.state.house, tx, caller, declaration_id, receipt))


@router.get("/declarations/{declaration_id:path}/qr.svg", summary="The code of a declaration as a picture")
def svg_of(request: Request, declaration_id: str, tx: Tx, caller: Caller, receipt: Holder = None) -> Response:
    """SVG, for screens and print."""
    issued = code_for(request.app.state.house, tx, caller, declaration_id, receipt)
    return _picture(issued, "svg", "image/svg+xml")


@router.get("/declarations/{declaration_id:path}/qr.png", summary="The same as PNG")
def png_of(request: Request, declaration_id: str, tx: Tx, caller: Caller, receipt: Holder = None) -> Response:
    """PNG, for the gallery of a phone."""
    issued = code_for(request.app.state.house, tx, caller, declaration_id, receipt)
    return _picture(issued, "png", "image/png")


@router.get("/receipts/{receipt_id}/codes", summary="Codes of the declarations a receipt newly kept")
def codes_of(request: Request, receipt_id: str, tx: Tx, caller: Caller) -> list[CodeSaid]:
    """At most a thousand; whoever holds the receipt sent the declarations. Duplicates have older receipts."""
    as_receipt(tx, receipt_id)
    return [_said(one) for one in codes_of_receipt(request.app.state.house, tx, caller, receipt_id)]


def _said(issued: Issued) -> CodeSaid:
    return CodeSaid(**vars(issued))


def _picture(issued: Issued, kind: Picture, media_type: str) -> Response:
    return Response(drawn(issued.code, kind), media_type=media_type, headers=NOT_KEPT)
