"""Places where people gather: the riskiest, those to be visited again, and one with its visits."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.app.place_rows import TYPES, place_row, place_rows
from services.app.portal.asking import OnPlaces
from services.app.portal.showing import show
from services.domain.areas import AreaCode
from services.domain.text import folded
from services.plumbing.web import Look

router = APIRouter(include_in_schema=False)

PAGE_SIZE = 200
Area = Annotated[AreaCode, Query(max_length=12)]
Kind = Annotated[str, Query(max_length=40)]
Wanted = Annotated[str, Query(max_length=80)]
Page = Annotated[int, Query(ge=1, le=10_000)]


@router.get("/places")
def places_page(
    asked: OnPlaces,
    tx: Look,
    area: Area = "",
    kind: Kind = "",
    q: Wanted = "",
    due: bool = False,
    page: Page = 1,
) -> Response:
    """The riskiest first, or the longest overdue; narrowed by area, kind and name (or its bare letters)."""
    rows = place_rows(tx, asked.angle(tx), area or None, due=due)
    narrowed = [
        row
        for row in rows
        if kind in ("", row["type"]) and folded(q) in folded(f"{row['name']} {row['area_name']}")
    ]
    first = (page - 1) * PAGE_SIZE
    return show(
        asked,
        "places.html",
        rows=narrowed[first : first + PAGE_SIZE],
        all=len(narrowed),
        due_now=sum(row["overdue_days"] is not None for row in narrowed),
        more=len(narrowed) > first + PAGE_SIZE,
        chosen={"area": area, "kind": kind, "q": q, "due": due, "page": page},
        types=TYPES,
    )


@router.get("/places/{place}")
def place_page(asked: OnPlaces, tx: Look, place: str) -> Response:
    """Score, what it is made of, the next visit, and all visits of a year."""
    return show(asked, "place.html", row=place_row(tx, asked.angle(tx), place))
