"""Lists of people to find: what they are about, how many, and, for who may see them, who and where."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from services.app.people_lists import Reader, list_for, lists_for, may_name
from services.app.portal.asking import Asked, OnLists
from services.app.portal.showing import show
from services.app.unmatched_sites import unmatched_for
from services.domain.events import ListKind
from services.plumbing.web import Look, Tx

router = APIRouter(include_in_schema=False)

PAGE_SIZE = 200
Kinds = Literal["", "exposure_site", "chain", "locality", "manifest", "shared_place", "follow_up"]
Page = Annotated[int, Query(ge=1, le=100_000)]


@router.get("/lists")
def lists_page(asked: OnLists, tx: Look, kind: Kinds = "", page: Page = 1) -> Response:
    """The one that changed last first."""
    reader = _reader(asked)
    found = lists_for(tx, reader, ListKind(kind) if kind else None)
    unmatched = unmatched_for(tx, reader) if kind in ("", ListKind.EXPOSURE_SITE.value) and page == 1 else []
    shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    more = len(found) > page * PAGE_SIZE
    return show(asked, "lists.html", lists=shown, kind=kind, all=len(found), page=page, more=more,
                unmatched=unmatched[:PAGE_SIZE], unmatched_all=len(unmatched))  # fmt: skip


@router.get("/lists/{list_id}")
def list_page(asked: OnLists, tx: Tx, list_id: str, names: bool = False, page: Page = 1) -> Response:
    """By pseudonym; with names when they are asked for, and then every person shown is noted."""
    reader = _reader(asked)
    first = (page - 1) * PAGE_SIZE
    found = list_for(tx, reader, list_id, names=names, door="page", page=(first, PAGE_SIZE))
    more = found["yours"] > page * PAGE_SIZE
    return show(
        asked,
        "list.html",
        list=found,
        names=names,
        may_name=may_name(reader),
        page=page,
        more=more,
        first=first,
    )


def _reader(asked: Asked) -> Reader:
    return Reader(asked.house, asked.viewer, asked.language, asked.as_of if asked.looking_back else None)
