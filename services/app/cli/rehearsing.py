"""Verb `phendau rehearse`: a draft law tried on what happened."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from services.app.angles import Row
from services.app.cli.answers import AsOf, Json, answer_json, caught_up, language, open_house, say
from services.app.cli.moments import day_given, moment_given
from services.domain.days import within_reason


def add_to(app: typer.Typer) -> None:
    """Add this verb to the command."""
    app.command("rehearse", help="Try a draft law on what happened; nothing is kept.")(rehearse)


def rehearse(
    law: Annotated[Path, typer.Option("--law", help="Folder of the draft: a whole law folder, changed.")],
    entrants: Annotated[
        str | None, typer.Option("--entrants", help="A day whose declared travellers pass again.")
    ] = None,
    as_of: AsOf = None,
    draft_at: Annotated[
        str | None,
        typer.Option("--draft-at", help="Take the draft as of this day (default: the same day)."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Levels that change; refused, rooms, tests and waits at each post. With --json everything."""
    from services.app.rehearsing import Rehearsal, draft_of
    from services.app.rehearsing import rehearse as rehearsed

    with open_house() as house, caught_up(house, "risk").reading() as tx:
        zone = house.jurisdiction.zone
        asked = Rehearsal(
            draft=draft_of(house, law),
            as_of=moment_given(house, as_of),
            entrants=day_given("--entrants", entrants),
            draft_at=_noon(day_given("--draft-at", draft_at), zone),
        )
        row = rehearsed(house, tx, asked, language())
    if as_json:
        answer_json(row)
    else:
        _tell(row)


def _tell(row: Row) -> None:
    said = language() == "vi"
    say(f"{row['rulesets']['now']} → {row['rulesets']['draft']}, {row['as_of']}")
    say(f"{'Địa bàn đổi mức' if said else 'Areas whose level changes'}: {len(row['levels'])}")
    for one in row["levels"]:
        why = "; ".join(one["reasons"])
        say(f"  {one['area']} {one['name']}: {one['now'] or '–'} → {one['draft'] or '–'} ({why})")
        if one["held"]:
            word = "gợi ý mức" if said else "suggested level"
            say(f"    {word} {one['suggested']['draft'] or '–'}; {one['held']}")
    if row["entrants"]:
        _tell_entrants(row["entrants"], said=said)
    say(row["assumed"])


def _tell_entrants(told: Row, *, said: bool) -> None:
    words = (
        ("người", "không cho qua", "chỗ cách ly", "xét nghiệm", "chờ lâu nhất (phút)")
        if said
        else ("people", "refused", "rooms", "tests", "longest wait (minutes)")
    )
    for one in ({"name": told["day"], "post": ""} | told["total"], *told["posts"]):
        a, b = one["now"], one["draft"]
        parts = [f"{one['people']} {words[0]}"]
        parts += [
            f"{word} {a[name]} → {b[name]}"
            for word, name in zip(words[1:], ("refused", "rooms", "tests"), strict=False)
        ]
        if a["wait_minutes"]:
            parts.append(f"{words[4]} {a['wait_minutes']['longest']:g} → {b['wait_minutes']['longest']:g}")
        place = one["name"] or one["post"] or ("khai trước, không qua chốt" if said else "declared at home")
        say(f"{place}: " + ", ".join(parts))
    for one in told["changes"]:
        now, draft = one["now"], one["draft"]
        say(f"  {one['people']}: {now['row']} {now['word']} → {draft['row']} {draft['word']}")


def _noon(day: date | None, zone: ZoneInfo) -> datetime | None:
    return None if day is None else within_reason(datetime.combine(day, time(12), zone), "--draft-at")
