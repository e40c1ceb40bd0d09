"""Sign in with an agency's token, and out again. Used only where the house asks for tokens."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from services.app import access
from services.app.portal.asking import Anybody, Asked
from services.app.portal.forms import FIELD, check_word, form_word, keep_word
from services.app.portal.showing import show

router = APIRouter(include_in_schema=False)

LIFE_SECONDS = 12 * 3600  # a shift: a forgotten screen signs itself out
Word = Annotated[str, Form(alias=FIELD)]


@router.get("/sign-in")
def sign_in_page(request: Request, asked: Anybody) -> Response:
    """The form."""
    return _form(request, asked, failed=False)


@router.post("/sign-in")
def sign_in(
    request: Request,
    asked: Anybody,
    token: Annotated[str, Form(max_length=400)] = "",
    word: Word = "",
) -> Response:
    """Leave the token with the browser when it is one of ours."""
    check_word(request, word)
    if request.app.state.sign_in(token.strip()) is None:
        return _form(request, asked, failed=True)
    answer = RedirectResponse(asked.link("/"), status_code=303)
    answer.set_cookie(
        access.COOKIE,
        token.strip(),
        max_age=LIFE_SECONDS,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )
    return answer


@router.post("/sign-out")
def sign_out(request: Request, asked: Anybody, word: Word = "") -> Response:
    """Forget the token."""
    check_word(request, word)
    answer = RedirectResponse(asked.link("/"), status_code=303)
    answer.delete_cookie(access.COOKIE, path="/", httponly=True, samesite="strict")
    return answer


def _form(request: Request, asked: Asked, *, failed: bool) -> Response:
    word = form_word(request)
    answer = show(asked, "sign_in.html", 403 if failed else 200, word=word, failed=failed)
    keep_word(request, answer, word)
    return answer
