"""The web application: routes of the rooms, what they find in its state, what lies around every request."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as ASGIMessage

from services.alerts.routes import alerts_router
from services.app import api_docs, health
from services.app.access import Doorkeeper, read_tokens
from services.app.contracts import openapi
from services.app.error_answers import answer_errors
from services.app.portal import mount_portal
from services.app.routers import LOOKING
from services.app.small_bodies import SmallBodies
from services.app.wiring import House
from services.ingest.group_commit import GroupCommit
from services.ingest.routes import intake_routes

log = logging.getLogger(__name__)

Background = Callable[[], None]


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
    answer_errors(app)
    app.add_middleware(OneLine)
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
