"""Orders as they were learned: announced with the end that was planned, and told again when the end moved."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from services.app.demo.delivery import Delivery, Row, Span
from services.app.demo.facts import Facts, OrderFact

FEED = "orders"


def order_deliveries(span: Span, facts: Facts) -> Iterator[Delivery]:
    """What was ordered, one delivery for all that became known at one moment."""
    wanted = [fact for fact in facts.orders if span.holds(fact.learned)]
    for learned, together in groupby(wanted, key=attrgetter("learned")):
        yield Delivery(learned, FEED, f"lenh-{learned:%Y%m%d-%H%M}", [_row(fact) for fact in together])


def _row(fact: OrderFact) -> Row:
    return {
        "number": fact.number,
        "issuer": fact.issuer,
        "state": fact.state,
        "area": fact.area,
        "part": fact.part,
        "since": fact.since.isoformat(),
        "until": fact.until.isoformat() if fact.until else "",
        "signed_by": "",
        "note": "; ".join(part for part in (fact.timeline, fact.certainty) if part),
    }
