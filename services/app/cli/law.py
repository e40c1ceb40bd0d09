"""Verbs about the law: as a page, and applied to a table of indicators."""

from pathlib import Path
from typing import Annotated

import typer

from services.app.cli.answers import Csv, Json, answer_json, answer_table, open_house, say, tell

app = typer.Typer(invoke_without_command=True)


@app.callback()
def law(context: typer.Context, as_json: Json = False) -> None:
    """Markdown on standard output: what every version says, and on which document it rests."""
    if context.invoked_subcommand is not None:
        return
    from services.policy.rendering import render_law

    with open_house() as house:
        page = render_law(house.jurisdiction)
    if as_json:
        answer_json({"markdown": page})
    else:
        say(page)


@app.command("levels", help="The level of each row of a table of indicators, by a law folder.")
def levels(
    folder: Annotated[str, typer.Option("--law", help="DIR, or the name of one that comes with the house.")],
    indicators: Annotated[Path, typer.Option("--indicators", help="I.csv: area,at[,tier],<indicator>…")],
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """One row for each row that can be read; `insufficient_data` where a missing number could matter."""
    from services.app.cli.sources import reading
    from services.app.law_levels import HEADS, graded_table, law_folder

    found = graded_table(law_folder(folder), indicators, reading())
    tell(found.notes)
    answer_table(found.rows, HEADS, as_json=as_json, csv_file=csv)
