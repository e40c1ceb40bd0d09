"""Layout: how a sender who writes a feed in its own way writes it, as a visible value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from services.ingest.columns import Column

Unknown = Literal["keep", "ignore", "refuse"]
"""What becomes of columns that a layout does not name: kept sealed, left out, or the row is refused."""


@dataclass(frozen=True, eq=False)
class Layout:
    """The sender's own columns, and how a row of them becomes a row of ours."""

    columns: tuple[Column, ...]
    """The columns as the sender names them: what a heading is recognised by."""
    reshaped: Callable[[Mapping[str, object]], Mapping[str, object]]
    """From the sender's cells to ours."""
    refuse_unknown: Callable[[Mapping[str, object]], None]
    """Raises BadRow for a column that is not wanted, when they are to be refused."""
    sample: str
    """A few rows, as CSV."""
    unknown: Unknown = "keep"
    encoding: str | None = None
    """Of text files; None: found out."""
    separator: str | None = None
    """Of CSV files; None: found out."""
    heading_row: int | None = None
    """The row of the sheet that holds the heading; None: found out."""
    sheet: str | None = None
    """The workbook's sheet; None: the one whose heading fits best."""
