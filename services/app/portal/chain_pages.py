"""The contact graph as a picture of bubbles that open, and as a table that says the same."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Response

from services.app.chain_choices import ChainChoice, Chosen, path_of, toggled
from services.app.chain_graphs import graph_at
from services.app.chain_looks import note_picture
from services.app.chain_rows import NO_CHAIN, picture_row
from services.app.portal.asking import Asked, OnChains
from services.app.portal.showing import show
from services.tracing.explorer import aggregate

router = APIRouter(include_in_schema=False)

LEVELS_ASKED = ("0", "1", "2", "3", "4", "5")


@router.get("/chains")
def chains_page(asked: OnChains, choice: Chosen) -> Response:
    """Both from one answer, so that they agree; every bubble opens and closes by a link."""
    moment = asked.as_of if asked.looking_back else None
    with asked.house.database.reading() as tx:
        graph = graph_at(tx, asked.house, moment, asked.viewer, choice.case)
    picture = aggregate(graph, choice.wanted, choice.opened)
    note_picture(asked.house, picture, asked.viewer, "page")
    row = picture_row(picture, asked.jurisdiction.areas, asked.language)
    rows = [one | {"to": _toggled(asked, choice, one)} for one in row["groups"]]
    return show(
        asked,
        "chains.html",
        picture=row,
        rows=list(_with_depth(rows)),
        drawn=json.dumps(row | {"groups": rows}, ensure_ascii=False, separators=(",", ":")),
        choice=choice,
        levels=LEVELS_ASKED,
        no_chain=NO_CHAIN,
    )


def _with_depth(groups: list[dict[str, Any]]) -> Iterable[tuple[dict[str, Any], int]]:
    """How many opened bubbles each lies in; parents come first. Days as people here write them."""
    depths: list[int] = []
    for group in groups:
        depths.append(0 if group["parent"] is None else depths[group["parent"]] + 1)
        days = {name: date.fromisoformat(group[name]) if group[name] else None for name in ("first", "last")}
        yield group | days, depths[-1]


def _toggled(asked: Asked, choice: ChainChoice, group: Mapping[str, Any]) -> str | None:
    """The address at which this bubble is opened, or closed again; None: there is nothing in it to open."""
    if group["kind"] in ("person", "rest"):
        return None
    opened = toggled(choice.opened, path_of(group["key"]))
    address = asked.link("/chains", **choice.words)
    more = urlencode([("open", key) for key in opened])
    return f"{address}{'&' if '?' in address else '?'}{more}" if more else address
