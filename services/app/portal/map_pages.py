"""The map page, and the map itself for each audience; a map is drawn once for a state of the data."""

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from services.app.kept import Kept
from services.app.portal.asking import Asked, OnMap
from services.app.portal.picture import map_html
from services.app.portal.showing import HEADERS, show
from services.domain.agencies import Agency
from services.domain.errors import NotAllowed, NotFound
from services.plumbing.web import Look
from services.risk.steps import newest_ids

router = APIRouter(include_in_schema=False)

AUDIENCES = (
    Agency.COMMAND, Agency.POLICE, Agency.MILITARY, Agency.HEALTH, Agency.BORDER, Agency.PUBLIC,
)  # fmt: skip
MAP_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""folium writes script and style into the page itself; still nothing comes from, or goes to, elsewhere."""
MAP_HEADERS = HEADERS | {"Content-Security-Policy": MAP_POLICY, "X-Frame-Options": "SAMEORIGIN"}


DRAWN: Kept[str] = Kept(most=24)  # a quarter of a megabyte each


@router.get("/map")
def map_page(asked: OnMap, view: str | None = None) -> Response:
    """The map in a frame of its own below the navigation."""
    audiences = audiences_of(asked)
    chosen = _audience(view, asked) if view else audiences[0]
    return show(asked, "map.html", audiences=audiences, chosen=chosen)


@router.get("/maps/{view}")
def one_map(asked: OnMap, tx: Look, view: str) -> Response:
    """The map as a page of its own."""
    audience = _audience(view, asked)
    minute = asked.as_of.replace(second=0, microsecond=0)
    moment = asked.as_of if asked.looking_back else minute
    key = (asked.house.database.url, newest_ids(tx), moment, audience, asked.viewer.areas, asked.language)
    html = DRAWN.get(key, lambda: _drawn(asked, audience))
    return HTMLResponse(html, headers=MAP_HEADERS)


def audiences_of(asked: Asked) -> tuple[Agency, ...]:
    """Whose map this reader may look at: command everybody's, others their own and the public's."""
    if asked.viewer.agency is Agency.COMMAND:
        return AUDIENCES
    return tuple(one for one in AUDIENCES if one in (asked.viewer.agency, Agency.PUBLIC))


def _audience(view: str, asked: Asked) -> Agency:
    if view not in AUDIENCES:
        known = ", ".join(AUDIENCES)
        raise NotFound(
            vi=f"Không có bản đồ này; có các bản đồ: {known}.",
            en=f"There is no such map; the maps are: {known}.",
            field="view",
            code="unknown_view",
        )
    if view not in audiences_of(asked):
        raise NotAllowed(
            vi="Bản đồ này dành cho lực lượng khác; hãy mở bản đồ công khai ở /map.",
            en="This map is for another agency; the public map is at /map.",
            code="not_your_map",
        )
    return Agency(view)


def _drawn(asked: Asked, audience: Agency) -> str:
    return map_html(
        asked.house, audience, asked.as_of, "static", language=asked.language, areas=asked.viewer.areas
    )
