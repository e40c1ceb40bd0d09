"""Verbs that look out: levels, alerts, map, indicators, law."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from services.alerts.words import AlertState
from services.app.cli.answers import AsOf, Csv, Json, answer_json, answer_rows, open_house, say, to_stderr
from services.app.cli.moments import moment_given
from services.domain.agencies import Agency
from services.domain.areas import Tier


def add_to(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    app.command("levels", help="The level of every area, with reasons, citation and sources.")(levels)
    app.command("alerts", help="The ledger of alerts.")(alerts)
    app.command("map", help="A self-contained map that needs no network.")(draw_map)
    app.command("indicators", help="Case indicators, one row an area.")(indicators)
    app.command("sites", help="Two official sites side by side: lag and agreement.")(sites)


def graded_tier(tier: Tier | None) -> Tier | None:
    """A tier that has levels and numbers; raises BadParameter for another."""
    if tier is Tier.COUNTRY:
        known = ", ".join(one.value for one in Tier if one is not Tier.COUNTRY)
        raise typer.BadParameter(
            f"cấp này không có mức và chỉ số; chọn một trong: {known}"
            f" / has no levels or numbers; one of: {known}"
        )
    return tier


def levels(
    as_of: AsOf = None,
    tier: Annotated[
        Tier | None, typer.Option("--tier", help="commune, district or province.", callback=graded_tier)
    ] = None,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """The shown level of every area; an order outranks the law's suggestion, both are told."""
    from services.app.views import level_rows
    from services.risk.regrading import levels_since
    from services.risk.survey import survey

    with open_house() as house:
        moment = moment_given(house, as_of)
        with house.database.reading() as tx:
            found = survey(tx, house.jurisdiction, moment)
            since = levels_since(tx, moment)
        rows = level_rows(house.jurisdiction, found, since, house.settings.lang, tier)
    answer_rows(rows, as_json=as_json, csv_file=csv, line=_level)


def _level(row: Mapping[str, Any]) -> str:
    why = "; ".join(row["reasons"])
    level = row["level"] or (f"≥{row['at_least']}" if row["flagged"] else "–")
    return f"{level:<2} {row['level_name']:<18} {row['area']:<6} {row['name']}: {why}"


def alerts(
    agency: Annotated[Agency | None, typer.Option("--agency", help="Only alerts of this agency.")] = None,
    state: Annotated[
        str | None, typer.Option("--state", help="new, acknowledged, handed_over, closed…")
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """The ledger, oldest first."""
    from services.alerts import ledger

    with open_house() as house:
        moment = moment_given(house, as_of) if as_of else None
        wanted = None if state is None else _state(state)
        with house.database.reading() as tx:
            found = ledger.alerts(tx, agency=agency, state=wanted, as_of=moment)
        lang = house.settings.lang
    if as_json:
        answer_json([one.model_dump(mode="json") for one in found])
        return
    for one in found:
        say(f"{one.raised_at:%d/%m %H:%M} [{one.agency}] {one.title.said_in(lang)} ({one.state})")


def draw_map(
    out: Annotated[Path, typer.Option("--out", help="HTML file to write.")],
    audience: Annotated[
        Agency, typer.Option("--for", help="Whose view: command, police, … public.")
    ] = Agency.COMMAND,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Write the map; opening it asks no other machine for anything."""
    from services.app.portal.picture import map_html

    with open_house() as house:
        moment = moment_given(house, as_of)
        html = map_html(house, audience, moment, mode="inline")
    out.write_text(html, encoding="utf-8")
    if as_json:
        answer_json({"file": str(out), "bytes": len(html.encode()), "as_of": moment, "for": audience})
    else:
        say(str(out))


def indicators(
    tier: Annotated[
        Tier, typer.Option("--tier", help="commune, district or province.", callback=graded_tier)
    ] = Tier.PROVINCE,
    as_of: AsOf = None,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """Sums, incidence and days since the last case; empty where nobody reported."""
    from services.risk.indicators import as_table, indicator_table
    from services.risk.recall import WHOLE_HISTORY, recall

    with open_house() as house:
        moment = moment_given(house, as_of)
        with house.database.reading() as tx:
            heard = recall(tx, moment, WHOLE_HISTORY)
        rows = as_table(indicator_table(house.jurisdiction, heard, tier))
        if not heard.cases and not heard.counts:
            to_stderr(
                "Đến thời điểm này chưa nhận số liệu ca bệnh nào; khi nạp tệp cũ hãy dùng --learned-at. / "
                "No case had been learned by then; give --learned-at when you ingest an old file."
            )
    answer_rows(rows, as_json=as_json, csv_file=csv)


def sites(as_of: AsOf = None, as_json: Json = False) -> None:
    """By how many days one site dates the same cases later than another."""
    from services.risk.recall import WHOLE_HISTORY, recall
    from services.risk.sites import compare_sites

    with open_house() as house, house.database.reading() as tx:
        found = compare_sites(recall(tx, moment_given(house, as_of), WHOLE_HISTORY).counts)
    answer_rows([vars(one) for one in found], as_json=as_json)


def _state(text: str) -> AlertState:
    if text not in list(AlertState):
        raise typer.BadParameter(f"one of: {', '.join(AlertState)}", param_hint="--state")
    return AlertState(text)
