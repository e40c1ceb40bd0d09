"""Which unit of the register each row of a file is: by code, else by district and name; never by guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from maps.outlines.names import folded, kind_of

Columns = Mapping[str, Sequence[str]]
CODE_SHARE = 0.5  # a column is the code column when at least this share of its rows are codes of the register


@dataclass(frozen=True)
class RegisterRow:
    """One unit that must be in the file. For districts, leave `district_code` and `district_name` empty."""

    code: str
    name: str
    kind: str
    district_code: str
    district_name: str
    tier: str


def codes_of(columns: Columns, register: Sequence[RegisterRow]) -> list[str | None]:
    """One code, or None, for each row of the file."""
    found = _by_code(columns, {row.code for row in register})
    return found if found else _by_name(columns, register)


def row_names(columns: Columns, register: Sequence[RegisterRow]) -> list[str]:
    """What to call each row in a sentence: its value in the column that looks most like names."""
    column = _likeliest(columns, {folded(row.name) for row in register}, folded)
    rows = max((len(values) for values in columns.values()), default=0)
    return [columns[column][index] if column else f"#{index + 1}" for index in range(rows)]


def _by_code(columns: Columns, codes: set[str]) -> list[str | None]:
    """Codes out of the column that holds them, whatever it is called; empty when there is none."""
    width = max(len(code) for code in codes)
    best: list[str | None] = []
    for values in columns.values():
        read = [_code(value, width) for value in values]
        known = [code if code in codes else None for code in read]
        if _hits(known) > _hits(best):
            best = known
    enough = max(1.0, CODE_SHARE * min(len(best), len(codes)))
    return best if _hits(best) >= enough else []


def _code(value: str, width: int) -> str:
    """A code as text: number columns lose leading zeros and may come as 6649.0."""
    return re.sub(r"\.0+$", "", value.strip()).zfill(width)


def _hits(codes: Sequence[str | None]) -> int:
    return sum(code is not None for code in codes)


def _by_name(columns: Columns, register: Sequence[RegisterRow]) -> list[str | None]:
    names = _likeliest(columns, {folded(row.name) for row in register}, folded)
    if names is None:
        return [None] * max((len(values) for values in columns.values()), default=0)
    others = {name: values for name, values in columns.items() if name != names}
    districts = _likeliest(others, {folded(row.district_name) for row in register} - {""}, folded)
    kinds = _likeliest(others, {row.kind for row in register}, kind_of)
    return [
        _one(
            register,
            name,
            others[districts][index] if districts else None,
            kind_of(others[kinds][index]) if kinds else None,
        )
        for index, name in enumerate(columns[names])
    ]


def _one(register: Sequence[RegisterRow], name: str, district: str | None, kind: str | None) -> str | None:
    """The single row that fits, or None: two that fit are as good as none."""
    fits = [row for row in register if folded(row.name) == folded(name)]
    if district is not None:
        fits = [row for row in fits if folded(row.district_name) == folded(district)]
    if len(fits) > 1:
        said = kind or kind_of(name)
        fits = [row for row in fits if row.kind == said]
    return fits[0].code if len(fits) == 1 else None


def _likeliest(columns: Columns, wanted: set[str], read: Callable[[str], str | None]) -> str | None:
    """The column that covers most of the wanted values, or None when none covers any."""
    covered = {name: len({read(value) for value in values} & wanted) for name, values in columns.items()}
    best = max(covered, key=lambda name: covered[name], default=None)
    return best if best is not None and covered[best] else None
