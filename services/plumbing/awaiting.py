"""Answers of another thread, awaited in an event loop: one waking of the loop for all that come together.

`asyncio.wrap_future` wakes the loop for each: a system call, and the interpreter's lock given away, a time.
It also cancels the other thread's work when its caller leaves; here the work goes on.
"""

import asyncio
from collections import deque
from concurrent.futures import Future
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

Answer = TypeVar("Answer")


class Arrivals:
    """Answers on their way into one loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Of this loop."""
        self._loop = loop
        self._arrived: deque[tuple[asyncio.Future[Any], Future[Any]]] = deque()
        self._woken = False

    async def wait_for(self, answer: Future[Answer]) -> Answer:
        """The answer, or what it failed with."""
        here: asyncio.Future[Answer] = self._loop.create_future()
        answer.add_done_callback(lambda there: self._arrive(here, there))
        return await here

    def _arrive(self, here: asyncio.Future[Any], there: Future[Any]) -> None:
        self._arrived.append((here, there))
        if not self._woken and not self._loop.is_closed():
            self._woken = True
            self._loop.call_soon_threadsafe(self._hand_on)

    def _hand_on(self) -> None:
        self._woken = False  # first: what arrives from here on wakes the loop again
        while self._arrived:
            here, there = self._arrived.popleft()
            if here.done():  # its caller has left
                continue
            if (error := there.exception()) is not None:
                here.set_exception(error)
            else:
                here.set_result(there.result())


_arrivals: WeakKeyDictionary[asyncio.AbstractEventLoop, Arrivals] = WeakKeyDictionary()


async def answered(answer: Future[Answer]) -> Answer:
    """The answer of another thread, or what it failed with; raises in the caller's task."""
    loop = asyncio.get_running_loop()
    arrivals = _arrivals.get(loop) or _arrivals.setdefault(loop, Arrivals(loop))
    return await arrivals.wait_for(answer)
