"""Wait for something to become true, and say what was awaited when it does not."""

import random
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress

# Below the range from which the kernel takes outgoing ports: a client that retries while a server is down can
# then never be connected to itself.
SERVER_PORTS = range(20_000, 32_000)


class NeverHappened(AssertionError):
    """What we waited for did not happen in time."""


def wait_until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Return as soon as the condition holds; raise with the sentence `what` after so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise NeverHappened(f"After {seconds:g} s still not true: {what}")
        time.sleep(0.05)


def answers_on(port: int) -> bool:
    """Does something listen on this port of this machine?"""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def free_ports(count: int) -> list[int]:
    """So many different ports of this machine that nobody uses now."""
    with ExitStack() as held:
        found: list[int] = []
        for port in random.sample(SERVER_PORTS, len(SERVER_PORTS)):
            if len(found) == count:
                break
            if _held(held, port):
                found.append(port)
        return found


def _held(held: ExitStack, port: int) -> bool:
    listener = held.enter_context(socket.socket())
    with suppress(OSError):
        listener.bind(("127.0.0.1", port))
        return True
    return False
