"""Declarations over HTTP, answered after the commit, beside the framework with one bare durable append."""

import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from services.plumbing.clock import SetClock
from tests.benchmarks import pipe
from tests.benchmarks.measuring import Result, bench_house
from tests.benchmarks.waves import BUSIEST
from tests.servers.waiting import answers_on, free_ports, wait_until

REQUESTS = 6_000
CONNECTIONS = 64
SLOWEST_MS = 250
OURS = "tests.benchmarks.http_ours"
THEIRS = "tests.benchmarks.http_bare"


def run(folder: Path) -> list[Result]:
    """Requests a second and the slowest hundredth, with 64 connections and one record a request."""
    house = bench_house(folder, SetClock(BUSIEST))
    bodies = [json.dumps(row).encode() for row in pipe.declarations(house, REQUESTS)]
    house.close()
    ours, slowest = _measured(OURS, folder / "ours", "/api/intake/declarations", bodies)
    theirs, slowest_of_theirs = _measured(THEIRS, folder / "bare", "/declare", bodies)
    bare = "FastAPI, pydantic, one append, a log line"
    return [
        Result("declarations over HTTP, one a request", "requests/s", ours, bare, theirs, share=0.5),
        Result("slowest hundredth of them", "ms", slowest, bare, slowest_of_theirs, limit=SLOWEST_MS),
    ]


def _measured(program: str, folder: Path, path: str, bodies: Sequence[bytes]) -> tuple[float, float]:
    with _serving(program, folder) as port:
        requests = [_request(path, body) for body in bodies]
        asyncio.run(_ask(port, requests[: CONNECTIONS * 4]))  # everything is imported and warm
        began = time.perf_counter()
        times = asyncio.run(_ask(port, requests[CONNECTIONS * 4 :]))
        seconds = time.perf_counter() - began
    return len(times) / seconds, statistics.quantiles(times, n=100)[98] * 1_000


@contextmanager
def _serving(program: str, folder: Path) -> Iterator[int]:
    folder.mkdir(parents=True)
    (port,) = free_ports(1)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", program, str(folder), str(port)], stdout=log, stderr=log
        )
        try:
            wait_until(lambda: answers_on(port), 60, f"{program} listens")
            yield port
        finally:
            server.terminate()
            server.wait(20)


def _request(path: str, body: bytes) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
    return f"{head}content-length: {len(body)}\r\n\r\n".encode() + body


async def _ask(port: int, requests: Sequence[bytes]) -> list[float]:
    """Seconds of each request; every connection sends its share, one after the other."""
    shares = [requests[n::CONNECTIONS] for n in range(CONNECTIONS)]
    answered = await asyncio.gather(*(_ask_in_turn(port, share) for share in shares))
    return [seconds for share in answered for seconds in share]


async def _ask_in_turn(port: int, requests: Sequence[bytes]) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times = []
    for request in requests:
        began = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]))
        assert head.startswith(b"HTTP/1.1 202"), head
        times.append(time.perf_counter() - began)
    writer.close()
    return times
