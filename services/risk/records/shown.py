"""A number as the pages show it, from the survey: what the records must add up to."""

from services.domain.areas import AreaCode
from services.risk.numbers import OWN
from services.risk.records.books import Books
from services.risk.records.cases import sites_of
from services.risk.records.entries import added_up
from services.risk.survey import Survey

_DAYS = {f"cases_{days}d": days for days in (1, 7, 14, 28)}


def shown(survey: Survey, area: AreaCode, name: str) -> float | None:
    """An indicator, or how often a signal was seen; None: nobody told, or nobody shows it."""
    if name in OWN:
        return survey.numbers[area][name]
    if name == "ripe_cases":
        return float(survey.unseen.of(area).cases) if survey.unseen else None
    if name == "arrivals_from_epidemic":
        return float(survey.clues.arrivals.get(area, (0, 0))[0]) if survey.clues else None
    for points in survey.points.get(area, {}).values():
        if name in points.law.weights:
            return points.seen.get(name, 0.0) if points.heard else None
    return None


def by_site(books: Books, area: AreaCode, name: str) -> dict[str, float]:
    """F0 of the window as each site tells them, where that is asked; else nothing."""
    days = _DAYS.get(name)
    sites = sites_of(books, area, days) if days else {}
    return {site: added_up(entries) for site, entries in sorted(sites.items())}
