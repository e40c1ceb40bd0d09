"""Verb `proposals`: where to tighten, where one step may be loosened, and what that rests on."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import typer

from services.app.cli.answers import AsOf, Csv, Json, answer_rows, open_house
from services.app.cli.moments import moment_given
from services.domain.base import Language, Sentence

EVIDENCE = Sentence(
    vi="khả năng không phát sinh thêm ca {over}; {days} ngày không có ca",
    en="chance of no further case {over}; {days} days without a case",
)

SIGNED = Sentence(
    vi="đã ký văn bản {number}, có hiệu lực từ {since}", en="order {number} is signed, in force from {since}"
)
NONE = Sentence(vi="Không có gì cần siết hay nới.", en="Nothing to tighten, nothing to loosen.")


def add_to(app: typer.Typer) -> None:
    """Add this verb to the command."""
    app.command(
        "proposals", help="Tighten here, may loosen there: evidence and cost; the machine signs nothing."
    )(proposals)


def proposals(as_of: AsOf = None, csv: Csv = None, as_json: Json = False) -> None:
    """To tighten first, then what has its evidence, then what lacks some yet."""
    from services.app.angles import Angle
    from services.app.ring_rows import proposal_rows
    from services.risk.regrading import levels_since
    from services.risk.survey import survey

    with open_house() as house:
        moment = moment_given(house, as_of)
        with house.database.reading() as tx:
            angle = Angle(
                house.jurisdiction,
                survey(tx, house.jurisdiction, moment),
                levels_since(tx, moment),
                house.settings.lang,
            )
            rows = proposal_rows(tx, angle)
        lang = house.settings.lang
    line = partial(_line, language=lang)
    answer_rows(rows, as_json=as_json, csv_file=csv, line=line, none=NONE.said_in(lang))


def _line(row: Mapping[str, Any], language: Language) -> str:
    why = row["reasons"] if row["way"] == "tighten" else row["lacking"] or [evidence_said(row, language)]
    where = f"{row['name']} – {row['part']}" if row["part"] else row["name"]
    return (
        f"{_sign(row)} {row['way_name']} {row['ordered']} → {row['to']}  {row['area']:<6} {where}:"
        f" {'; '.join([*_signed(row, language), *why])}"
    )


def _sign(row: Mapping[str, Any]) -> str:
    if row["signed"]:
        return "→"
    return "!" if row["way"] == "tighten" else "✓" if row["ready"] else "…"


def _signed(row: Mapping[str, Any], language: Language) -> list[str]:
    if row["coming"] is None:
        return []
    given = {"number": row["coming"]["number"], "since": row["coming"]["since"]}
    return [SIGNED.said_in(language).format(**given)]


def evidence_said(row: Mapping[str, Any], language: Language) -> str:
    """On what a step down rests: `khả năng không phát sinh thêm ca trên 99 %; 22 ngày không có ca`."""
    from services.app.portal.formats import chance_text

    over = chance_text(row["p_no_further"], language)
    return EVIDENCE.said_in(language).format(over=over, days=row["clean_days"])
