"""Every door through which programs look into the house: the list."""

from services.app import (
    api,
    chains_api,
    lists_api,
    people_api,
    places_api,
    proposals_api,
    records_api,
    scan_api,
    work_api,
)
from services.linkage.routes import router as people_router

LOOKING = (
    api.router,
    records_api.router,
    proposals_api.router,
    scan_api.router,
    lists_api.router,
    places_api.router,
    chains_api.router,
    work_api.router,
    people_router,
    people_api.router,
)
