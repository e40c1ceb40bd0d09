"""The whole house in one process: every loop in a thread of its own, beside the web server."""

import logging
import socket
import threading
from collections.abc import Callable
from functools import partial

import uvicorn

from services.app.access import check_reach
from services.app.schedule import run_schedule
from services.app.settings import Settings
from services.app.web import create_app
from services.app.wiring import House
from services.app.workers import consume, relay_all
from services.domain.errors import BadSetting

log = logging.getLogger(__name__)

STOP_SECONDS = 10.0
STREAM_SECONDS = 2
"""An open stream of alerts would hold up the end for ever; its reader comes back without a gap."""


class Loops:
    """Background loops that start together and stop together."""

    def __init__(self, loops: dict[str, Callable[[threading.Event], None]]) -> None:
        """Each loop runs until the event it is given is set."""
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=loop, args=(self._stop,), name=name, daemon=True)
            for name, loop in loops.items()
        ]

    def start(self) -> None:
        """Start them all."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Tell them to end, and wait a while; what is cut off is redone from the stored position."""
        self._stop.set()
        for thread in self._threads:
            thread.join(STOP_SECONDS)


def loops_of(house: House) -> Loops:
    """Everything that works without being asked: relay, consumers, schedule."""
    consumers: dict[str, Callable[[threading.Event], None]] = {
        name: partial(consume, house, name) for name in house.consumers
    }
    return Loops({**consumers, "relay": partial(relay_all, house), "schedule": partial(run_schedule, house)})


def serve(house: House, loops: Loops | None = None, *, pages: bool = True) -> None:
    """Serve until told to stop; raises BadSetting when it cannot, or may not, listen there."""
    check_reach(house.settings)
    _check_port(house.settings)
    start, stop = (loops.start, loops.stop) if loops else (None, None)
    app = create_app(house, start=start, stop=stop, pages=pages)
    log.warning("serving", extra={"address": f"http://{house.settings.host}:{house.settings.port}/"})
    uvicorn.run(
        app,
        timeout_graceful_shutdown=STREAM_SECONDS,
        host=house.settings.host,
        port=house.settings.port,
        log_config=None,
        access_log=False,
        workers=1,
    )


def _check_port(settings: Settings) -> None:
    """Before anything starts: the server itself would only log a fault of the system."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise BadSetting(
                vi=f"Không mở được cổng {settings.port} trên {settings.host}; chọn cổng khác bằng "
                "--port hoặc PHENDAU_PORT.",
                en=f"Port {settings.port} of {settings.host} cannot be opened; choose another with --port "
                "or PHENDAU_PORT.",
                field="PHENDAU_PORT",
                code="port_taken",
            ) from error
