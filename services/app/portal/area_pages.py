"""All areas as a table that can be narrowed, sorted and taken along; and one area with all we know of it."""

from typing import Annotated, get_args

from fastapi import APIRouter, Query, Response

from services.app.portal.asking import OnAreas
from services.app.portal.choosing import Choice, LevelWord, Sort, TierWord, chosen
from services.app.portal.places_of import places_within
from services.app.portal.showing import show
from services.app.portal.tables_out import csv_answer
from services.app.portal.timeline import day_strip
from services.app.portal.translations import _, translated
from services.app.views import Row, area_detail, rows_of
from services.domain.areas import AreaCode, Tier
from services.domain.base import Language
from services.domain.labels import SOURCES, TIERS
from services.plumbing.web import Look
from services.risk.steps import steps_of

STEPS_SHOWN = 40

router = APIRouter(include_in_schema=False)

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
def area_page(asked: OnAreas, tx: Look, code: AreaCode) -> Response:
    """One area: level, order and suggestion, sources, neighbours, history, places."""
    angle = asked.angle(tx)
    row = area_detail(angle, code)
    return show(
        asked,
        "area.html",
        row=row,
        places=places_within(angle, code),
        strip=day_strip(tx, angle, code),
        steps=steps_of(tx, code, asked.as_of, STEPS_SHOWN),
    )


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
