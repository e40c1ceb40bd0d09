"""Verbs about vehicles and their seats; pure: files in, rows out, no house needed."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.app.cli.answers import Csv, Json, answer_table, tell
from services.domain.errors import BadRecord

if TYPE_CHECKING:
    from services.policy.parameters import Parameters
    from services.tracing.manifests import NearRules

CONTACT = ("vehicle", "date", "seat", "rows_apart", "class")

app = typer.Typer(no_args_is_help=True)
MOST_MINUTES = 60 * 24 * 365  # of --least: nobody shares a room for longer


@app.callback()
def about() -> None:
    """Vehicles with cases: how their lists are read, and who sat near a case."""


@app.command("parse", help="How each source row was read: FEED:FILE, the doubtful ones flagged.")
def parse(
    source: Annotated[str, typer.Argument(help="FEED:FILE, for example vehicles:list.csv.")],
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """One line a source row; nothing is stored."""
    from services.app.cli.sources import rows_read
    from services.ingest.feeds.vehicles import FEED
    from services.ingest.manifests import parsed

    read = rows_read(source, (FEED.name,))
    answer_table(parsed(read), (), as_json=as_json, csv_file=csv)


@app.command("contacts", help="Who sat near a case: one row a passenger, with its class.")
def contacts(
    seats: Annotated[
        Path, typer.Option("--seats", help="S.csv: vehicle, date, seat, role (index or passenger).")
    ],
    rows_apart: Annotated[
        int | None,
        typer.Option("--rows-apart", help="Close that many rows before and behind; else the law."),
    ] = None,
    seats_per_row: Annotated[
        int | None,
        typer.Option("--seats-per-row", min=1, help="Where seats have numbers alone; default: the law."),
    ] = None,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """Rows of cases are no contacts and left out; what is unsure is said on standard error."""
    from services.app.cli.sources import jurisdiction_and_reading
    from services.app.seat_lists import seat_contacts
    from services.app.seat_problems import problem

    jurisdiction, reading = jurisdiction_and_reading()
    rules = _rules(jurisdiction.law.parameters, reading.learned_at, rows_apart, seats_per_row)
    rows, problems = seat_contacts(seats, reading, rules)
    tell(problems if rows else [*problems, problem(1, "no_passenger")])
    answer_table(rows, CONTACT, as_json=as_json, csv_file=csv)


@app.command("together", help="Who shared a room, a shift or a table with a case, and for how long.")
def together(
    stays: Annotated[
        Path, typer.Option("--stays", help="S.csv: person, place, start, end, role (index or another).")
    ],
    least: Annotated[float, typer.Option("--least", min=0, help="Shorter times, in minutes, are none.")] = 0,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """One row for each unbroken time with a case; rows that cannot be read are said on standard error."""
    from datetime import timedelta

    from services.app.cli.sources import reading
    from services.app.shared_stays import TOGETHER, shared_stays

    found = shared_stays(stays, reading(), timedelta(minutes=min(least, MOST_MINUTES)))
    tell(found.notes)
    answer_table(found.rows, TOGETHER, as_json=as_json, csv_file=csv)


def _rules(
    parameters: "Parameters", moment: datetime, rows_apart: int | None, seats_per_row: int | None
) -> "NearRules":
    from services.tracing.manifests import NearRules

    def of_law(name: str) -> int:
        return int(parameters.number(name, moment))

    if rows_apart is not None and rows_apart < 0:
        raise BadRecord(
            vi="--rows-apart: không được âm; hãy ghi 0 (chỉ cùng hàng) trở lên.",
            en="--rows-apart: must not be negative; write 0 (the same row only) or more.",
            field="--rows-apart",
            code="negative_rows",
        )
    return NearRules(
        rows_apart=of_law("vehicle_rows") if rows_apart is None else rows_apart,
        seats_per_row=seats_per_row or of_law("seats_per_row"),
        small_vehicle_seats=of_law("small_vehicle_seats"),
    )
