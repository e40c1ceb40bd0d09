"""The page of a control post: a field that a scanner types into, and the answer large enough for the road."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response

from services.app.angles import Row
from services.app.answer_rows import answer_row
from services.app.portal.asking import Asked, OnCheckpoint
from services.app.portal.forms import FIELD, check_word, form_word, keep_word
from services.app.portal.showing import show
from services.app.scanning import Asking, scan
from services.domain.errors import BadRecord
from services.plumbing.web import Tx
from services.posts.answers import Seen

router = APIRouter(include_in_schema=False)

COOKIE = "phendau_post"
SHIFT_SECONDS = 12 * 3600
LONGEST_CODE = 5000

Word = Annotated[str, Form(alias=FIELD)]
Code = Annotated[str, Form(max_length=LONGEST_CODE)]
PostName = Annotated[str, Form(max_length=60)]
Last = Annotated[str, Form(max_length=40)]
Told = Annotated[Literal["", "yes", "no"], Form()]
Text = Annotated[str, Form(max_length=20)]


@router.get("/checkpoint")
def checkpoint_page(request: Request, asked: OnCheckpoint) -> Response:
    """The empty field."""
    return _page(request, asked, post=_remembered(request))


@router.post("/checkpoint")
def answer_page(
    request: Request,
    asked: OnCheckpoint,
    tx: Tx,
    word: Word = "",
    code: Code = "",
    post: PostName = "",
    paper: Last = "",
    certificate_on: Text = "",
    people_in_vehicle: Text = "",
    worker: Told = "",
    symptoms: Told = "",
    goods_vehicle: Told = "",
    accepts_quarantine: Told = "",
    refuses: Told = "",
) -> Response:
    """The answer, and the field again; what the officer found out may be added and asked anew."""
    check_word(request, word)
    told = {
        "symptoms": symptoms,
        "worker": worker,
        "goods_vehicle": goods_vehicle,
        "accepts_quarantine": accepts_quarantine,
        "refuses": refuses,
    }
    seen = Seen(
        paper=paper.strip() or None,
        certificate_on=_day(certificate_on),
        people_in_vehicle=_number(people_in_vehicle),
        **{name: _yes(said) for name, said in told.items()},
    )
    place = post.strip() or None
    found = scan(asked.house, tx, Asking(asked.viewer, place, asked.now), code, seen)
    row = answer_row(found, asked.jurisdiction, asked.language, post=place, at=asked.now, online=True)
    given = told | {"paper": paper, "certificate_on": certificate_on, "people_in_vehicle": people_in_vehicle}
    return _page(request, asked, post=post, row=row, code=code, given=given)


def _page(
    request: Request,
    asked: Asked,
    *,
    post: str,
    row: Row | None = None,
    code: str = "",
    given: dict[str, str] | None = None,
) -> Response:
    word = form_word(request)
    posts = [one for one in asked.jurisdiction.places if one.kind in ("outer_checkpoint", "inner_checkpoint")]
    page = show(
        asked, "checkpoint.html", word=word, post=post, posts=posts, row=row, code=code, given=given or {}
    )
    keep_word(request, page, word)
    secure = request.url.scheme == "https"
    page.set_cookie(COOKIE, _ascii(post), SHIFT_SECONDS, httponly=True, samesite="strict", secure=secure)
    return page


def _remembered(request: Request) -> str:
    try:
        return bytes.fromhex(request.cookies.get(COOKIE, "")).decode()[:60]
    except ValueError:
        return ""


def _ascii(post: str) -> str:
    """Cookies hold no Vietnamese."""
    return post.encode("utf-8", "replace").hex()


def _yes(said: str) -> bool | None:
    return {"yes": True, "no": False}.get(said)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise _unreadable("certificate_on") from None


def _number(text: str) -> int | None:
    digits = text.strip()
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) < 4):
        raise _unreadable("people_in_vehicle")
    return int(digits) if digits else None


def _unreadable(field: str) -> BadRecord:
    return BadRecord(
        vi=f"Không đọc được ô '{field}'; quay lại và điền ngày hoặc số.",
        en=f"Field '{field}' does not read; go back and give a day or a number.",
        field=field,
    )
