"""One answer for whatever fails: status, code, field, and a sentence that says what to do."""

import logging
from collections.abc import Sequence

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from starlette.exceptions import HTTPException

from services.app.portal import page_of_error, wants_page
from services.domain.base import Sentence
from services.domain.errors import PhenDauError
from services.plumbing.engine import is_passing

log = logging.getLogger(__name__)

MOST_NAMED, LONGEST_NAME = 5, 40  # a stranger may have named the fields

_FORM = Sentence(vi="xem /api/docs để biết dạng đúng.", en="/api/docs shows the right form.")
_NO_JSON = Sentence(
    vi="Nội dung không phải JSON dạng UTF-8; kiểm tra ngoặc, dấu nháy, dấu phẩy, bảng mã rồi gửi lại.",
    en="This is no JSON in UTF-8; check brackets, quotes, commas and the encoding, and send it again.",
)
_HOW = {
    "datetime_": Sentence(
        vi="thời điểm viết như 2021-01-28T14:30:00+07:00;", en="write a moment as 2021-01-28T14:30:00+07:00;"
    ),
    "date_": Sentence(vi="ngày viết như 2021-01-28;", en="write a day as 2021-01-28;"),
}
"""How to write what did not read, by how the kind of the fault begins."""


def answer_errors(app: FastAPI) -> None:
    """Have all that is raised answered by a sentence: a page to a browser, else JSON; never a traceback."""
    app.add_exception_handler(PhenDauError, _our_error)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(DBAPIError, _database_error)
    app.add_exception_handler(NoConnectionFree, _database_error)
    app.add_exception_handler(Exception, _unexpected)


async def _our_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, PhenDauError)
    return _said(request, error.status, error.code, error.sentence, error.field)


async def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = error.errors()
    if any(one["type"] == "json_invalid" for one in faults):
        return _said(request, 422, "unreadable_request", _NO_JSON, "body")
    named = sorted({_place(one["loc"]) for one in faults})
    fields = ", ".join(named[:MOST_NAMED])
    how = [_HOW[kind] for kind in _HOW if any(one["type"].startswith(kind) for one in faults)][:1]
    sentence = Sentence(
        vi=" ".join([f"Yêu cầu không đọc được ở: {fields};", *(one.vi for one in how), _FORM.vi]),
        en=" ".join([f"The request does not read at: {fields};", *(one.en for one in how), _FORM.en]),
    )
    return _said(request, 422, "unreadable_request", sentence, fields)


def _place(loc: Sequence[str | int]) -> str:
    """Where in the request: `been[0]`; a place in a list says nothing without the name of the list."""
    told = loc[1:] or ("body",)  # the first part is where in the request: body, query, path
    names = [f"[{part}]" if isinstance(part, int) else f".{part[:LONGEST_NAME]}" for part in told]
    return "".join(names).removeprefix(".") or "body"


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, PhenDauError):  # what reading the body raised is told as it is
        return await _our_error(request, error.__cause__)
    if isinstance(error.__cause__, UnicodeDecodeError):
        return _said(request, 422, "unreadable_request", _NO_JSON, "body")
    sentence = Sentence(
        vi="Không có trang hoặc thao tác này; quay lại trang đầu."
        if error.status_code in (404, 405)
        else "Yêu cầu không hợp lệ.",
        en="There is no such page or action; go back to the first page."
        if error.status_code in (404, 405)
        else "The request is not valid.",
    )
    return _said(request, error.status_code, "http_error", sentence, None)


async def _database_error(request: Request, error: Exception) -> Response:
    if not is_passing(error):
        return await _unexpected(request, error)
    log.warning("the database does not answer", extra={"fault": type(error).__name__})
    sentence = Sentence(
        vi="Cơ sở dữ liệu không trả lời; dữ liệu chưa nhận. Hãy gửi lại sau ít phút.",
        en="The database does not answer; nothing was taken in. Send it again in a few minutes.",
    )
    return _said(request, 503, "database_unavailable", sentence, None)


async def _unexpected(request: Request, error: Exception) -> Response:
    # The class alone: an exception's text may quote what a person wrote. The traceback goes to the log.
    log.error("unexpected fault", exc_info=error)
    sentence = Sentence(
        vi=f"Lỗi của hệ thống ({type(error).__name__}); dữ liệu chưa nhận. Thử lại hoặc báo vận hành.",
        en=f"A fault of ours ({type(error).__name__}); nothing was taken in. Try again or tell operators.",
    )
    return _said(request, 500, "fault", sentence, None)


def _said(request: Request, status: int, code: str, sentence: Sentence, field: str | None) -> Response:
    if wants_page(request):
        return page_of_error(request, status, sentence)
    body = {"code": code, "field": field, "message_vi": sentence.vi, "message_en": sentence.en}
    return JSONResponse({"error": body}, status_code=status)
