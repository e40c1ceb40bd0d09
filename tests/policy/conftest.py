"""The shipped jurisdiction, a copy that a test may break, and rows made by hand."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from services.policy.reader import LAW, Jurisdiction, load_jurisdiction

NAME = "quang-ninh"


@pytest.fixture(scope="session")
def jurisdiction() -> Jurisdiction:
    return load_jurisdiction(NAME)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the law folder that a test may break."""
    return Path(shutil.copytree(LAW / NAME, tmp_path / NAME))


@pytest.fixture
def change(folder: Path) -> Callable[[str, str, str], Path]:
    """Replaces the first occurrence of a text in one file of the copy."""

    def changed(file: str, before: str, after: str) -> Path:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert before in text, f"{file} does not hold {before!r}"
        path.write_text(text.replace(before, after, 1), encoding="utf-8")
        return folder

    return changed
