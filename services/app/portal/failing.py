"""An error as a page: what is wrong and what to do, in both languages."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from services.app.portal.asking import asked_plainly
from services.app.portal.showing import show
from services.domain.base import Sentence

MACHINES = ("/api/", "/health/", "/metrics", "/static/")


def wants_page(request: Request) -> bool:
    """Does a person with a browser ask, rather than a program?"""
    accepted = "text/html" in request.headers.get("accept", "")
    return accepted and not request.url.path.startswith(MACHINES)


def page_of_error(request: Request, status: int, sentence: Sentence) -> HTMLResponse:
    """The page that says so."""
    return show(asked_plainly(request), "error.html", status, status=status, sentence=sentence)
