"""Two tables of rows in, decisions out: what `phendau link` does, without files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from services.domain.base import Sentence
from services.linkage.deciding import Ground, Thresholds, band_of, grounds_of, why
from services.linkage.kinds import Array, Band, FieldMap, said
from services.linkage.linking import Linked, link
from services.linkage.pool import Pool, in_one_order, pool_of

Row = Mapping[str, str]
NOBODY = said("không hồ sơ nào đủ giống", "no record is alike enough")


@dataclass(frozen=True)
class Decision:
    """Two rows that are, or may be, one person; or one row that has no partner (the other side is None)."""

    a: str | None
    b: str | None
    probability: float
    band: Band
    why: Sentence
    grounds: tuple[Ground, ...] = ()


def link_tables(
    fields: FieldMap, a: Sequence[Row], b: Sequence[Row] | None, limits: Thresholds | None = None
) -> list[Decision]:
    """Every row of both tables once: pairs first, then who is new. `b` None: the table with itself.

    Rows are put into an order by their content, so that the order in the files changes nothing.
    """
    ours = in_one_order(a, _columns(fields, a))
    theirs = None if b is None else in_one_order(b, _columns(fields, b))
    first = [a[n] for n in ours.tolist()]
    second = None if b is None or theirs is None else [b[n] for n in theirs.tolist()]
    pool = pool_of(fields.fields, first, second)
    linked = link(pool)
    names = _names(fields, a, ours, fields.row_a)
    names += [] if b is None or theirs is None else _names(fields, b, theirs, fields.row_b)
    return list(_decisions(pool, linked, names, limits or Thresholds()))


def _decisions(pool: Pool, linked: Linked, names: list[str], limits: Thresholds) -> Iterator[Decision]:
    likely = np.flatnonzero(linked.probability >= limits.review)
    pairs = linked.pairs.take(likely)
    grounds = grounds_of(pool, linked.model, pairs)
    chance = linked.probability[likely].tolist()
    for left, right, p, told in zip(pairs.left.tolist(), pairs.right.tolist(), chance, grounds, strict=True):
        band = band_of(p, told, limits)
        yield Decision(names[left], names[right], round(p, 4), band, why(told), told)
    yield from _alone(pool, linked, names, limits)


def _alone(pool: Pool, linked: Linked, names: list[str], limits: Thresholds) -> Iterator[Decision]:
    best = np.zeros(pool.size)
    np.maximum.at(best, linked.pairs.left, linked.probability)
    np.maximum.at(best, linked.pairs.right, linked.probability)
    for n in np.flatnonzero(best < limits.review).tolist():
        ours = pool.split == 0 or n < pool.split
        a, b = (names[n], None) if ours else (None, names[n])
        yield Decision(a, b, round(float(best[n]), 4), Band.NEW, NOBODY)


def _columns(fields: FieldMap, rows: Sequence[Row]) -> list[str]:
    wanted = {c for f in fields.fields for c in (*f.a, *f.b)} | {fields.row_a or "", fields.row_b or ""}
    return [column for column in (rows[0] if rows else {}) if column in wanted]


def _names(fields: FieldMap, rows: Sequence[Row], order: Array, column: str | None) -> list[str]:
    """What a row is called: its own column, or its number in the sheet (the heading is row 1)."""
    return [rows[n][column] if column else str(n + 2) for n in order.tolist()]
