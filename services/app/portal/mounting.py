"""Adds every page, and the files pages load, to an application."""

from pathlib import Path

from fastapi import FastAPI, Response
from fastapi.staticfiles import StaticFiles

from maps.assets import vendor_files
from services.app.portal import (
    alert_pages,
    area_pages,
    ask_pages,
    chain_pages,
    checkpoint_pages,
    data_pages,
    declare_pages,
    door_pages,
    law_pages,
    list_pages,
    map_pages,
    overview,
    person_pages,
    place_pages,
    record_pages,
    rehearse_pages,
    signing_in,
    work_pages,
    worth_pages,
)
from services.domain.errors import NotFound

STATIC = Path(__file__).parent / "static"
AREAS = (overview, map_pages, area_pages, record_pages, door_pages)
LOOKED_AT = (*AREAS, alert_pages, work_pages, chain_pages, list_pages, person_pages)
POSTS = (checkpoint_pages, declare_pages, ask_pages)
FOR_A_YEAR = "public, max-age=31536000, immutable"


def mount_portal(app: FastAPI) -> None:
    """Pages at `/`, our files at `/static/portal`, the map's at `/static/vendor`."""
    for pages in (
        *LOOKED_AT,
        *POSTS,
        place_pages,
        worth_pages,
        data_pages,
        law_pages,
        rehearse_pages,
        signing_in,
    ):
        app.include_router(pages.router)
    app.mount("/static/portal", StaticFiles(directory=STATIC), name="portal-static")
    app.get("/static/vendor/{name}", include_in_schema=False)(vendor_file)


def vendor_file(name: str) -> Response:
    """A file of the map's library, or of ours beside it; its name carries its checksum."""
    found = vendor_files().get(name)
    if found is None:
        raise NotFound(
            vi="Không có tệp này; hãy tải lại trang.",
            en="There is no such file; reload the page.",
            field="name",
        )
    content, content_type = found
    headers = {"Cache-Control": FOR_A_YEAR, "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=content_type, headers=headers)
