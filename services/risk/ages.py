"""How old is what we know of an area? Pure."""

from datetime import datetime

from services.domain.areas import AreaCode, Areas
from services.risk.heard import Heard

SECONDS_PER_HOUR = 3600.0


def data_age_hours(areas: Areas, heard: Heard) -> dict[AreaCode, float | None]:
    """Hours since the newest moment that any F0 or contact report about the area speaks of.

    A report about an area speaks for everything inside it (a province's "no new case today"), and is also
    news of what it lies in. A moment that has not come yet is a slip of the pen and tells nothing. None:
    never heard from.
    """
    newest: dict[AreaCode, datetime] = {}
    for code, moment in _told(heard):
        if code in areas:
            for area in (*areas.within(code), *areas.path(code)):
                newest[area.code] = max(moment, newest.get(area.code, moment))
    return {area.code: _hours(newest.get(area.code), heard.as_of) for area in areas}


def _told(heard: Heard) -> list[tuple[AreaCode, datetime]]:
    latest: dict[AreaCode, datetime] = {}
    for code, moment in (
        *((case.area, case.confirmed_at) for case in heard.cases),
        *((contacts.area, contacts.reported_at) for contacts in heard.contacts),
    ):
        if moment <= heard.as_of:
            latest[code] = max(moment, latest.get(code, moment))
    return list(latest.items())


def _hours(newest: datetime | None, now: datetime) -> float | None:
    return None if newest is None else round((now - newest).total_seconds() / SECONDS_PER_HOUR, 1)
