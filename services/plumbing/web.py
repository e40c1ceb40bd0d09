"""What a route may ask for: a transaction, the moment, the caller."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, cast

from fastapi import Depends, Request

from services.domain.viewers import Viewer
from services.plumbing.database import Database, Transaction


def _kept(request: Request) -> Database:
    return cast(Database, request.app.state.database)


# Asynchronous though they wait for nothing: a plain function would cost a thread's hand-over a request.
async def _database(request: Request) -> Database:
    return _kept(request)


def _transaction(request: Request) -> Iterator[Transaction]:
    with _kept(request).transaction() as tx:
        yield tx


def _reading(request: Request) -> Iterator[Transaction]:
    with _kept(request).reading() as tx:
        yield tx


async def _now(request: Request) -> datetime:
    return cast(datetime, request.app.state.clock())


async def _viewer(request: Request) -> Viewer:
    return cast(Viewer, request.app.state.viewer_of(request))


Data = Annotated[Database, Depends(_database)]
# scope="function": commit first, answer afterwards. The default would answer first.
Tx = Annotated[Transaction, Depends(_transaction, scope="function")]
Look = Annotated[Transaction, Depends(_reading, scope="function")]
Now = Annotated[datetime, Depends(_now)]
Caller = Annotated[Viewer, Depends(_viewer)]
"""Recognised by its token; raises NotAllowed when there is none and the house wants one."""
