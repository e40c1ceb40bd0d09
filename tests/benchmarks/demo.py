"""The whole demo as a user starts it, beside generating its script alone."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from services.app.demo.facts import read_facts
from services.app.demo.script import deliveries
from services.policy.reader import load_jurisdiction
from tests.benchmarks.measuring import Result, best_of
from tests.benchmarks.waves import START

END = datetime.fromisoformat("2021-03-31T23:59:59+07:00")


def run(folder: Path) -> list[Result]:
    """Seconds of `phendau demo --once --json` for the 71 days, in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PHENDAU_")}  # noqa: TID251  # a process of its own needs one
    command = [sys.executable, "-c", "from services.app.cli import main; main()", "demo", "--once", "--json"]
    answers: list[bytes] = []

    def demo() -> None:
        done = subprocess.run(
            command, env={**environment, "PHENDAU_HOME": str(folder)}, check=True, capture_output=True
        )
        answers.append(done.stdout)

    seconds = best_of(1, demo)
    script = best_of(1, _script_alone)
    rows = json.loads(answers[-1])["records_in"]
    other = "generating its rows, taking nothing in"
    return [
        Result(f"demo --once, {rows:,} records", "s", seconds, other, script, limit=60),
        Result("demo --once", "rows/s", rows / seconds, other, rows / script),
    ]


def _script_alone() -> None:
    jurisdiction = load_jurisdiction("quang-ninh")
    facts = read_facts(jurisdiction.name, jurisdiction.zone)
    for _ in deliveries(START, END, 2021, jurisdiction.areas, facts):
        pass
