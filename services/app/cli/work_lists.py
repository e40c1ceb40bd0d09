"""The verb about the work of tracing teams."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from services.app.cli.answers import AsOf, Csv, Json, answer_rows, open_house
from services.app.cli.moments import moment_given


def add_to(app: typer.Typer) -> None:
    """Add this verb to the command."""
    app.command("work-list", help="Who is to be called by tracing teams, most urgent first; no names.")(
        work_list
    )


def work_list(
    team: Annotated[str | None, typer.Option("--team", help="Only this team, such as police-193.")] = None,
    as_of: AsOf = None,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """Pseudonyms only: names are for those who sign in, and each opening is noted."""
    from services.app.work_desk import Desk
    from services.domain.viewers import COMMAND

    with open_house() as house:
        moment = moment_given(house, as_of) if as_of else None
        with house.database.reading() as tx:
            desk = Desk(house, tx, COMMAND, house.settings.lang, house.clock(), moment, named=False)
            rows = desk.rows(desk.found(team))
    for row in rows:
        for name in ("full_name", "phone", "birth_year", "address"):
            del row[name]
    answer_rows(rows, as_json=as_json, csv_file=csv, line=_lines)


def _lines(row: Mapping[str, Any]) -> str:
    late = "!" if row["overdue"] else " "
    said = f"{late} {row['due'][:16]} {row['level']} {row['state_name']}: {row['person']} {row['team_name']}"
    return "\n".join([said, *(f"    {reason['title']}: {reason['why']}" for reason in row["reasons"])])
