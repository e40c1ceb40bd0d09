"""Rehearsal of a draft law, for the command centre: what would change. Nothing is kept, nothing is signed."""

from datetime import date, datetime, time
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from services.app.angles import Row
from services.app.draft_laws import drafted, drafts_of
from services.app.portal.asking import Asked, OnRehearse
from services.app.portal.draft_form import DraftSent, draft_sent
from services.app.portal.forms import FIELD, check_word, form_word, keep_word
from services.app.portal.showing import show
from services.app.rehearsing import Rehearsal, rehearse
from services.domain.days import within_reason
from services.domain.errors import BadLaw, BadRecord, NotAllowed, NotInForce
from services.plumbing.database import Transaction
from services.plumbing.web import Look
from services.policy.sight import Sight, Subject, may_see

router = APIRouter(include_in_schema=False)

Sent = Annotated[DraftSent, Depends(draft_sent)]
NOTHING = DraftSent()


@router.get("/rehearse")
def rehearse_page(request: Request, asked: OnRehearse) -> Response:
    """The form."""
    _refuse_part_of_the_territory(asked)
    return _page(request, asked, NOTHING)


@router.post("/rehearse")
def rehearse_draft(request: Request, asked: OnRehearse, tx: Look, sent: Sent) -> Response:
    """What the draft would change; the form again with file, line and mend where the draft is broken."""
    _refuse_part_of_the_territory(asked)
    check_word(request, sent.words.get(FIELD, ""))
    try:
        found = _tried(asked, tx, sent)
    except (BadLaw, BadRecord, NotInForce) as error:
        return _page(request, asked, sent, trouble=error.sentence.said_in(asked.language))
    return _page(request, asked, sent, found=found)


def _tried(asked: Asked, tx: Transaction, sent: DraftSent) -> Row:
    day, draft_at = (_day(sent.words.get(name, ""), name) for name in ("day", "draft_at"))
    with drafted(asked.house, sent.words.get("draft", ""), sent.files) as draft:
        noon = datetime.combine(draft_at, time(12), asked.zone) if draft_at else None
        told = Rehearsal(draft, asked.as_of, day, within_reason(noon, "draft_at") if noon else None)
        return rehearse(asked.house, tx, told, asked.language)


def _day(text: str, name: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadRecord(
            vi="Ngày không đọc được; hãy ghi như 2021-02-20.",
            en="This is no day; write 2021-02-20.",
            field=name,
            code="bad_day",
        ) from None


def _page(
    request: Request, asked: Asked, sent: DraftSent, *, found: Row | None = None, trouble: str | None = None
) -> Response:
    word = form_word(request)
    given = {"day": asked.as_of.astimezone(asked.zone).date().isoformat(), **sent.words}
    answer = show(
        asked,
        "rehearse.html",
        422 if trouble else 200,
        drafts=list(drafts_of(asked.house)),
        given=given,
        files=list(sent.files),
        word=word,
        found=found,
        trouble=trouble,
        folders=[str(folder.name) for folder in asked.house.settings.draft_folders],
    )
    keep_word(request, answer, word)
    return answer


def _refuse_part_of_the_territory(asked: Asked) -> None:
    """A rehearsal shows every area: an office of some areas, even of the command, opens it not."""
    if not may_see(asked.viewer, Subject(kind=Sight.REHEARSE)):
        raise NotAllowed(
            vi="Chỉ Ban Chỉ đạo cấp tỉnh thử quy định ở đây.",
            en="Only the provincial command centre rehearses here.",
            code="not_yours_to_rehearse",
        )
