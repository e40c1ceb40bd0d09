"""Forms that only our own pages can send: a word in the form must equal the one in a same-site cookie."""

import hmac
import secrets
from collections.abc import Awaitable, Callable

from fastapi import Request, Response
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException

from services.domain.errors import BadRecord, NotAllowed

COOKIE = "phendau_form"
FIELD = "form_word"
LIFE_SECONDS = 12 * 3600  # a shift


def form_word(request: Request) -> str:
    """The word of this browser, a new one for a new browser."""
    return request.cookies.get(COOKIE) or secrets.token_urlsafe(24)


def keep_word(request: Request, response: Response, word: str) -> None:
    """Leave the word with the browser; no script can read it, no other site can make the browser send it."""
    secure = request.url.scheme == "https"
    response.set_cookie(
        COOKIE, word, max_age=LIFE_SECONDS, httponly=True, samesite="strict", secure=secure, path="/"
    )


def check_word(request: Request, given: str) -> None:
    """Raises NotAllowed when the form did not come from a page of ours."""
    known = request.cookies.get(COOKIE, "")
    if not known or not hmac.compare_digest(known.encode(), given.encode()):
        raise NotAllowed(
            vi="Biểu mẫu đã hết hạn hoặc không gửi từ trang của hệ thống; hãy tải lại trang rồi làm lại.",
            en="The form has expired or did not come from a page of ours; reload the page and try again.",
            code="foreign_form",
        )


def form_fields(
    *, longest: int, most: int, part_bytes: int
) -> Callable[[Request], Awaitable[dict[str, str]]]:
    """Reads a form of at most so many fields as text, each cut to its `longest` characters and stripped.

    What it gives raises BadRecord for anything that is no such form.
    """

    async def sent(request: Request) -> dict[str, str]:
        try:
            async with request.form(max_files=0, max_fields=most, max_part_size=part_bytes) as form:
                texts = {name: value for name, value in form.items() if isinstance(value, str)}
                return {name: value[:longest].strip() for name, value in texts.items()}
        except (HTTPException, MultiPartException, UnicodeDecodeError):
            raise BadRecord(
                vi="Biểu mẫu không đọc được; hãy tải lại trang rồi điền lại.",
                en="The form does not read; reload the page and fill it in again.",
                code="unreadable_form",
            ) from None

    return sent
