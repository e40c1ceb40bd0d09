"""The command `phendau` as a person calls it: a process of its own, nothing of ours in its environment."""

import os  # a child process needs to know where programs are
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from services.app.cli import main; main()"]


def environment(home: Path, **settings: str) -> dict[str, str]:
    """An environment with these settings of ours, and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PHENDAU_")}  # noqa: TID251
    given = {f"PHENDAU_{name.upper()}": value for name, value in settings.items()}
    return kept | {"PHENDAU_HOME": str(home)} | given


def phendau(
    home: Path, *words: str, seconds: float = 240, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run one verb to its end."""
    return subprocess.run(
        [*COMMAND, *words],
        env=environment(home, **settings),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds,
    )
