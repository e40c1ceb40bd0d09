"""The contact graph for programs: a picture of bubbles, and the whole as GEXF or CSV."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from services.app.api import AsOf, Lang, moment_asked
from services.app.chain_choices import Chosen
from services.app.chain_graphs import graph_at
from services.app.chain_looks import note_file, note_picture
from services.app.chain_rows import picture_row
from services.app.graph_files import graph_csv
from services.app.wiring import House
from services.plumbing.web import Caller, Now
from services.tracing.explorer import aggregate
from services.tracing.gexf import gexf_lines
from services.tracing.graphs import Graph
from services.tracing.wanted import part_of

router = APIRouter(prefix="/api", tags=["chains"])

LINES_AT_ONCE = 2000
NOT_KEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


@router.get("/chains", summary="Who met whom, as bubbles that open: source case, level, area, person")
def chains(
    request: Request,
    caller: Caller,
    now: Now,
    choice: Chosen,
    as_of: AsOf = None,
    lang: Lang = None,
) -> dict[str, Any]:
    """Sums of everyone who fits; `links` join bubbles by their places in `groups`. Looks are noted."""
    house: House = request.app.state.house
    moment = moment_asked(as_of, house.jurisdiction.zone, now) if as_of else None
    with house.database.reading() as tx:
        graph = graph_at(tx, house, moment, caller, choice.case)
    picture = aggregate(graph, choice.wanted, choice.opened)
    note_picture(house, picture, caller, "api")
    return picture_row(picture, house.jurisdiction.areas, lang or house.settings.lang)


class _Asked(NamedTuple):
    """What a file is to hold, and the day it tells of."""

    graph: Graph
    day: date


def _asked(request: Request, caller: Caller, now: Now, choice: Chosen, as_of: AsOf = None) -> _Asked:
    """Everyone who fits and the contacts among them; a look at each is noted."""
    house: House = request.app.state.house
    moment = moment_asked(as_of, house.jurisdiction.zone, now)
    with house.database.reading() as tx:
        whole = graph_at(tx, house, moment if as_of else None, caller, choice.case)
    graph = part_of(whole, choice.wanted)
    note_file(house, graph, caller, "api")
    return _Asked(graph, moment.astimezone(house.jurisdiction.zone).date())


Asked = Annotated[_Asked, Depends(_asked)]


@router.get("/chains.gexf", summary="The contact graph as GEXF 1.3", response_class=Response)
def chains_gexf(asked: Asked) -> Response:
    """Everyone who fits, with level, via, since, source and area, and the contacts among them."""
    return _file(gexf_lines(*asked), "gexf", "application/xml")


@router.get("/chains.csv", summary="Everyone in the contact graph, one row a person", response_class=Response)
def chains_csv(asked: Asked) -> Response:
    """Columns person, level, via, since, source, area; by level and name."""
    return _file(graph_csv(asked.graph), "csv", "text/csv; charset=utf-8")


def _file(lines: Iterable[str], ending: str, media_type: str) -> Response:
    headers = NOT_KEPT | {"Content-Disposition": f'attachment; filename="phendau-chains.{ending}"'}
    return StreamingResponse(_portions(iter(lines)), media_type=media_type, headers=headers)


def _portions(lines: Iterator[str]) -> Iterator[str]:
    # A line at a time would cost a thread's hand-over each.
    while portion := "".join(islice(lines, LINES_AT_ONCE)):
        yield portion
