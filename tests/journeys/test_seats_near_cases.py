"""Hong Kong's flights with cases, and passengers of our own making in the rows around them."""

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

from services.app.cli.main import main
from tests.ingest.conftest import exposure_hk  # noqa: F401  # pytest finds fixtures by name in this module

REACH = 6  # rows before and behind a case in which we seat people
LETTERS = "ACDK"


@pytest.fixture
def verb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """The rows that `phendau manifest …` answers."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> list[dict]:
        with pytest.raises(SystemExit, match="0"):
            main(["manifest", *words, "--json"])
        return json.loads(capsys.readouterr().out)

    return run


def rows_of(journey: dict) -> list[int]:
    """The rows of the seats that a person would read: `12A 14C row20`."""
    digits = ("".join(c for c in seat if c.isdigit()) for seat in journey["seats"].split())
    return [int(row) for row in digits]


def class_of(apart: int | None) -> str:
    """What the definition says of so many rows."""
    if apart is None:
        return "unknown_seat"
    return "close" if apart <= 2 else "same_vehicle"


def manifest(journeys: list[dict]) -> tuple[list[list[str]], list[tuple[int | None, str]]]:
    """Rows of S, and what is right for its passengers: worked out from the rows alone."""
    flights = defaultdict(list)
    for one in journeys:
        flights[one["vehicle"], one["day"]].append(one)
    lines, right = [], []
    for (vehicle, day), cases in flights.items():
        for one in cases:
            name, _, _, _, seat = one["as_written"].split(" | ")
            lines.append([name, day, seat, "index"])
        taken = [row for one in cases for row in rows_of(one)]
        around = {row + apart for row in taken for apart in range(-REACH, REACH + 1) if row + apart > 0}
        for row in sorted(around) or [12]:
            lines.append([vehicle, day, f"{row}{LETTERS[row % 4]}", "passenger"])
            apart = min((abs(row - other) for other in taken), default=None)
            right.append(
                (apart, "unknown_seat" if apart is None else "close" if apart <= 2 else "same_vehicle")
            )
        lines.append([vehicle, day, "Unknown", "passenger"])
        right.append((None, "unknown_seat"))
    return lines, right


def test_whoever_sat_within_two_rows_of_a_case_of_hong_kong_s_lists_is_found(
    verb,
    exposure_hk: Path,  # noqa: F811  # the fixture imported above
):
    for path in sorted(exposure_hk.glob("flights*.csv")):
        parsed = verb("parse", f"vehicles:{path}")
        flights = [one for one in parsed if one.get("kind") == "flight" and one["day"]]
        lines, right = manifest(flights)
        with Path("s.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["vehicle", "date", "seat", "role"], *lines])

        found = verb("contacts", "--seats", "s.csv")

        passengers = [line for line in lines if line[3] == "passenger"]
        assert [[row["vehicle"], row["date"], row["seat"]] for row in found] == [p[:3] for p in passengers]
        assert [(row["rows_apart"], row["class"]) for row in found] == right, path.name
        assert {"close", "same_vehicle", "unknown_seat"} == {row["class"] for row in found}
