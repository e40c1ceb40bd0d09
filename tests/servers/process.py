"""A program started by a test: its output goes to a file, and it can be stopped, killed and frozen."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.servers.waiting import wait_until


class LoggedProcess:
    """One program that may be started again and again; its log is kept over all starts."""

    def __init__(
        self, command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        self.command = list(command)
        self.log = log
        self.environment = dict(os.environ if environment is None else environment)
        self._process: subprocess.Popen[bytes] | None = None
        self._ended_by_us = False

    @property
    def has_ended(self) -> bool:
        """Was it started, and has it ended although nobody here asked it to?"""
        return self._process is not None and not self.running and not self._ended_by_us

    @property
    def running(self) -> bool:
        """Is the program there (frozen counts as there)?"""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its process number."""
        assert self._process is not None, f"{self.command[0]} was never started"
        return self._process.pid

    def start(self) -> None:
        """Start the program unless it runs."""
        if self.running:
            return
        self._ended_by_us = False
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches the tests, which then stop us in good order
            )

    def wait(self, seconds: float) -> int:
        """Wait until the program ends by itself; its exit code."""
        assert self._process is not None, f"{self.command[0]} was never started"
        return self._process.wait(seconds)

    def stop(self, seconds: float = 30) -> None:
        """Ask it to end (SIGTERM), also when it is frozen; kill it when it does not."""
        if not self.running:
            return
        self._ended_by_us = True
        self._signal(signal.SIGTERM)
        self._signal(signal.SIGCONT)
        try:
            self.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it without a word (SIGKILL)."""
        if self.running:
            self._ended_by_us = True
            self._signal(signal.SIGKILL)
            self.wait(30)

    def pause(self) -> None:
        """Freeze it (SIGSTOP); its connections stay open and silent. Returns once it stands still."""
        self._signal(signal.SIGSTOP)
        wait_until(lambda: _state_of(self.pid) == "T", 10, f"process {self.pid} is frozen")

    def resume(self) -> None:
        """Let it go on (SIGCONT)."""
        if self.running:
            self._signal(signal.SIGCONT)

    def last_words(self, lines: int = 30) -> str:
        """The end of its log, for a failure message."""
        if not self.log.exists():
            return "(no log)"
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None, f"{self.command[0]} was never started"
        self._process.send_signal(number)


def is_frozen(process: LoggedProcess) -> bool:
    """Does it stand still (SIGSTOP)?"""
    return _state_of(process.pid) == "T"


def _state_of(pid: int) -> str:
    """The letter the kernel gives the process: R runs, S sleeps, T stands still."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
