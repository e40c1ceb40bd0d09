"""`phendau chains now` and `chains of`: levels as the house knows them."""

from typing import Annotated

import typer

from services.app.cli.answers import AsOf, Csv, Json, answer_json, answer_table, open_house, say
from services.app.cli.moments import moment_given

Person = Annotated[str, typer.Argument(metavar="PERSON", help="A pseudonym: p and 24 hexadecimal digits.")]
_NOW = ("person", "level", "via", "area", "since")


def add_to(app: typer.Typer) -> None:
    """Add these verbs to `phendau chains`."""
    app.command("now", help="Everyone's level as the house knows it, or knew it then.")(now)
    app.command("of", help="One person: level, way to the F0, contacts, follow-up, lists.")(of)


def now(as_of: AsOf = None, csv: Csv = None, as_json: Json = False) -> None:
    """By level and name; a case nobody named is `case:` and its code. Looks at people are noted."""
    from services.app.chain_looks import note_file
    from services.domain.viewers import COMMAND
    from services.tracing.stored_graph import stored_graph

    with open_house() as house:
        moment = moment_given(house, as_of) if as_of else None
        with house.database.reading() as tx:
            graph = stored_graph(tx, moment)
        note_file(house, graph, COMMAND, "cli")
    rows = [{name: getattr(one, name) for name in _NOW} for one in graph.nodes]
    answer_table(rows, _NOW, as_json=as_json, csv_file=csv)


def of(person: Person, as_of: AsOf = None, as_json: Json = False) -> None:
    """The look is written into the log, as every look at a person."""
    from services.app.person_rows import Asking, person_row
    from services.domain.viewers import COMMAND

    with open_house() as house:
        moment = moment_given(house, as_of)
        asking = Asking(COMMAND, moment, as_of is not None, house.settings.lang, door="cli")
        with house.database.transaction() as tx:
            row = person_row(tx, house, person, asking)
    if as_json:
        answer_json(row)
        return
    way = " ← ".join(f"{one['person']} (F{one['level']})" for one in row["chain"])
    say(f"{row['person']}: {row['level_name'] or '–'} {way}")
    follow = row["follow_up"]
    for due in follow["due"] if follow else ():
        say(f"  {due['on']} {due['kind']:<8} {due['done_on'] or ('!' if due['overdue'] else '')}")
    for one in row["lists"]:
        say(f"  {one['title']}: {one['why']}")
