"""Verb without a code: `phendau assess`, what a person or a vehicle from somewhere must do."""

from typing import Annotated

import typer

from services.app.angles import Row
from services.app.cli.answers import Json, answer_json, caught_up, language, open_house, say
from services.app.cli.moments import day_given

CARGOES = ("dry", "cold")


def add_to(app: typer.Typer) -> None:
    """Add this verb to the command."""
    app.command("assess", help="I come from …: what must I do? Nothing is kept.")(assess)


def assess(
    origin: Annotated[
        str | None, typer.Option("--from", help="Where the journey begins: code or name of an area.")
    ] = None,
    been: Annotated[
        list[str] | None, typer.Option("--been", help="A further area of the last 14 days; may be repeated.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Where the journey goes.")] = None,
    day: Annotated[str | None, typer.Option("--day", help="Day of arrival (default: today).")] = None,
    abroad: Annotated[bool, typer.Option("--abroad", help="Comes from abroad.")] = False,
    worker: Annotated[bool | None, typer.Option(help="Returns to work here.")] = None,
    contact: Annotated[bool | None, typer.Option(help="Met a case or a suspected case.")] = None,
    symptoms: Annotated[bool | None, typer.Option(help="Fever, cough, short breath, sore throat.")] = None,
    accepts: Annotated[bool | None, typer.Option(help="Accepts central quarantine at own cost.")] = None,
    certificate: Annotated[
        str | None, typer.Option("--certificate", help="Day of the sample of a negative certificate.")
    ] = None,
    vehicle: Annotated[
        str | None, typer.Option("--vehicle", help="Plate; only its form is looked at.")
    ] = None,
    crew: Annotated[
        int | None, typer.Option("--crew", help="People in it, the driver too.", min=0, max=1000)
    ] = None,
    cargo: Annotated[
        str | None, typer.Option("--cargo", help="dry or cold: a goods vehicle and what it carries.")
    ] = None,
    as_json: Json = False,
) -> None:
    """One line: digit, word, what to do, why. With --json everything."""
    from services.app.assessing import assess_journey, journey_of

    if cargo not in (None, *CARGOES):
        raise typer.BadParameter("one of: " + ", ".join(CARGOES), param_hint="--cargo")
    told = any(value is not None for value in (vehicle, crew, cargo))
    asked = journey_of(
        origin=origin,
        been=tuple(been or ()),
        to=to,
        abroad=abroad,
        day=day_given("--day", day),
        contact=contact,
        symptoms=symptoms,
        worker=worker,
        certificate_on=day_given("--certificate", certificate),
        accepts_quarantine=accepts,
        vehicle={"plate": vehicle, "crew": crew, "cargo": cargo} if told else None,
    )
    with open_house() as house, caught_up(house, "risk").reading() as tx:
        row = assess_journey(house, tx, asked, house.clock(), language())
    if as_json:
        answer_json(row)
    else:
        _tell(row)


def _tell(row: Row) -> None:
    why = "; ".join(row["reasons"])
    say(f"{row['digit']} {row['word']} [{row['row']}] {row['todo']} ({why}; {row['cite']})")
    for line in (*row["questions"], *(row["vehicle"] or {}).get("notes", ())):
        say(f"  ? {line}")
