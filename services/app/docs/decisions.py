"""The index of decisions, from the first line of each."""

import re
from pathlib import Path

HEAD = """# 0000 Decisions: the index

Written by `just docs`.
A decision says what was to be decided, what else was possible, what was chosen, and what follows from it.
Numbers are never used twice; a number that is missing here belongs to a decision that is not yet taken.

| Number | Decision |
|---|---|
"""
_TITLE = re.compile(r"\A# (?:\d+\.? )?(.+)")


def decisions_page(index: Path) -> str:
    """One line for each page beside the index."""
    pages = sorted(page for page in index.parent.glob("[0-9]*.md") if page != index)
    return HEAD + "".join(_line(page) for page in pages)


def _line(page: Path) -> str:
    found = _TITLE.match(page.read_text(encoding="utf-8"))
    title = found[1] if found else page.stem
    return f"| [{page.name[:4]}]({page.name}) | {title} |\n"
