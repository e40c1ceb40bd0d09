"""A pool of records: two tables one behind the other, each field read once, ready to be compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from services.linkage.births import Births
from services.linkage.kinds import Array, Comparison, Crowd, Field, Kind
from services.linkage.listed import Listed, short_list
from services.linkage.names import Names
from services.linkage.papers import Cards, Numbers
from services.linkage.words import Ages, Days, Sexes, Texts

Row = Mapping[str, str]


@dataclass(frozen=True)
class Pool:
    """All records; those before `split` are the first table's. `split` == 0: one table with itself."""

    size: int
    split: int
    fields: Mapping[str, Comparison]

    @property
    def possible(self) -> float:
        """How many pairs there are."""
        if self.split == 0:
            return max(self.size * (self.size - 1) / 2, 1.0)
        return max(float(self.split) * (self.size - self.split), 1.0)

    @cached_property
    def cards(self) -> Cards | None:
        """What the citizens' cards say, if there is such a field."""
        found = self.of(Kind.ID)
        return Cards(found) if isinstance(found, Numbers) else None

    def of(self, kind: Kind) -> Comparison | None:
        """The first field of a kind."""
        return next((one for one in self.fields.values() if one.kind is kind), None)


def pool_of(
    fields: Sequence[Field], a: Sequence[Row], b: Sequence[Row] | None, crowd: Crowd | None = None
) -> Pool:
    """Read every field of both tables. `b` None: the table is compared with itself."""
    split = 0 if b is None else len(a)
    read: dict[str, Comparison] = {}
    numbers: Numbers | None = None
    for field in sorted(fields, key=lambda one: one.kind is not Kind.ID):  # cards first: others look at them
        cells = cells_of(field, a, b)
        read[field.name] = made = comparison(field.kind, cells, split, numbers, crowd)
        numbers = made if isinstance(made, Numbers) and made.kind is Kind.ID else numbers
    return Pool(len(a) + (len(b) if b is not None else 0), split, {f.name: read[f.name] for f in fields})


def cells_of(field: Field, a: Sequence[Row], b: Sequence[Row] | None) -> list[str]:
    """The text of a field in every record, both tables."""
    return [*_cells(field.a, a), *_cells(field.b, b or ())]


def comparison(
    kind: Kind, cells: list[str], split: int, papers: Numbers | None, crowd: Crowd | None = None
) -> Comparison:
    """The cells of one field, read as its kind says."""
    if kind is Kind.NAME:
        return Names(cells, crowd)
    if kind in (Kind.ID, Kind.PHONE):
        return Numbers(cells, kind, crowd)
    if kind is Kind.BIRTH:
        return Births(cells, Cards(papers).year if papers else None, crowd)
    if kind is Kind.SEX:
        return Sexes(_sexes(cells, papers))
    return _other(kind, cells, split, crowd)


def _other(kind: Kind, cells: list[str], split: int, crowd: Crowd | None) -> Comparison:
    if kind is Kind.DATE:
        return Days(cells)
    if kind is Kind.AGE and all(not one or one.isdecimal() for one in cells):
        return Ages(cells)
    if kind is not Kind.TEXT and crowd is None and short_list(cells):
        return Listed(cells, split, kind)
    return Texts(cells, kind)


def _sexes(cells: list[str], papers: Numbers | None) -> list[str]:
    """The declared sex; where nobody declared one, what the card says."""
    if papers is None:
        return cells
    on_card = Cards(papers).sex
    return [one or ("", "nam", "nữ")[int(on_card[n])] for n, one in enumerate(cells)]


def _cells(columns: tuple[str, ...], rows: Sequence[Row]) -> list[str]:
    if len(columns) == 1:
        name = columns[0]
        return [row[name] for row in rows]
    return [" ".join(row[name] for name in columns).strip() for row in rows]


def in_one_order(a: Sequence[Row], columns: Sequence[str]) -> Array:
    """An order of rows by content alone, so that the order of a file changes nothing."""
    keys = ["\x1f".join(row[name] for name in columns) for row in a]
    return np.array(sorted(range(len(a)), key=keys.__getitem__), dtype=np.int64)
