"""The public page "I come from …: what must I do?": a place and a day in, an answer out, nothing kept."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.app.angles import Row, named
from services.app.assessing import Journey, assess_journey, journey_of
from services.app.portal.asking import Asked, OnAsk
from services.app.portal.showing import show
from services.domain.areas import Area, Tier
from services.domain.base import Sentence
from services.domain.errors import BadRecord, PhenDauError
from services.domain.text import folded
from services.plumbing.database import Transaction
from services.plumbing.web import Look

router = APIRouter(include_in_schema=False)

ABROAD = "abroad"
MOST_PLACES = 10
NOT_FOUND = Sentence(
    vi="Không nhận ra nơi này; hãy chọn trong danh sách gợi ý, hoặc ghi tên kèm huyện, tỉnh (như: Chí Linh,"
    " Hải Dương).",
    en="This place is not known here; choose one from the list, or give its name with district and province"
    " (as: Chí Linh, Hải Dương).",
)
"""For the public, who have no command line and know no codes."""
Text = Annotated[str, Query(max_length=120)]
Long = Annotated[str, Query(max_length=600)]


@router.get("/ask")
def ask_page(
    asked: OnAsk,
    tx: Look,
    origin: Annotated[str, Query(alias="from", max_length=120)] = "",
    been: Long = "",
    day: Text = "",
    travel: Text = "",
    people: Text = "",
) -> Response:
    """The empty form; with a place, its answer."""
    given = {"from": origin, "been": been, "day": day, "travel": travel, "people": people}
    row, trouble, status = _answered(asked, tx, given) if origin.strip() else (None, None, 200)
    return show(
        asked,
        "ask.html",
        status,
        given=given,
        row=row,
        trouble=trouble,
        places=_places(asked),
        today=asked.now.astimezone(asked.zone).date(),
    )


def _answered(asked: Asked, tx: Transaction, given: Mapping[str, str]) -> tuple[Row | None, str | None, int]:
    try:
        return assess_journey(asked.house, tx, _journey(given), asked.now, asked.language), None, 200
    except PhenDauError as error:
        sentence = NOT_FOUND if error.code == "unknown_area" else error.sentence
        return None, sentence.said_in(asked.language), error.status


def _journey(given: Mapping[str, str]) -> Journey:
    origin, travel = given["from"].strip(), given["travel"]
    been = [part.strip() for part in re.split(r"[;\n]", given["been"]) if part.strip()]
    return journey_of(
        origin=None if origin == ABROAD else origin,
        abroad=origin == ABROAD,
        been=tuple(been[:MOST_PLACES]),
        day=_day(given["day"].strip()),
        worker=True if travel == "work" else None,
        vehicle={"crew": _people(given["people"].strip()), "cargo": "dry"} if travel == "goods" else None,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise _unreadable("ngày", "day") from None


def _people(text: str) -> int | None:
    if text and not (text.isascii() and text.isdigit() and len(text) < 4):
        raise _unreadable("số người trên xe", "people in the vehicle")
    return int(text) if text else None


def _unreadable(vi: str, en: str) -> BadRecord:
    return BadRecord(
        vi=f"Không đọc được ô '{vi}'; điền lại ngày (như 2021-02-14) hoặc số.",
        en=f"The field '{en}' does not read; give a day (as 2021-02-14) or a number.",
        code="unreadable_field",
    )


def _places(asked: Asked) -> list[tuple[str, str]]:
    """Provinces, then the districts around and inside: what most people come from."""
    areas = asked.jurisdiction.areas
    provinces = areas.of_tier(Tier.PROVINCE, inside=None)
    districts = areas.of_tier(Tier.DISTRICT, inside=None)
    return [(area.code, _said(asked, area)) for area in (*_sorted(provinces), *_sorted(districts))]


def _sorted(areas: list[Area]) -> list[Area]:
    return sorted(areas, key=lambda area: folded(area.short_name))


def _said(asked: Asked, area: Area) -> str:
    above = asked.jurisdiction.areas.get(area.parent) if area.parent else None
    return f"{named(area, asked.language)} ({above.short_name})" if above else named(area, asked.language)
