"""Reads the demo's own tables: small CSV files and one YAML beside the code."""

import csv
from pathlib import Path
from typing import Any

import yaml

Line = dict[str, str]


def read_lines(path: Path) -> list[Line]:
    """The lines of a CSV file under their headings."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_settings(path: Path) -> dict[str, Any]:
    """The numbers that fit no table."""
    settings: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return settings


def weighted(lines: list[Line], value: str, weight: str) -> tuple[str, ...]:
    """Each value as often as its weight says: a pool to draw from without arithmetic."""
    return tuple(text for line in lines for text in [line[value]] * int(line[weight]))
