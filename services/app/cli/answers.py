"""How verbs answer: one JSON document or lines on standard output; everything else on standard error."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from services.app.settings import read_settings
from services.domain.base import Language
from services.domain.row_notes import RowNote, told
from services.domain.spreadsheets import csv_text
from services.plumbing.clock import SetClock, system_clock

if TYPE_CHECKING:
    from services.app.wiring import House
    from services.plumbing.database import Database

Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Only what had been learned by this moment (a day: by its end).")
]
Csv = Annotated[Path | None, typer.Option("--csv", help="Write the rows to this CSV file.")]


def language() -> Language:
    """The language of this process, even when its other settings are wrong."""
    try:
        return read_settings().lang
    except Exception:  # an error about the settings is said in Vietnamese
        return "vi"


@contextmanager
def open_house(**given: object) -> Iterator["House"]:
    """The house of this process, moved in; a demo's clock stands where its replay ended."""
    from services.app.meta import demo_clock
    from services.app.wiring import build
    from services.plumbing.database import Database

    settings = read_settings(**given)
    settings.home.mkdir(parents=True, exist_ok=True)
    database = Database(settings.url(), system_clock)
    stands_at = demo_clock(database)
    database.close()
    clock = system_clock if stands_at is None else SetClock(stands_at)
    house = build(settings, clock, replaying=stands_at is not None)
    try:
        house.move_in()
        yield house
    finally:
        house.close()


def caught_up(house: "House", consumer: str) -> "Database":
    """An embedded house has no worker beside it: who looks waits until this consumer has heard everything."""
    from services.app.workers import Readers

    if house.settings.embedded:
        readers = Readers(house, (consumer,))
        readers.settle()
        readers.close()
    return house.database


def say(text: str, stream: TextIO | None = None) -> None:
    """One line on standard output."""
    (stream or sys.stdout).write(text + "\n")


def to_stderr(text: str) -> None:
    """One line on standard error."""
    say(text, sys.stderr)


def answer_json(document: Any) -> None:
    """The one JSON document of this verb."""
    say(json.dumps(document, ensure_ascii=False, default=_plain))


def answer_rows(
    rows: Sequence[Mapping[str, Any]],
    *,
    as_json: bool,
    csv_file: Path | None = None,
    line: Callable[[Mapping[str, Any]], str] | None = None,
    none: str | None = None,
) -> None:
    """Rows as JSON, as a CSV file, as both where both are asked for, or as lines for people.

    `line` writes one row for a person; without it the rows stand in columns. `none` is said of no rows.
    """
    if csv_file is not None:
        write_csv(rows, csv_file)
    if as_json:
        answer_json(rows)
    elif csv_file is not None:
        return
    elif none is not None and not rows:
        say(none)
    else:
        for text in map(line, rows) if line else _columns(rows):
            say(text)


def answer_table(
    rows: Sequence[Mapping[str, Any]],
    heads: Sequence[str],
    *,
    as_json: bool,
    csv_file: Path | None,
    line: Callable[[Mapping[str, Any]], str] | None = None,
) -> None:
    """What an analyst's verb found: CSV or JSON or both as asked for, else JSON; at a terminal lines."""
    if csv_file is not None:
        write_csv(rows, csv_file, heads)
        to_stderr(str(csv_file))
    if csv_file is None or as_json:
        answer_rows(rows, as_json=as_json or not sys.stdout.isatty(), line=line)


def write_csv(rows: Sequence[Mapping[str, Any]], path: Path, heads: Sequence[str] = ()) -> None:
    """A CSV file with a byte-order mark, so that Excel reads the Vietnamese; formulas stay text.

    `heads` stand on top when there is no row to take them from.
    """
    named = list(dict.fromkeys(name for row in rows for name in row)) or list(heads)
    cells = ([_cell(row.get(name)) for name in named] for row in rows)
    path.write_text(csv_text(named, cells), encoding="utf-8", newline="")


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, default=_plain) if isinstance(value, list | dict) else value


def _columns(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Left-aligned columns; what does not fit a cell of a table is left to --json."""
    names = [name for name in (rows[0] if rows else {}) if not isinstance(rows[0][name], dict)]
    cells = [[_short(row[name]) for name in names] for row in rows]
    widths = [max(len(name), *(len(row[i]) for row in cells)) for i, name in enumerate(names)]
    return [
        "  ".join(text.ljust(w) for text, w in zip(row, widths, strict=True)).rstrip()
        for row in (names, *cells)
    ]


def _short(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return "–" if value is None else str(value)


def tell(notes: Iterable[RowNote]) -> None:
    """What is to be said of rows, on standard error; see `row_notes.told`."""
    said = language()
    for sentence in told(notes):
        to_stderr(sentence.said_in(said))
