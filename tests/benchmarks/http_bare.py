"""The same framework with nothing of ours: pydantic's check, one durable append, a line of log."""

import asyncio
import sqlite3
import sys
import threading
from concurrent.futures import Future
from pathlib import Path
from queue import Empty, SimpleQueue

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

Waiting = tuple[str, Future[None]]


class Declared(BaseModel):
    """The fields of the domestic form."""

    declaration_id: str
    declared_at: str
    full_name: str
    id_number: str | None = None
    birth_year: str
    sex: str | None = None
    nationality: str | None = None
    addr_province: str | None = None
    phone: str | None = None
    vehicle_type: str | None = None
    from_area: str
    to_area: str
    places_14d: str | None = None
    any_symptom: str
    exp_case: str | None = None
    exp_ill: str | None = None
    pledge: str | None = None
    post: str | None = None


def append(path: Path, waiting: SimpleQueue[Waiting]) -> None:
    """One thread commits whatever waits."""
    table = sqlite3.connect(path, isolation_level=None)
    table.execute("pragma journal_mode=wal")
    table.execute("pragma synchronous=full")
    table.execute("create table outbox (id integer primary key, body text)")
    while True:
        batch = [waiting.get()]
        try:
            while len(batch) < 500:
                batch.append(waiting.get_nowait())
        except Empty:
            pass
        table.execute("begin immediate")
        table.executemany("insert into outbox (body) values (?)", [(body,) for body, _ in batch])
        table.execute("commit")
        for _, answer in batch:
            answer.set_result(None)


def app_with(path: Path) -> FastAPI:
    """The application."""
    app, waiting = FastAPI(), SimpleQueue[Waiting]()
    threading.Thread(target=append, args=(path, waiting), daemon=True).start()

    @app.post("/declare", status_code=202)
    async def declare(declared: Declared) -> dict[str, str]:
        answer: Future[None] = Future()
        waiting.put((declared.model_dump_json(), answer))
        await asyncio.wrap_future(answer)
        return {"id": declared.declaration_id}

    return app


if __name__ == "__main__":
    uvicorn.run(
        app_with(Path(sys.argv[1]) / "outbox.db"),
        host="127.0.0.1",
        port=int(sys.argv[2]),
        access_log=True,  # a line a request, as ours writes
    )
