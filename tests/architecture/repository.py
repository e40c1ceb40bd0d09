"""The repository as its readers see it: files under version control, and all that the docs say."""

import os
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import NoReturn

from tests.servers.choice import do_without

ROOT = Path(__file__).parents[2]
PATH_LIKE = re.compile(r"(?<![\w/.])((?:services|maps|tests|docs|\.ci)/[\w./-]*\w/?)(?![\w*<{…])")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return tuple(ROOT / name for name in listed if (ROOT / name).is_file())


def modules(*packages: str) -> list[Path]:
    """The Python files of packages."""
    return [file for file in files() if file.suffix == ".py" and file.relative_to(ROOT).parts[0] in packages]


def pages() -> list[Path]:
    """What people read: README and its sisters, and docs."""
    return [
        file
        for file in files()
        if file.suffix == ".md" and (file.parent == ROOT or file.is_relative_to(ROOT / "docs"))
    ]


@cache
def all_docs() -> str:
    """All pages as one text."""
    return "\n".join(page.read_text() for page in pages())


def demand_page(name: str) -> str:
    """The text of a page; where everything must be there, its absence fails the test."""
    page = ROOT / name
    return page.read_text() if page.exists() else not_written_yet(name)


def not_written_yet(name: str) -> NoReturn:
    do_without(f"{name} is not written yet", os.environ)  # noqa: TID251  # asks where it runs


def paths_named_in(page: Path) -> set[Path]:
    """Files and folders that a page speaks of: plain paths from the top, and links from where it lies."""
    text = page.read_text()
    plain = {ROOT / found.rstrip(".") for found in PATH_LIKE.findall(text)}
    return plain | {page.parent / found for found in LINK.findall(text)}
