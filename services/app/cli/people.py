"""`phendau people`: which pseudonyms are one person; officers look and decide."""

from typing import Annotated, Any

import typer

from services.app.cli.answers import AsOf, Json, answer_json, language, open_house, say, to_stderr
from services.app.cli.moments import moment_given
from services.app.wiring import House
from services.domain.agencies import Agency
from services.plumbing.database import Database

app = typer.Typer(no_args_is_help=True)

By = Annotated[Agency, typer.Option("--by", help="Who decides: command or police.")]
One = Annotated[str, typer.Argument(metavar="A", help="A pseudonym: p and 24 hexadecimal digits.")]
Other = Annotated[str, typer.Argument(metavar="B", help="Another one.")]


@app.callback()
def people() -> None:
    """One person, once."""


@app.command("review")
def review(
    state: Annotated[str, typer.Option("--state", help="proposed, merged, rejected or undone.")] = "proposed",
    as_json: Json = False,
) -> None:
    """Pairs that wait for a person, oldest first, with reasons."""
    from services.linkage.officers import pairs_in
    from services.linkage.pairs import PairState

    if state not in list(PairState):
        raise typer.BadParameter(f"one of: {', '.join(PairState)}", param_hint="--state")
    with open_house() as house, _caught_up(house).reading() as tx:
        found = [one.model_dump(mode="json") for one in pairs_in(tx, PairState(state))]
    if as_json:
        answer_json(found)
        return
    for pair in found:
        _say(pair)
    if not found:
        to_stderr("Không có cặp nào. / There are no pairs.")


@app.command("same")
def same(one: One, other: Other, by: By = Agency.COMMAND, as_json: Json = False) -> None:
    """A and B are one person."""
    from services.linkage.officers import pair_between, say_same

    with open_house() as house, house.database.transaction() as tx:
        found = say_same(tx, pair_between(tx, one, other, _officer(by)), by)
    _answer(found.model_dump(mode="json"), as_json)


@app.command("different")
def different(one: One, other: Other, by: By = Agency.COMMAND, as_json: Json = False) -> None:
    """A and B are two people, whatever a machine finds later."""
    from services.linkage.officers import pair_between, say_different

    with open_house() as house, house.database.transaction() as tx:
        found = say_different(tx, pair_between(tx, one, other, _officer(by)), by)
    _answer(found.model_dump(mode="json"), as_json)


@app.command("undo")
def undo(
    pair: Annotated[str, typer.Argument(metavar="PAIR", help="The id that `people review` shows.")],
    by: By = Agency.COMMAND,
    as_json: Json = False,
) -> None:
    """Take back what was decided of a pair."""
    from services.linkage.officers import undo as take_back

    with open_house() as house, house.database.transaction() as tx:
        found = take_back(tx, pair, _officer(by))
    _answer(found.model_dump(mode="json"), as_json)


@app.command("who")
def who(one: One, as_of: AsOf = None, as_json: Json = False) -> None:
    """All pseudonyms of the same person, now or as it was known then."""
    from services.linkage.officers import pseudonyms_together

    with open_house() as house, house.database.reading() as tx:
        moment = moment_given(house, as_of) if as_of else None
        found = pseudonyms_together(tx, one, moment)
    if as_json:
        answer_json(found)
        return
    for pseudonym in found:
        say(pseudonym)


def _officer(by: Agency) -> Agency:
    if by not in (Agency.COMMAND, Agency.POLICE):
        raise typer.BadParameter("command or police", param_hint="--by")
    return by


def _answer(pair: dict[str, Any], as_json: bool) -> None:
    if as_json:
        answer_json(pair)
    else:
        _say(pair)


def _say(pair: dict[str, Any]) -> None:
    chance = "–" if pair["probability"] is None else f"{pair['probability']:.3f}"
    reasons = "; ".join(ground["text"][language()] for ground in pair["grounds"])
    say(f"{pair['id']} {pair['state']:<8} {chance} {pair['one']} {pair['other']}: {reasons}")


def _caught_up(house: House) -> Database:
    """An embedded house has no worker beside it: who looks at pairs waits until all were compared."""
    from services.app.workers import Readers

    if house.settings.embedded:
        Readers(house, ("linkage",)).settle()
    return house.database
