"""Verbs about vehicles and their seats; pure: files in, rows out, no house needed."""

from typing import Annotated

import typer

from services.app.cli.answers import Csv, Json, answer_rows

app = typer.Typer(no_args_is_help=True)


@app.callback()
def about() -> None:
    """Vehicles with cases: how their lists are read."""


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
    answer_rows(parsed(read), as_json=as_json, csv_file=csv)
