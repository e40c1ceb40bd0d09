"""Evening reports of contacts: what each locality counts of every chain, between the numbers told."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from services.app.demo.delivery import Delivery, Row, Span, at
from services.app.demo.facts import ContactPlace, Facts

FEED = "contacts"
CLOSE = 1
"""F1: the level that is isolated."""
RESULT_TAKES = timedelta(days=3)
"""From being told of as a contact to the first result; our choice, no source tells how many waited."""

Point = tuple[datetime, float]


def contact_deliveries(span: Span, facts: Facts) -> Iterator[Delivery]:
    """One report an evening with every locality, chain and level, from the first day of the chain."""
    volumes = facts.volumes
    for day in span.days(volumes.zone):
        moment = at(day, volumes.contact_hour, volumes.zone)
        rows = [row for place in facts.places for row in _rows(place, moment, facts)]
        if rows and span.holds(moment):
            yield Delivery(moment, FEED, f"tiep-xuc-{day}", rows)


def total_at(chain: str, level: int, moment: datetime, facts: Facts) -> float:
    """Contacts of a level that a chain has at a moment: as told, or on the line between two numbers told."""
    told = [(f.moment, float(f.total)) for f in facts.contacts if (f.chain, f.level) == (chain, level)]
    return _on_the_line(told, moment)


def _rows(place: ContactPlace, moment: datetime, facts: Facts) -> list[Row]:
    """A chain that has ended goes on telling zero: silence would leave its last number standing."""
    begun = [fact for fact in facts.contacts if fact.chain == place.chain and fact.moment <= moment]
    levels = sorted({fact.level for fact in begun})
    return [_row(place, level, moment, facts) for level in levels]


def _row(place: ContactPlace, level: int, moment: datetime, facts: Facts) -> Row:
    total = round(place.share * total_at(place.chain, level, moment, facts))
    traced = _traced(place, level, moment, total, facts)
    return {
        "chain": place.chain,
        "area": place.area,
        "reported_at": moment.isoformat(),
        "level": f"F{level}",
        "total": str(total),
        "traced": str(traced),
        "in_quarantine": str(round(traced * _care(place.chain, moment, facts))) if level == CLOSE else "",
        "awaiting_result": str(_awaiting(place, moment, total, facts)) if level == CLOSE else "",
    }


def _awaiting(place: ContactPlace, moment: datetime, total: int, facts: Facts) -> int:
    """Those who came on since: nobody who was there before still waits."""
    before = round(place.share * total_at(place.chain, CLOSE, moment - RESULT_TAKES, facts))
    return max(0, total - before)


def _traced(place: ContactPlace, level: int, moment: datetime, total: int, facts: Facts) -> int:
    if not place.lags or moment.date() >= facts.volumes.full_tracing_from:
        return total
    yesterday = round(place.share * total_at(place.chain, level, moment - timedelta(days=1), facts))
    return min(total, yesterday)


def _care(chain: str, moment: datetime, facts: Facts) -> float:
    return _on_the_line([(fact.moment, fact.share) for fact in facts.care if fact.chain == chain], moment)


def _on_the_line(points: Sequence[Point], moment: datetime) -> float:
    """Nothing before the first point, the last one after the last."""
    after = bisect_right(points, moment, key=lambda point: point[0])
    if after == 0:
        return 0.0
    if after == len(points):
        return points[-1][1]
    (since, low), (until, high) = points[after - 1], points[after]
    return low + (high - low) * ((moment - since) / (until - since))
