"""Reads the demo's own tables: small CSV files and one YAML beside the code."""

import csv
from pathlib import Path
from typing import Any

import yaml

from services.domain.errors import NotFound

Line = dict[str, str]


def wave_folder(data: Path, jurisdiction: str) -> Path:
    """Where a jurisdiction's wave is told; raises NotFound where there is none."""
    folder = data / jurisdiction
    if not (folder / "wave.yaml").is_file():
        raise NotFound(
            vi="Địa phương này chưa có kịch bản diễn lại; chạy `phendau demo` với địa phương có sẵn.",
            en="No replay comes with this jurisdiction; run `phendau demo` for one that has it.",
            field="jurisdiction",
            code="no_replay",
        )
    return folder


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
