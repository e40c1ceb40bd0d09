"""Who was at the exposure sites of a house, by what had been learned by a moment; for the command line."""

from datetime import datetime
from typing import Any

from services.app.tracing_room import ground_of
from services.app.wiring import House
from services.domain.base import Language
from services.domain.errors import NotFound
from services.plumbing.database import Database
from services.tracing.exposed_people import Exposed
from services.tracing.matched_then import matched_then, sites_then
from services.tracing.site_lists import heading_of
from services.tracing.windows import SAID, Site


def found_rows(
    database: Database, house: House, as_of: datetime, site: str | None, language: Language
) -> list[dict[str, Any]]:
    """A row a site that met somebody, or with which something is wrong; raises NotFound.

    Matched afresh: what is answered for now is what the lists hold, and for an earlier moment what they
    would have held with what had been learned by then.
    """
    ground = ground_of(house.jurisdiction)
    with database.reading() as tx:
        known = [one for one in sites_then(tx, ground, as_of) if site is None or _is(one, site)]
        if site is not None and not known:
            raise _unknown(site)
        met: dict[str, list[Exposed]] = {}
        for one in matched_then(tx, ground, known, as_of):
            met.setdefault(one.site, []).append(one)
    return [
        _row(one, met.get(one.ref, []), house, language)
        for one in known
        if site is not None or one.ref in met or (one.trouble and not one.withdrawn)
    ]


def _is(one: Site, asked: str) -> bool:
    return asked in (one.ref, one.ref.partition(":")[2], one.ref.rpartition(":")[2])


def _row(one: Site, met: list[Exposed], house: House, language: Language) -> dict[str, Any]:
    heading = heading_of(one, house.jurisdiction.zone)
    people = sorted(met, key=lambda exposed: (-exposed.score, exposed.person))
    return {
        "site": one.ref,
        "list": heading.id,
        "title": heading.title.said_in(language),
        "area": one.area,
        "since": one.since,
        "until": one.until,
        "withdrawn": one.withdrawn,
        "trouble": SAID[one.trouble].said_in(language) if one.trouble else None,
        "learned_at": one.learned_at,
        "people": [
            {"person": p.person, "minutes": p.minutes, "score": p.score, "why": p.why.said_in(language)}
            for p in people
        ],
    }


def _unknown(site: str) -> NotFound:
    return NotFound(
        vi=f"Lúc đó chưa có điểm phơi nhiễm nào mang mã '{site[:80]}'; xem mã: `phendau exposures found`.",
        en=f"No exposure site '{site[:80]}' was known then; `phendau exposures found` lists them.",
        field="site",
        code="unknown_site",
    )
