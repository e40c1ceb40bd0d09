"""How the cells of one row become values or faults; columns in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from services.ingest.cells import Unreadable, text_of
from services.ingest.columns import (
    BEYOND,
    MAX_COLUMNS,
    NOT_A_RECORD,
    Column,
    Reading,
    Values,
    columns_by_heading,
    heading_key,
)
from services.ingest.faults import Fault, not_a_record, too_many_cells, too_many_fields
from services.ingest.memory import UNSEEN, Memory, Said
from services.ingest.one_cell import fault_at, missing, value_of

MOST_HEADINGS = 200_000  # of all plans together: strangers' headings must not fill the memory
MOST_PLANS = 512  # headings a feed is sent under; a sender who invents new ones each time starts them anew


class Step(NamedTuple):
    """One cell to read: under which heading, as which column, and what its texts said before."""

    heading: str
    name: str
    said: Said | None
    column: Column


@dataclass(frozen=True, slots=True)
class Plan:
    """Which heading of a row feeds which column; of two headings for one column the first."""

    steps: tuple[Step, ...]
    absent: tuple[Column, ...]
    """Required columns that the row does not have."""
    unused: tuple[str, ...]
    broken: bool
    """Something in place of cells, or cells beyond the heading."""


class Cells(NamedTuple):
    """What the cells of one row say."""

    values: Values
    faults: list[Fault]
    """A sender mends a row once, not field by field."""
    formulas: list[str]
    """Columns whose text begins with `=`: kept as text, nothing here ever computes it."""
    unused: tuple[str, ...]
    """Headings that are no column of the feed."""


_TOO_WIDE = Plan((), (), (), broken=True)
"""For a row with more names than a sheet has columns: nothing of it is read, its names are not remembered."""


class RowReader:
    """Reads rows of one feed; kept from batch to batch, with the plans of the headings it has met."""

    def __init__(self, columns: tuple[Column, ...], memory: Memory) -> None:
        """`memory` keeps what cells said before."""
        self._columns = columns
        self._memory = memory
        self._nothing: Values = dict.fromkeys(column.name for column in columns)
        self._plans: dict[tuple[str, ...], Plan] = {}
        self._remembered = 0

    def read(self, row: Mapping[str, object], reading: Reading) -> Cells:
        """Every cell read, and every fault found."""
        plan = self.plan(row)
        if plan.broken and (fault := _no_row(plan, row)):
            return Cells(self._nothing.copy(), [fault], [], plan.unused)
        faults = [too_many_cells()] if plan.broken and row.get(BEYOND) else []
        faults += [missing(column) for column in plan.absent]
        cells = Cells(self._nothing.copy(), faults, [], plan.unused)
        values = cells.values
        for heading, name, said, column in plan.steps:
            cell = row[heading]
            if cell is None or cell == "":  # half the cells of a form
                if column.demanded:
                    faults.append(missing(column))
            elif (  # most of the other half
                said is not None and cell.__class__ is str and (value := said.get(cell, UNSEEN)) is not UNSEEN
            ):
                values[name] = value
            else:
                _read_into(cells, column, said, cell, reading)
        return cells

    def plan(self, row: Mapping[str, object]) -> Plan:
        """The plan for rows with these headings."""
        headings = tuple(row)
        plan = self._plans.get(headings)
        if plan is None:
            if len(headings) > MAX_COLUMNS:
                return _TOO_WIDE
            self._remembered += len(headings)
            if len(self._plans) >= MOST_PLANS or self._remembered > MOST_HEADINGS:
                self._plans.clear()
                self._remembered = len(headings)
            plan = self._plans[headings] = self._planned(headings)
        return plan

    def _planned(self, headings: tuple[str, ...]) -> Plan:
        known = columns_by_heading(self._columns)
        found: dict[str, str] = {}
        for heading in headings:
            column = known.get(heading_key(heading))
            if column is not None:
                found.setdefault(column.name, heading)
        used = set(found.values())
        return Plan(
            steps=tuple(self._step(one, found[one.name]) for one in self._columns if one.name in found),
            absent=tuple(one for one in self._columns if one.required and one.name not in found),
            unused=tuple(heading for heading in headings if heading not in used),
            broken=NOT_A_RECORD in headings or BEYOND in headings,
        )

    def _step(self, column: Column, heading: str) -> Step:
        said = self._memory.of(column) if column.memorable else None
        return Step(heading, column.name, said, column)


def reader_of(columns: tuple[Column, ...], reading: Reading) -> RowReader:
    """The house's reader of a feed's rows."""
    made = reading.memory.only("readers")
    found = made.get(columns)
    if found is None:
        found = made.setdefault(columns, RowReader(columns, reading.memory))
    assert isinstance(found, RowReader)
    return found


def values_of(
    columns: tuple[Column, ...], row: Mapping[str, object], reading: Reading
) -> tuple[Values, list[Fault]]:
    """The values and the faults of one row; whoever has many asks `reader_of` once."""
    cells = reader_of(columns, reading).read(row, reading)
    return cells.values, cells.faults


def unrecognised(cells: Cells, row: Mapping[str, object]) -> dict[str, str]:
    """Cells under headings we do not know: kept sealed, since nobody knows what they hold."""
    return {heading: text_of(row[heading]) for heading in cells.unused if row[heading] not in (None, "")}


def _read_into(cells: Cells, column: Column, said: Said | None, cell: object, reading: Reading) -> None:
    try:
        value = value_of(column, cell, reading)
    except Unreadable as error:
        cells.faults.append(fault_at(column, error))
        return
    cells.values[column.name] = value
    if value.__class__ is str and value[:1] == "=":
        cells.formulas.append(column.name)
    elif said is not None and cell.__class__ is str:
        said.keep(cell, value)


def _no_row(plan: Plan, row: Mapping[str, object]) -> Fault | None:
    if plan is _TOO_WIDE:
        return too_many_fields(MAX_COLUMNS)
    return not_a_record() if NOT_A_RECORD in row else None
