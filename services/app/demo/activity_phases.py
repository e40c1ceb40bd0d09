"""Activity phases: how much of work and tourism goes on, from a day on. All design."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from services.app.demo.reading import read_lines


@dataclass(frozen=True, slots=True)
class ActivityPhase:
    """Shares of what there is, until the next phase begins."""

    since: date
    workers: float
    """Part of the workers of the area."""
    enterprises: float
    tourism: float
    """Part of its tourist places that are open."""
    visitors: float
    """A day at an open place."""


def read_phases(path: Path) -> tuple[ActivityPhase, ...]:
    """The phases of one jurisdiction, the earliest first."""
    return tuple(
        ActivityPhase(
            date.fromisoformat(line["since"]),
            *(float(line[name]) for name in ("workers", "enterprises", "tourism", "visitors")),
        )
        for line in read_lines(path)
    )
