"""Verbs `exposures`: `match` needs no house, files in and rows out; `found` asks the house."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from services.app.cli.answers import (
    AsOf,
    Csv,
    Json,
    answer_json,
    answer_table,
    caught_up,
    language,
    open_house,
    say,
    tell,
    to_stderr,
)
from services.app.cli.moments import local_moment, moment_given

app = typer.Typer(no_args_is_help=True)
COLUMNS = ("visit_id", "site_id", "overlap_minutes", "score", "why")


@app.callback()
def about() -> None:
    """Places at times where somebody may have been infected."""


@app.command("match", help="Which visits met which exposure sites, how long, how likely infected, and why.")
def match(
    sites: Annotated[
        list[str],
        typer.Option("--sites", help="FEED:FILE or FEED:FILE@PUBLISHED; several revisions may be given."),
    ],
    visits: Annotated[
        Path,
        typer.Option(
            "--visits", help="V.csv: visit_id,place_text,address_text,lat,lon,start,end[,as_of][,place_code]."
        ),
    ],
    more: Annotated[
        list[str] | None, typer.Argument(metavar="[FEED:FILE]...", help="More of --sites.")
    ] = None,
    as_of: AsOf = None,
    metres: Annotated[
        float, typer.Option("--metres", min=0, max=5_000, help="Coordinates this near are one place.")
    ] = 50.0,
    lingering: Annotated[
        float, typer.Option("--lingering", min=0, max=1_440, help="Minutes a place stays exposed afterwards.")
    ] = 0.0,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """Rows as JSON, or as CSV; what cannot be matched is told on standard error, row by row."""
    from services.app.cli.site_lists import site_revisions
    from services.app.cli.sources import reading
    from services.app.cli.visits_in import Visits
    from services.tracing.exposures import Terms
    from services.tracing.places import Tolerance
    from services.tracing.revisions import match_as_known

    read = reading()
    moment = local_moment(as_of, read.zone, field="--as-of") if as_of else read.learned_at
    revisions, told = site_revisions([*sites, *(more or ())], read)
    table = Visits(visits.name, read, moment)
    asked = table.read(visits)
    terms = Terms(tolerance=Tolerance(metres=metres), lingering=timedelta(minutes=lingering))
    found = match_as_known(asked, revisions, terms)
    tell([*told, *table.notes])
    said = language()
    rows = [one._asdict() | {"why": one.why.said_in(said)} for one in found]
    answer_table(rows, COLUMNS, as_json=as_json, csv_file=csv)


@app.command("found", help="Who was at the exposure sites of this house, as far as is known.")
def found(
    site: Annotated[
        str | None, typer.Argument(metavar="[SITE]", help="Only this site: its `site`, or its number alone.")
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Sites that met somebody, or can meet nobody and why; matched afresh from what was known then."""
    from services.app.exposures_found import found_rows

    with open_house() as house:
        moment = moment_given(house, as_of)
        rows = found_rows(caught_up(house, "tracing"), house, moment, site, language())
    if as_json:
        answer_json(rows)
        return
    for row in rows:
        _say(row)
    if not rows:
        to_stderr("Chưa có ai. / Nobody yet.")


def _say(row: dict[str, Any]) -> None:
    say(f"{row['title']} [{row['site']}]")
    if row["trouble"]:
        say(f"  ! {row['trouble']}")
    for one in row["people"]:
        say(f"  {one['person']} {one['score']:.4f} {one['why']}")
