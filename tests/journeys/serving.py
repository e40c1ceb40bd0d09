"""A house with its web door on a real port, worked step by step by the test's own hand."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from services.app.web import create_app
from services.app.wiring import House
from services.app.workers import Readers
from services.plumbing.clock import SetClock
from services.plumbing.cloudevents import intake_message
from tests.servers.waiting import NeverHappened

START_SECONDS = 20


@dataclass
class Living:
    """A house whose clock, settling and sending the test decides; `door` is its HTTP door."""

    house: House
    clock: SetClock
    door: httpx.Client
    readers: Readers

    def settle(self) -> int:
        """Let every message that waits reach whom it is for."""
        return self.readers.settle()

    def post(self, feed: str, records: Any) -> dict[str, Any]:
        """Hand records over by HTTP; the receipt. The house settles."""
        answer = self.door.post(f"/api/intake/{feed}", json=records)
        assert answer.status_code == 202, answer.text
        self.settle()
        return answer.json()

    def put_on_topic(self, feed: str, body: bytes) -> None:
        """What another system would put on the topic of a feed."""
        message = intake_message(feed, body, key="205", at=self.clock(), source="/tests/other-system")
        self.house.log.append([message])

    def area(self, code: str) -> dict[str, Any]:
        """One area as the API shows it."""
        answer = self.door.get(f"/api/areas/{code}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def levels(self) -> dict[str, int | None]:
        """The level shown for every area."""
        return {row["area"]: row["level"] for row in self.door.get("/api/areas").json()}

    def alerts(self, **query: str) -> list[dict[str, Any]]:
        """The ledger as the API shows it."""
        answer = self.door.get("/api/alerts", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def wait(self, **span: float) -> None:
        """Let time pass in the house, without a message."""
        self.clock.move_to(self.clock() + timedelta(**span))
        self.house.regrade()
        self.settle()


@contextlib.contextmanager
def living(house: House, clock: SetClock) -> Iterator[Living]:
    """Open the door of a house that has moved in."""
    with served(create_app(house)) as url, httpx.Client(base_url=url, timeout=60, trust_env=False) as door:
        yield Living(house, clock, door, Readers(house))


@contextlib.contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """An application on a port of its own, by the server that production uses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            _wait_until_it_listens(server, thread)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def _wait_until_it_listens(server: uvicorn.Server, thread: threading.Thread) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise NeverHappened("The server did not start")
        time.sleep(0.01)
