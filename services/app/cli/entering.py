"""Verb `sources`: the four sources in one model, with the work that is worth most."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

import typer

from services.app.cli.answers import AsOf, Json, answer_json, open_house, say
from services.app.cli.moments import moment_given
from services.app.entering_rows import Row, entering_row, task_rows
from services.app.wiring import House
from services.domain.areas import Area
from services.domain.base import Language, Sentence
from services.domain.errors import NotInForce, UnknownArea
from services.policy.reader import Jurisdiction

TASKS = 5
CONTAINED = Sentence(
    vi="trong đó {people} người mang mầm bệnh vào nơi các biện pháp đang giữ R không quá 1:"
    " khó thành đợt bùng dịch, vẫn phải tìm ra",
    en="{people} infectious people come where measures hold R at 1 or below: they hardly start an outbreak,"
    " but have to be found",
)
CHANCE = Sentence(vi="khả năng bùng dịch trong {days} ngày", en="chance of an outbreak within {days} days")


def add_to(app: typer.Typer) -> None:
    """Add this verb to the command."""
    app.command("sources", help="Infectious people who come in unseen, by source, and what to do first.")(
        sources
    )


def sources(
    area: Annotated[
        str | None, typer.Option("--area", help="Code of an area; without it the whole jurisdiction.")
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Expected within a week, with a 90 % band, shares, reasons; and the work of each force."""
    with open_house() as house:
        answer = _answer(house, area, moment_given(house, as_of))
        language = house.settings.lang
    if as_json:
        answer_json(answer)
    else:
        _show(answer, language)


def _answer(house: House, area: str | None, moment: datetime) -> Row:
    from services.risk.survey import survey

    land, lang = house.jurisdiction, house.settings.lang
    here = _inside(land, area or land.code)
    with house.database.reading() as tx:
        found = survey(tx, land, moment)
    told = entering_row(found, here.code, lang, reasons=True)
    if told is None:
        raise NotInForce(
            vi=f"Không có tham số mô hình bốn nguồn vào lúc {moment:%H:%M %d/%m/%Y}; xem unseen.yaml.",
            en=f"No parameters of the four sources are in force at {moment:%Y-%m-%d %H:%M}; see unseen.yaml.",
            field="--as-of",
            code="not_in_force",
        )
    inside = {one.code for one in land.areas.within(here.code)}
    work = [row for row in task_rows(found, land, lang) if row["area"] in inside]
    name = here.name if lang == "vi" else here.name_en
    return {"area": here.code, "name": name, "as_of": moment} | told | {"work": work}


def _inside(land: Jurisdiction, code: str) -> Area:
    here = land.areas[code]
    if not here.inside:
        raise UnknownArea(
            vi=f"Khu vực '{code}' ở ngoài địa phương, không có ước tính; chọn khu vực trong địa phương.",
            en=f"Area '{code}' is outside and has no estimate; choose one inside.",
            field="area",
        )
    return here


def _show(answer: Row, language: Language) -> None:
    from services.app.portal.formats import chance_text, few_text

    def band(one: Row, text: Callable[[float, Language], str]) -> str:
        told, low, high = (text(one[end], language) for end in ("expected", "low", "high"))
        return f"{told} ({low} – {high})"

    head = CHANCE.said_in(language).format(days=f"{answer['days']:g}")
    say(f"{answer['name']}: {head} {band(answer['outbreak'], chance_text)}")
    if answer["contained"]:
        say(CONTAINED.said_in(language).format(people=few_text(answer["contained"], language)))
    for source, one in answer["shares"].items():
        say(f"{source} {one['percent'] or 0:>3} %  {band(one['entrants'], few_text)}")
        for line in (one["signs"], *(why["text"] for why in one["reasons"]), *one["silence"]):
            say(f"      {line}")
    for row in answer["work"][:TASKS]:
        say(f"[{row['force']}] {row['text']}: −{chance_text(row['chance'], language)}")
