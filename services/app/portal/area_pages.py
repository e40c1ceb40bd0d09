"""All areas as a table that can be narrowed, sorted and taken along; and one area with all we know of it."""

from collections.abc import Mapping, Sequence
from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from services.app.angles import Row
from services.app.judged_rows import JUDGED
from services.app.judging import judge, may_judge
from services.app.place_rows import inspected_within
from services.app.portal.asking import Asked, OnAreas
from services.app.portal.choosing import Choice, LevelWord, Sort, TierWord, chosen
from services.app.portal.forms import FIELD, check_word, form_fields, form_word, keep_word
from services.app.portal.places_of import places_within
from services.app.portal.showing import show
from services.app.portal.tables_out import csv_answer
from services.app.portal.timeline import day_strip
from services.app.portal.translations import _, translated
from services.app.record_links import openings
from services.app.views import area_detail, rows_of
from services.domain.areas import AreaCode, Tier
from services.domain.base import Language, Sentence
from services.domain.labels import SOURCES, TIERS
from services.plumbing.database import Transaction
from services.plumbing.web import Look, Tx
from services.risk.steps import steps_of

STEPS_SHOWN = 40
NOTHING: Mapping[str, str] = {}

router = APIRouter(include_in_schema=False)

Sent = Annotated[dict[str, str], Depends(form_fields(longest=300, most=12, part_bytes=2048))]
Wanted = Annotated[str, Query(max_length=80)]


@router.get("/areas")
def areas_page(
    asked: OnAreas, tx: Look, tier: TierWord = "", level: LevelWord = "", q: Wanted = "", sort: Sort = "worst"
) -> Response:
    """The table; an empty word in the form means: all."""
    choice = Choice(tier, level, q, sort)
    rows = chosen(rows_of(asked.angle(tx)), choice)
    return show(asked, "areas.html", rows=rows, choice=choice, sorts=get_args(Sort))


@router.get("/areas.csv")
def areas_csv(
    asked: OnAreas, tx: Look, tier: TierWord = "", level: LevelWord = "", q: Wanted = "", sort: Sort = "worst"
) -> Response:
    """The same rows as a file for a spreadsheet."""
    rows = chosen(rows_of(asked.angle(tx)), Choice(tier, level, q, sort))
    name = f"phendau-areas-{asked.as_of.astimezone(asked.zone):%Y%m%d-%H%M}.csv"
    return csv_answer(name, _heads(asked.language), (_cells(row, asked.language) for row in rows))


@router.get("/areas/{code}")
def area_page(request: Request, asked: OnAreas, tx: Look, code: AreaCode, told: bool = False) -> Response:
    """One area: level, order and suggestion, sources, neighbours, history, places."""
    return _page(request, asked, tx, code, NOTHING, (), told=told)


@router.post("/areas/{code}/judgements")
def send_judgement(request: Request, asked: OnAreas, tx: Tx, code: AreaCode, sent: Sent) -> Response:
    """Take a judgement in; the page again with what to mend when it cannot be. Nothing typed is lost."""
    check_word(request, sent.get(FIELD, ""))
    faults = judge(tx, asked.house, asked.viewer, code, sent, asked.now)
    if faults:
        return _page(request, asked, tx, code, sent, faults)
    return RedirectResponse(asked.link(f"/areas/{code}", told=1), status_code=303)


def _page(
    request: Request,
    asked: Asked,
    tx: Transaction,
    code: AreaCode,
    sent: Mapping[str, str],
    faults: Sequence[Sentence],
    *,
    told: bool = False,
) -> Response:
    angle, word = asked.angle(tx), form_word(request)
    row = area_detail(angle, code)
    may = not asked.looking_back and may_judge(asked.house, asked.viewer, code)
    judging = {"word": word, "kinds": JUDGED, "sent": sent, "faults": faults, "told": told} if may else None
    answer = show(
        asked,
        "area.html",
        422 if faults else 200,
        row=row,
        judging=judging,
        opens=openings(angle, code),
        places=places_within(angle, code),
        inspected=inspected_within(tx, angle, code),
        strip=day_strip(tx, angle, code),
        steps=steps_of(tx, code, asked.as_of, STEPS_SHOWN),
    )
    if may:
        keep_word(request, answer, word)
    return answer


def _heads(language: Language) -> list[str]:
    words = (
        _("Code"), _("Area"), _("Tier"), _("Level"), _("Name of the level"), _("Since"), _("Reasons"),
        _("Order"), _("State ordered"), *SOURCES, _("Data age (hours)"), _("Legal basis"),
    )  # fmt: skip
    return [translated(language, word) for word in words]


def _cells(row: Row, language: Language) -> list[object]:
    order = row["order"] or {}
    return [
        row["area"],
        row["name"],
        TIERS[Tier(row["tier"])].said_in(language),
        row["level"],
        row["level_name"],
        row["since"],
        "; ".join(row["reasons"]),
        order.get("number"),
        order.get("state_name"),
        *(row["sources"][source] for source in SOURCES),
        row["data_age_hours"],
        row["cite"],
    ]
