"""Verb `phendau scenario`: a year of invented records as feed files."""

from pathlib import Path
from typing import Annotated

import typer

from services.app.cli.answers import Json, answer_json, say
from services.app.settings import read_settings


def add_to(app: typer.Typer) -> None:
    """Add this verb to the command."""
    app.command("scenario", help="A year of invented records, as files of the feeds.")(scenario)


def scenario(
    out: Annotated[Path, typer.Option("--out", help="An empty folder; each feed gets a folder in it.")],
    year: Annotated[int, typer.Option("--year", help="Which year.")] = 2021,
    volume: Annotated[
        float, typer.Option("--volume", help="Part of the true volume.", min=0.0001, max=10)
    ] = 1.0,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same bytes.")] = 2021,
    calm: Annotated[bool, typer.Option("--calm", help="A year without an epidemic.")] = False,
    as_json: Json = False,
) -> None:
    """Rows by feed; `plan.json` says what each day brings, `truth.json` what the epidemic was."""
    from services.app.demo.facts import read_facts
    from services.app.year.epidemic.parameters import read_parameters
    from services.app.year.script import year_of
    from services.app.year.seasons import DATA, read_seasons
    from services.app.year.writing import write_year
    from services.policy.reader import load_jurisdiction

    land = load_jurisdiction(read_settings().jurisdiction)
    facts = read_facts(land.name, land.zone)
    seasons = read_seasons(land.name, year)
    plague = None if calm else read_parameters(DATA, land.name, year)
    told = write_year(year_of(seasons, facts, land.areas, seed, volume, plague), out)
    if as_json:
        answer_json(told | {"folder": str(out)})
        return
    for feed, rows in told["rows"].items():
        say(f"{feed}: {rows:,}")
