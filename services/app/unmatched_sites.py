"""Exposure sites that are compared with nobody, and what to ask about each: for programs and pages."""

from typing import Any

from services.app.people_lists import Reader, area_name, demand_right
from services.plumbing.database import Transaction
from services.policy.sight import Sight
from services.tracing.site_lists import heading_of
from services.tracing.windows import SAID, Site, Trouble, troubled


def unmatched_for(tx: Transaction, reader: Reader) -> list[dict[str, Any]]:
    """The one told last first; who answers for some areas is shown those in them. Raises NotAllowed."""
    demand_right(reader)
    found = troubled(tx, as_of=reader.as_of)
    bound = reader.viewer.areas is not None
    return [
        _row(one, reader, one.trouble)
        for one in found
        if one.trouble not in (None, Trouble.WHOLE_DAY) and (not bound or reader.may(Sight.LISTS, one.area))
    ]


def _row(one: Site, reader: Reader, trouble: Trouble) -> dict[str, Any]:
    title = heading_of(one, reader.house.jurisdiction.zone).title
    return {
        "site": one.ref,
        "title": title.said_in(reader.language),
        "area": one.area,
        "area_name": area_name(one.area, reader),
        "why": SAID[trouble].said_in(reader.language),
        "learned_at": one.learned_at,
    }
