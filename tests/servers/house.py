"""The house as docker-compose.yml draws it, run as local processes."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import httpx

from tests.servers.compose import COMPLETED, ComposeService
from tests.servers.process import LoggedProcess
from tests.servers.waiting import wait_until

START_SECONDS = 60
ONE_SHOT_SECONDS = 120


class House:
    """Services of a compose file, each a process; `overrides` replace addresses of the file."""

    def __init__(self, services: Sequence[ComposeService], overrides: Mapping[str, str], logs: Path) -> None:
        unknown = set(overrides).difference(*(service.environment for service in services))
        assert not unknown, (
            f"the compose file does not set {', '.join(sorted(unknown))}, so it cannot be overridden"
        )
        logs.mkdir(parents=True, exist_ok=True)
        self.logs = logs
        self._services = {service.name: service for service in services}
        self._processes = {
            name: LoggedProcess(service.command, logs / f"{name}.log", _environment(service, overrides))
            for name, service in self._services.items()
        }

    def __enter__(self) -> "House":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def names(self) -> list[str]:
        """Its services, in the file's order."""
        return list(self._services)

    @property
    def one_shots(self) -> list[str]:
        """Those that others want to see completed."""
        waits = [service.waits_for for service in self._services.values()]
        return [name for name in self._services if any(wait.get(name) == COMPLETED for wait in waits)]

    def start(self) -> None:
        """First run what must be completed, then start all the rest."""
        for name in self.one_shots:
            self.run_to_end(name)
        for name in self.names:
            if name not in self.one_shots:
                self._processes[name].start()

    def run_to_end(self, name: str) -> None:
        """Run one service and demand that it ends well."""
        process = self._processes[name]
        process.start()
        code = process.wait(ONE_SHOT_SECONDS)
        assert code == 0, f"{name} ended with {code}:\n{process.last_words()}"

    def wait_for_url(self, url: str, seconds: float = START_SECONDS) -> httpx.Response:
        """Wait until the address answers with success; give up at once when a service has died."""
        answers: list[httpx.Response] = []

        def answered() -> bool:
            self.demand_all_alive()
            with suppress(httpx.HTTPError):
                answers.append(httpx.get(url, timeout=5, trust_env=False))
            return bool(answers) and answers[-1].is_success

        wait_until(answered, seconds, f"{url} answers")
        return answers[-1]

    def demand_all_alive(self) -> None:
        """Fail with the end of its log when a service that was started has ended by itself."""
        for name in self.dead:
            raise AssertionError(f"{name} has ended:\n{self._processes[name].last_words()}")

    @property
    def dead(self) -> list[str]:
        """Services that should run and do not; not those we killed."""
        return [name for name in self.names if name not in self.one_shots and self._processes[name].has_ended]

    def kill(self, name: str) -> None:
        """SIGKILL one service."""
        self._processes[name].kill()

    def pause(self, name: str) -> None:
        """Freeze one service."""
        self._processes[name].pause()

    def resume(self, name: str) -> None:
        """Let a frozen service go on."""
        self._processes[name].resume()

    def restart(self, name: str) -> None:
        """Start one service again, after asking it to end if it runs."""
        self._processes[name].stop()
        self._processes[name].start()

    def log_of(self, name: str) -> str:
        """Everything one service has said, over all starts."""
        log = self._processes[name].log
        return log.read_text(errors="replace") if log.exists() else ""

    def stop(self) -> None:
        """Ask all to end, last started first."""
        for name in reversed(self.names):
            self._processes[name].stop()


def _environment(service: ComposeService, overrides: Mapping[str, str]) -> dict[str, str]:
    """What a container would see: nothing of ours, except where to find programs and the language."""
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    kept = {key: os.environ[key] for key in ("HOME", "TMPDIR", "LANG") if key in os.environ}
    replaced = {key: value for key, value in overrides.items() if key in service.environment}
    return {**kept, "PYTHONUNBUFFERED": "1", **service.environment, **replaced, "PATH": programs}
