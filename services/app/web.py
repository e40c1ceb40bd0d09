"""The web application: routes of the rooms, one answer for our errors."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as ASGIMessage

from services.alerts.routes import alerts_router
from services.app import api_docs, health
from services.app.access import Doorkeeper, read_tokens
from services.app.contracts import openapi
from services.app.portal import mount_portal, page_of_error, wants_page
from services.app.routers import LOOKING
from services.app.small_bodies import SmallBodies
from services.app.wiring import House
from services.domain.base import Sentence
from services.domain.errors import PhenDauError
from services.ingest.group_commit import GroupCommit
from services.ingest.routes import intake_routes
from services.plumbing.engine import is_passing

log = logging.getLogger(__name__)

Background = Callable[[], None]
MOST_NAMED, LONGEST_NAME = 5, 40  # a stranger may have named the fields


def create_app(
    house: House, *, start: Background | None = None, stop: Background | None = None, pages: bool = True
) -> FastAPI:
    """The application of a built house; `start` and `stop` run what works beside it in this process.

    Without `pages` it is the intake alone: doors, receipts, health.
    """

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        if start:
            start()
        yield
        app.state.group_commit.close()
        if stop:
            stop()

    app = FastAPI(
        title="Phên Dậu",
        description="Entry-risk monitoring: who arrives, how risky each area is, who must be told.",
        version="0.1.0",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=life,
    )
    _give_state(app, house)
    _open_doors(app, house)
    if pages:
        _open_rooms(app, house)
    _answer_errors(app)
    app.openapi = partial(openapi, app)  # type: ignore[method-assign]  # the way FastAPI's docs show
    return app


def _give_state(app: FastAPI, house: House) -> None:
    doorkeeper = Doorkeeper(read_tokens(house.settings))
    app.state.house = house
    app.state.database = house.database
    app.state.clock = house.clock
    app.state.reading = house.reading
    app.state.group_commit = GroupCommit(house.database, house.reading)
    app.state.viewer_of = doorkeeper.viewer_of
    app.state.doorkeeper = doorkeeper
    app.state.sign_in = doorkeeper.viewer
    if not doorkeeper.guarded:
        # Without tokens only this machine is served; a stranger's page must not reach it under another name.
        app.add_middleware(
            TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]", "testserver"]
        )
    app.add_middleware(Compressed, minimum_size=1024)
    app.add_middleware(SmallBodies)


def _open_doors(app: FastAPI, house: House) -> None:
    app.include_router(intake_routes(house.feeds, file_limit=house.settings.max_file))
    app.include_router(health.router)
    api_docs.mount(app)


def _open_rooms(app: FastAPI, house: House) -> None:
    app.include_router(alerts_router(house.jurisdiction.areas, house.cap_sender))
    for router in LOOKING:
        app.include_router(router)
    mount_portal(app)


def _answer_errors(app: FastAPI) -> None:
    app.add_exception_handler(PhenDauError, _our_error)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(DBAPIError, _database_error)
    app.add_exception_handler(NoConnectionFree, _database_error)
    app.add_exception_handler(Exception, _unexpected)
    app.add_middleware(OneLine)


class Compressed(GZipMiddleware):
    """What is asked for is compressed; a receipt is small, and trying would cost a fifth of its request."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Only answers to a question."""
        answering = self.app if scope["type"] == "http" and scope["method"] == "POST" else super().__call__
        await answering(scope, receive, send)


class OneLine:
    """One line a request: path and answer, never a query (it may hold what a person typed)."""

    def __init__(self, app: ASGIApp) -> None:
        """`app`: whose answers are told."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and look at the answer's status."""

        async def telling(message: ASGIMessage) -> None:
            if message["type"] == "http.response.start":
                log.info("%s %s %s", scope["method"], scope["path"], message["status"])
            await send(message)

        await self._app(scope, receive, telling if scope["type"] == "http" else send)


async def _our_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, PhenDauError)
    return _said(request, error.status, error.code, error.sentence, error.field)


async def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    named = sorted({str(one["loc"][-1])[:LONGEST_NAME] for one in error.errors()})
    fields = ", ".join(named[:MOST_NAMED]) or "body"
    sentence = Sentence(
        vi=f"Yêu cầu không đọc được ở: {fields}; xem /api/docs để biết dạng đúng.",
        en=f"The request does not read at: {fields}; /api/docs shows the right form.",
    )
    return _said(request, 422, "unreadable_request", sentence, fields)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, PhenDauError):  # what reading the body raised is told as it is
        return await _our_error(request, error.__cause__)
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
