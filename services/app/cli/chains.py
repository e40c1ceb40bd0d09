"""Verbs about chains of contacts; pure: files in, rows out, no house needed."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from services.app.cli.answers import Csv, Json, answer_table, language, to_stderr
from services.domain.errors import BadFile, BadRecord

app = typer.Typer(no_args_is_help=True)
Value = TypeVar("Value")


@app.callback()
def about() -> None:
    """Chains of contacts: who is F1, F2 … of whom."""


@app.command("levels", help="Everyone in a chain: 0 = F0, 1 = F1 …, and through whom.")
def levels(
    edges: Annotated[
        Path, typer.Option("--edges", help="E.csv: source,target[,contact_type,directed,from,to].")
    ],
    confirmed: Annotated[Path, typer.Option("--confirmed", help="C.csv: person,confirmed_on.")],
    as_of: Annotated[str, typer.Option("--as-of", help="The day the chains are told of.")],
    depth: Annotated[int, typer.Option("--depth", min=1, help="The last level that is followed.")] = 4,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """Rows by level and name; what does not count is said on standard error, and the others go on."""
    from services.app.cli.sources import reading
    from services.ingest.cells import yes_or_no
    from services.ingest.times import day
    from services.tracing.chain_problems import told
    from services.tracing.chain_rows import (
        CONFIRMED_COLUMNS,
        CONTACT_COLUMNS,
        read_confirmed,
        read_contacts,
    )
    from services.tracing.chains import Chains
    from services.tracing.odd_contacts import odd_contacts
    from services.tracing.standings import Standing

    here = reading()
    read_day = _reader(day, here)
    until = _as_of(as_of, read_day)
    contacts, wrong = read_contacts(
        _rows(edges, "E", CONTACT_COLUMNS), until, read_day, _reader(yes_or_no, here)
    )
    cases, wrong_cases = read_confirmed(_rows(confirmed, "C", CONFIRMED_COLUMNS), until, read_day)
    chains = Chains(contacts.values(), cases, depth)
    for sentence in told([*wrong, *wrong_cases, *odd_contacts(contacts, chains)]):
        to_stderr(sentence.said_in(language()))
    rows = [one._asdict() for one in chains.standings()]
    answer_table(rows, Standing._fields, as_json=as_json, csv_file=csv)


def _rows(path: Path, called: str, needed: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    from services.app.tables_in import read_numbered

    columns, rows = read_numbered(path, called)
    for name in needed:
        if name not in columns:
            raise BadFile(
                vi=f"Tệp {called}: thiếu cột '{name}'; hãy thêm rồi chạy lại.",
                en=f"File {called}: has no column '{name}'; add it and run again.",
                field=name,
                code="missing_column",
            )
    return rows


def _reader(read: Callable[[str, Any], Value], here: object) -> Callable[[str], Value]:
    """A reader of cells whose fault is one of our errors."""
    from services.ingest.cells import Unreadable

    def of_cell(cell: str) -> Value:
        try:
            return read(cell, here)
        except Unreadable as fault:
            raise BadRecord(fault.sentence.vi, fault.sentence.en, code=fault.code) from None

    return of_cell


def _as_of(text: str, read_day: Callable[[str], date]) -> date:
    try:
        return read_day(text)
    except BadRecord as error:
        said = error.sentence
        raise BadRecord(
            f"--as-of: {said.vi}", f"--as-of: {said.en}", field="--as-of", code=error.code
        ) from None
