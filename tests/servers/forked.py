"""The command `phendau` as a process that starts at once: forked from a server that has read the code.

What runs is the command itself, with its own words and environment; only its imports are not paid for again.
"""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from services.app.cli.verbs import VERBS
from tests.servers.process import LoggedProcess

PRELOADED = [
    *(f"services.app.cli.{module}" for module in VERBS),
    "services.app.meta",
    "services.app.running",
    "services.app.wiring",
    "services.app.schedule",
    "services.app.workers",
    "services.plumbing.bus.kafka",
    "tests.servers.forked",
]
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(PRELOADED)


class ForkedProcess(LoggedProcess):
    """A function, or the command, as a process: stopped, killed and frozen like any other."""

    def __init__(self, target: Callable[..., None], words: Sequence[str], log: Path) -> None:
        super().__init__([target.__name__, *words], log, {})
        self._target, self._words = target, tuple(words)

    def start(self) -> None:
        """Start it unless it runs."""
        if self.running:
            return
        self._ended_by_us = False
        self.log.touch()
        process = _context.Process(target=_run, args=(self._target, self._words, str(self.log)), daemon=True)
        process.start()
        self._process = _Handle(process)  # type: ignore[assignment]  # as much of a Popen as is asked for


class ForkedCommand(ForkedProcess):
    """`phendau WORDS` with these settings of ours, and no others."""

    def __init__(self, words: Sequence[str], log: Path, settings: Mapping[str, str]) -> None:
        given = [f"PHENDAU_{name.upper()}={value}" for name, value in settings.items()]
        super().__init__(_phendau, [*given, "--", *words], log)


class _Handle:
    """A forked process with the face of a Popen."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process
        self.pid = process.pid or 0

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, seconds: float | None = None) -> int:
        self._process.join(seconds)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("forked process", seconds or 0)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


def _run(target: Callable[..., None], words: Sequence[str], log: str) -> None:
    os.setsid()  # Ctrl-C reaches the tests, which then stop us in good order
    kept = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for number in (1, 2):
        os.dup2(kept, number)
    target(*words)


def _phendau(*words: str) -> None:
    settings, command = words[: words.index("--")], words[words.index("--") + 1 :]
    for name in [name for name in os.environ if name.startswith("PHENDAU_")]:
        del os.environ[name]
    os.environ.update(one.split("=", 1) for one in settings)
    sys.argv = ["phendau", *command]
    from services.app.cli import main

    main()
