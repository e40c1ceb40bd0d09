"""What another thread answers reaches the loop that waits, each to its own caller."""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from services.plumbing.awaiting import answered


def test_each_caller_has_its_own_answer():
    async def ask() -> list[int]:
        with ThreadPoolExecutor(4) as threads:
            return await asyncio.gather(*(answered(threads.submit(pow, n, 2)) for n in range(200)))

    assert asyncio.run(ask()) == [n * n for n in range(200)]


def test_a_fault_is_raised_where_the_answer_is_awaited():
    async def ask() -> None:
        with ThreadPoolExecutor(1) as threads:
            await answered(threads.submit(int, "none"))

    with pytest.raises(ValueError, match="invalid literal"):
        asyncio.run(ask())


def test_answers_that_come_together_wake_the_loop_once(monkeypatch):
    wakings: list[object] = []

    async def ask() -> list[int]:
        loop = asyncio.get_running_loop()
        wake = loop.call_soon_threadsafe
        monkeypatch.setattr(
            loop, "call_soon_threadsafe", lambda *told: (wakings.append(told), wake(*told))[1]
        )
        futures: list[Future[int]] = [Future() for _ in range(50)]
        waiting = asyncio.gather(*(answered(one) for one in futures))
        await asyncio.sleep(0)
        for n, one in enumerate(futures):
            one.set_result(n)
        return await waiting

    assert asyncio.run(ask()) == list(range(50))
    assert len(wakings) == 1


def test_a_caller_who_leaves_stops_neither_the_work_nor_the_others():
    async def ask() -> int:
        futures: list[Future[int]] = [Future(), Future()]
        left, stayed = (asyncio.create_task(answered(one)) for one in futures)
        await asyncio.sleep(0)
        left.cancel()
        await asyncio.sleep(0)
        for one in futures:
            one.set_result(7)
        return await stayed

    assert asyncio.run(ask()) == 7


def test_an_answer_after_the_loop_has_closed_is_nobodys():
    late: Future[int] = Future()

    async def leave() -> None:
        task = asyncio.create_task(answered(late))
        await asyncio.sleep(0)
        task.cancel()

    asyncio.run(leave())
    late.set_result(1)
