"""Rows as the text that PostgreSQL's COPY reads: column by column, since a column holds one kind of value."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

BLOCK = 1_000  # rows put into one piece of text: some hundred kilobytes

NOTHING = r"\N"
_SPECIAL = (("\\", r"\\"), ("\t", r"\t"), ("\n", r"\n"), ("\r", r"\r"))


def blocks(rows: Sequence[Sequence[Any]]) -> Iterator[bytes]:
    """The rows, in pieces; raises TypeError for a value that no column of ours holds."""
    for start in range(0, len(rows), BLOCK):
        columns = [_texts(column) for column in zip(*rows[start : start + BLOCK], strict=True)]
        lines = map("\t".join, zip(*columns, strict=True))
        yield ("\n".join(lines) + "\n").encode()


def _texts(column: Sequence[Any]) -> Sequence[str]:
    kinds = set(map(type, column))
    if kinds == {str}:
        return _escaped(column)
    if kinds == {datetime}:
        return _moments(column)
    kinds.discard(type(None))
    written = _WRITTEN.get(kinds.pop(), _written) if len(kinds) == 1 else _written
    return [NOTHING if value is None else written(value) for value in column]


def _moments(column: Sequence[datetime]) -> list[str]:
    """The rows of a batch share their moment: it is written once."""
    distinct = {id(moment): moment for moment in column}
    written = {known: moment.isoformat() for known, moment in distinct.items()}
    return [written[id(moment)] for moment in column]


def _escaped(column: Sequence[str]) -> Sequence[str]:
    """Nearly no text holds a sign that COPY reads otherwise: one look at all of them."""
    together = "".join(column)
    if any(sign in together for sign, _ in _SPECIAL):
        return [_escaped_text(text) for text in column]
    return column


def _escaped_text(text: str) -> str:
    for sign, written in _SPECIAL:
        text = text.replace(sign, written)
    return text


def _written(value: Any) -> str:
    for kind, written in _WRITTEN.items():
        if isinstance(value, kind):
            return written(value)
    raise TypeError(f"no column holds a {type(value).__name__}")


_WRITTEN: dict[type[Any], Callable[[Any], str]] = {
    str: _escaped_text,
    bool: lambda value: "t" if value else "f",
    int: str,
    float: repr,
    datetime: datetime.isoformat,
    date: date.isoformat,
    bytes: lambda value: r"\\x" + value.hex(),
}
"""By kind of value; a truth is a number too, and a moment a day: the narrower stands first."""
