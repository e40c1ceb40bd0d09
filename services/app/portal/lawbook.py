"""The rendered law as parts that a template lays out: chapters, versions, paragraphs, tables. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markupsafe import Markup, escape

_CODE = re.compile(r"`([^`]+)`")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_ITALIC = re.compile(r"\*([^*]+)\*")
_CELL_EDGE = re.compile(r"(?<!\\)\|")


@dataclass
class Block:
    """A paragraph, or a table with its heads."""

    text: Markup = Markup()
    heads: list[Markup] = field(default_factory=list)
    rows: list[list[Markup]] = field(default_factory=list)


@dataclass
class Part:
    """One version of a chapter, or what stands before the first."""

    title: str = ""
    valid: bool = True
    """In force at the moment asked about."""
    shown: bool = True
    """Valid, or what a valid one refers back to."""
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Chapter:
    """One kind of rule."""

    title: str
    parts: list[Part]


def chapters(markdown: str, valid: frozenset[str]) -> list[Chapter]:
    """The chapters of `render_law`; `valid`: names of the versions in force."""
    found = [Chapter("", [Part()])]  # the head of the file speaks of the file: it is left out
    for lines in _paragraphs(markdown):
        head = lines[0]
        if head.startswith("### "):
            title = head.removeprefix("### ")
            holds = title.split(":")[0] in valid
            found[-1].parts.append(Part(title, holds, holds))
        elif head.startswith("## "):
            found.append(Chapter(head.removeprefix("## "), [Part()]))
        elif not head.startswith("# "):
            found[-1].parts[-1].blocks.append(_block(lines))
    for chapter in found:
        _show_what_is_meant(chapter.parts)
    return found[1:]


def _show_what_is_meant(parts: list[Part]) -> None:
    """A version without a table of its own says "as before": then the one before is opened too."""
    for part, following in reversed(list(zip(parts, parts[1:], strict=False))):
        refers_back = following.shown and not any(block.heads for block in following.blocks)
        part.shown = part.shown or refers_back


def _paragraphs(markdown: str) -> Iterator[list[str]]:
    lines: list[str] = []
    for line in [*markdown.splitlines(), ""]:
        # A heading is a paragraph of its own, also where no empty line follows it.
        if lines and (not line or lines[0].startswith("#")):
            yield lines
            lines = []
        if line:
            lines.append(line)


def _block(lines: list[str]) -> Block:
    if not lines[0].startswith("|"):
        return Block(text=marked(" ".join(lines)))
    heads, _rule, *rows = (_cells(line) for line in lines)
    return Block(heads=heads, rows=rows)


def _cells(line: str) -> list[Markup]:
    cells: Iterable[str] = _CELL_EDGE.split(line)[1:-1]
    return [marked(cell.strip().replace("\\|", "|")) for cell in cells]


def marked(text: str) -> Markup:
    """Bold, italic and code of our own law page; whatever else stands there is shown as it is."""
    safe = str(escape(text))
    safe = _CODE.sub(r"<code>\1</code>", safe)
    safe = _BOLD.sub(r"<strong>\1</strong>", safe)
    return Markup(_ITALIC.sub(r"<em>\1</em>", safe))  # escaped just above
