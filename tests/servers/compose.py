"""Read docker-compose.yml as its reader would: which commands run, in which environment, after what."""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

COMPOSE_FILE = Path(__file__).parents[2] / "docker-compose.yml"
COMPLETED = "service_completed_successfully"
OUR_PROGRAM = "phendau"
_VARIABLE = re.compile(
    r"\$(?:(?P<escaped>\$)|(?P<plain>\w+)|\{(?P<name>\w+)(?:(?P<how>:?[-?+])(?P<word>[^}]*))?\})"
)


class NotSet(ValueError):
    """The file demands a variable that the deployer has not set."""


@dataclass(frozen=True)
class ComposeService:
    """One service: the command it runs (empty = the image's own), its environment, and what it waits for."""

    name: str
    command: list[str]
    environment: dict[str, str]
    waits_for: dict[str, str] = field(default_factory=dict)  # service -> condition

    @property
    def is_ours(self) -> bool:
        """Does it run our program (and not a broker or a database)?"""
        return self.command[:1] == [OUR_PROGRAM]


def services_of(path: Path, variables: Mapping[str, str]) -> list[ComposeService]:
    """All services of a compose file, for a deployer who has set these variables."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [_service(name, substituted(body, variables)) for name, body in raw["services"].items()]


def our_services(variables: Mapping[str, str], path: Path = COMPOSE_FILE) -> list[ComposeService]:
    """The services that run our program, for a deployer who has set these variables."""
    return [service for service in services_of(path, variables) if service.is_ours]


def required_variables(path: Path) -> set[str]:
    """The variables without which compose would refuse to start."""
    found = _VARIABLE.finditer(path.read_text(encoding="utf-8"))
    return {match["name"] for match in found if (match["how"] or "").endswith("?")}


def substituted(value: Any, variables: Mapping[str, str]) -> Any:
    """The same tree with ${...} replaced in every string."""
    if isinstance(value, str):
        return _VARIABLE.sub(lambda match: _value(match, variables), value)
    if isinstance(value, list):
        return [substituted(item, variables) for item in value]
    if isinstance(value, dict):
        return {key: substituted(item, variables) for key, item in value.items()}
    return value


def _service(name: str, body: dict[str, Any]) -> ComposeService:
    command = body.get("command") or []
    waits = body.get("depends_on") or {}
    return ComposeService(
        name=name,
        command=shlex.split(command) if isinstance(command, str) else [str(word) for word in command],
        environment={key: _as_environment(value) for key, value in (body.get("environment") or {}).items()},
        waits_for={other: rule["condition"] for other, rule in waits.items()},
    )


def _as_environment(value: object) -> str:
    """Compose refuses true and false unquoted, for nobody knows how a program would read them."""
    assert not isinstance(value, bool), "quote true and false in environment:"
    return "" if value is None else str(value)


def _value(match: re.Match[str], variables: Mapping[str, str]) -> str:
    if match["escaped"]:
        return "$"
    name = match["plain"] or match["name"]
    how = match["how"] or ""
    kept = variables.get(name)
    is_set = bool(kept) if how.startswith(":") else kept is not None
    if how.endswith("+"):
        return match["word"] if is_set else ""
    return (kept or "") if is_set else _for_unset(name, how, match["word"] or "")


def _for_unset(name: str, how: str, word: str) -> str:
    if how.endswith("?"):
        raise NotSet(f"{name}: {word}")
    return word if how.endswith("-") else ""
