"""The verb `places`: places where people gather, with score, reasons and the next visit."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from services.app.cli.answers import AsOf, Csv, Json, answer_rows, open_house
from services.app.cli.moments import moment_given
from services.domain.base import Sentence

NONE = Sentence(vi="Không có địa điểm nào để nêu.", en="There is no place to tell of.")


def add_to(app: typer.Typer) -> None:
    """Add this verb to the command."""
    app.command("places", help="Places where people gather: risk score, reasons, next inspection.")(places)


def places(
    area: Annotated[str | None, typer.Option("--area", help="Only places in this area (code).")] = None,
    due: Annotated[bool, typer.Option("--due", help="Only places whose next inspection is due.")] = False,
    as_of: AsOf = None,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """The riskiest first; with --due, the longest overdue first."""
    from services.app.angles import Angle
    from services.app.place_rows import place_rows
    from services.risk.survey import survey

    with open_house() as house:
        moment = moment_given(house, as_of)
        with house.database.reading() as tx:
            found = survey(tx, house.jurisdiction, moment)
            rows = place_rows(tx, Angle(house.jurisdiction, found, {}, house.settings.lang), area, due=due)
        none = NONE.said_in(house.settings.lang)
    answer_rows(rows, as_json=as_json, csv_file=csv, line=_line, none=none)


def _line(row: Mapping[str, Any]) -> str:
    score = f"{row['score']:g}–{row['at_most']:g}" if row["open"] else f"{row['score']:g}"
    why = "; ".join((*row["reasons"], *row["missing"]))
    again = row["reinspect_on"]
    return f"{score:>9} {row['band_name']:<11} {row['area']:<6} {row['name']} ({again}): {why}"
