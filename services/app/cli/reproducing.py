"""Verbs `rt` and `nowcast`: how fast it grows, how many are not known yet. Pure: tables in, rows out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.app.cli.answers import Csv, Json, answer_table, tell
from services.app.cli.spreading import SERIAL, serial_given

if TYPE_CHECKING:
    from services.domain.errors import BadRecord


def add_to(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    app.command(
        "rt", help="R of each day with its 95 % interval; with few cases the chance that it is above 1."
    )(rt)
    app.command("nowcast", help="How many fell ill on each day, when not all are known yet.")(nowcast)


def rt(
    cases: Annotated[
        Path,
        typer.Argument(metavar="I.csv", help="day,cases[,imported][,area]; a day without a row has none."),
    ],
    serial: Annotated[
        str | None,
        typer.Option("--serial", help=f"MEAN,SD of the serial interval in days; {SERIAL} when not given."),
    ] = None,
    weights: Annotated[
        Path | None, typer.Option("--weights", help="W.csv: day,weight; instead of --serial.")
    ] = None,
    window: Annotated[int, typer.Option("--window", help="Days of a window.")] = 7,
    together: Annotated[bool, typer.Option("--together", help="All areas of the table as one.")] = False,
    least_cases: Annotated[
        float, typer.Option("--least-cases", help="With fewer in the window R is not told.")
    ] = 10.0,
    most_sd: Annotated[
        float, typer.Option("--most-sd", help="With a larger standard deviation R is not told.")
    ] = 0.5,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """A row for each day on which a whole window ends; `not_estimable` says that there are too few cases."""
    from services.app.case_series import read_series
    from services.app.cli.sources import reading
    from services.app.rt_rows import COLUMNS, read_weights, rt_rows
    from services.epidemiology.low_counts import Enough

    if weights and serial is not None:
        raise _both()
    by_day = read_weights(weights) if weights else serial_given(serial or SERIAL).weights()
    series = read_series(cases, reading(), together=together)
    rows = rt_rows(series, by_day, window, Enough(least_cases, most_sd))
    tell(series.notes)
    answer_table(rows, COLUMNS, as_json=as_json, csv_file=csv)


def _both() -> "BadRecord":
    from services.domain.errors import BadRecord

    return BadRecord(
        vi="--weights: đã có --serial; chỉ giữ một trong hai.",
        en="--weights: --serial is given too; keep one of the two.",
        field="--weights",
        code="both_given",
    )


def nowcast(
    pairs: Annotated[Path, typer.Argument(metavar="P.csv", help="onset,reported: a row a case.")],
    as_of: Annotated[
        str, typer.Option("--as-of", help="The day it is asked on; later reports do not count.")
    ],
    longest: Annotated[
        int, typer.Option("--longest", min=1, max=400, help="Delays that are longer are left out.")
    ] = 30,
    band: Annotated[float, typer.Option("--band", help="The chance that the truth lies within.")] = 0.9,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """A row a day; days of which less than a tenth is known are not told."""
    from services.app.cli.moments import local_moment
    from services.app.cli.sources import reading
    from services.app.nowcast_rows import COLUMNS, nowcast_rows, read_pairs

    here = reading()
    day = local_moment(as_of, here.zone, field="--as-of").astimezone(here.zone).date()
    read, notes = read_pairs(pairs, here, day)
    tell(notes)
    answer_table(nowcast_rows(read, day, longest, band), COLUMNS, as_json=as_json, csv_file=csv)
