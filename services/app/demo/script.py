"""The script of the wave: everything that reached the command centre, in time order."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import merge
from operator import attrgetter

from services.app.demo.activity import activity_deliveries
from services.app.demo.border import border_deliveries
from services.app.demo.cases import (
    case_deliveries,
    correction_deliveries,
    evening_reports,
    outside_deliveries,
)
from services.app.demo.contact_people import contact_people_deliveries
from services.app.demo.contacts import contact_deliveries
from services.app.demo.declarations import declaration_deliveries
from services.app.demo.delivery import Delivery, Span, at
from services.app.demo.facts import Facts
from services.app.demo.goods import goods_deliveries
from services.app.demo.inspections import inspection_deliveries
from services.app.demo.orders import order_deliveries
from services.app.demo.returns import return_deliveries
from services.app.demo.roll_calls import roll_call_deliveries, visit_deliveries
from services.app.demo.scans import scan_deliveries
from services.app.demo.sites import site_deliveries
from services.app.demo.stage import Stage, stage_of
from services.app.demo.stays import stay_deliveries
from services.domain.areas import Areas

__all__ = ["Delivery", "deliveries"]


def deliveries(
    start: datetime, until: datetime, seed: int, areas: Areas, facts: Facts, volume: float = 1.0
) -> Iterator[Delivery]:
    """Every delivery learned between the two moments, both included, the earliest first.

    Facts are the same for every seed and volume; so are the few incidents at the border for every volume.
    `volume` scales declarations, returning workers and contacts. The same arguments give the same rows; a
    shorter span gives the same rows as that part of a longer one.
    """
    span = Span(start, until)
    told = (
        order_deliveries(span, facts),
        case_deliveries(span, seed, areas, facts),
        correction_deliveries(span, seed, areas, facts),
        outside_deliveries(span, facts),
        evening_reports(span, facts, areas),
        contact_deliveries(span, facts),
        site_deliveries(span, facts),
    )
    invented = (
        border_deliveries(span, seed, facts),
        declaration_deliveries(span, seed, areas, facts, volume),
        return_deliveries(span, seed, areas, facts, volume),
        contact_people_deliveries(span, seed, areas, facts, volume),
    )
    watched = _watched(span, facts, stage_of(facts, areas, seed, volume))
    # of two at one moment the fact comes first: an order holds before the traveller meets it
    return merge(*told, *invented, *watched, key=attrgetter("at"))


def _watched(span: Span, facts: Facts, stage: Stage) -> tuple[Iterator[Delivery], ...]:
    """What gates, sites, posts and inspectors tell of the four doors."""
    ordered = at(facts.volumes.quarantine_rule_since, 0, stage.zone)
    wide = Span(span.start - timedelta(days=1), span.until)
    declared = declaration_deliveries(wide, stage.seed, stage.areas, facts, stage.volume)
    return (
        stay_deliveries(span, stage),
        roll_call_deliveries(span, stage),
        visit_deliveries(span, facts, stage),
        goods_deliveries(span, stage),
        scan_deliveries(span, declared, stage, ordered),
        inspection_deliveries(span, stage),
        activity_deliveries(span, stage),
    )
