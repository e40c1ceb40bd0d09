"""Who would have been matched with what we had learned by a moment: all afresh, from the rows alone."""

from collections.abc import Sequence
from datetime import datetime

from services.plumbing.database import Transaction
from services.tracing.area_names import AreaNames
from services.tracing.exposed_people import Exposed, exposed
from services.tracing.matching import Ground
from services.tracing.stored_visits import visits_then
from services.tracing.windows import Site, open_windows, sites


def sites_then(tx: Transaction, ground: Ground, as_of: datetime, site: str | None = None) -> list[Site]:
    """Every site as it was known at a moment; `site`: only this one."""
    return sites(tx, AreaNames(ground.areas).say_all, refs=None if site is None else [site], as_of=as_of)


def matched_then(tx: Transaction, ground: Ground, known: Sequence[Site], as_of: datetime) -> list[Exposed]:
    """Who met these sites, by the visits known at that moment; all visits of the time are looked through."""
    windows = open_windows(known)
    if not windows:
        return []
    since = min(one.start for one in windows)
    until = max(one.end for one in windows) + ground.terms.lingering
    visits = visits_then(tx, since, until, as_of, AreaNames(ground.areas).say_all)
    return exposed([one.stay for one in visits], windows, ground.terms)
