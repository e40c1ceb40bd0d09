"""The places of one moment with their scores: what inspections told, and what the survey knows around."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from services.domain.areas import Area, AreaCode, Tier
from services.domain.levels import Citation
from services.plumbing.database import Transaction
from services.policy.reader import Jurisdiction
from services.risk.numbers import OUTBREAK_DAYS
from services.risk.places.facts import SeenPlace, recall_places
from services.risk.places.scoring import Around, PlaceScore, scored
from services.risk.sums import Window, local_day
from services.risk.survey import Survey


def places_at(
    tx: Transaction, jurisdiction: Jurisdiction, survey: Survey, wanted: Callable[[SeenPlace], bool]
) -> tuple[list[PlaceScore], Citation | None]:
    """The wanted places as known at the survey's moment, the riskiest first, and the law that scores them.

    Nothing while no law scores places at that moment.
    """
    scores = jurisdiction.law.place_scores
    in_force = scores.find(survey.as_of) if scores else None
    if in_force is None:
        return [], None
    law = in_force.value
    heard = recall_places(tx, survey.as_of, jurisdiction.zone, law.workers_days)
    heard = replace(heard, places=[place for place in heard.places if wanted(place)])
    return scored(heard, around_of(jurisdiction, survey), law), in_force.cite


def around_of(jurisdiction: Jurisdiction, survey: Survey) -> Around:
    """F0 of every area, and where the epidemic is: places with F0 of two weeks, or locked."""
    cases = {area: numbers.get("cases_14d") for area, numbers in survey.numbers.items()}
    return Around(cases=cases, epidemic=_epidemic(jurisdiction, survey))


def _tells(area: Area) -> bool:
    """Where a district outside has F0, so has its province; of our own that would say nothing."""
    return area.tier is not Tier.COUNTRY and not (area.inside and area.tier is Tier.PROVINCE)


def _epidemic(jurisdiction: Jurisdiction, survey: Survey) -> Callable[[AreaCode | None], bool | None]:
    areas, zone = jurisdiction.areas, jurisdiction.zone
    window = Window(local_day(survey.as_of, zone), OUTBREAK_DAYS)
    recent = (c.area for c in survey.heard.cases if c.count and local_day(c.confirmed_at, zone) in window)
    places = {code for code in (*recent, *survey.orders.locked(areas)) if code in areas}
    ill = {above.code for code in places for above in areas.path(code) if _tells(above)}

    @cache
    def epidemic(origin: AreaCode | None) -> bool | None:
        if origin is None or origin not in areas:
            return None
        return any(above.code in ill for above in areas.path(origin))

    return epidemic
