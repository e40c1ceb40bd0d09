"""Orders that are signed and not yet in force: which of them makes a proposal so when it begins. Pure."""

from services.domain.areas import AreaCode, Areas
from services.domain.levels import OrderInForce, RiskLevel
from services.risk.orders import OrdersInForce


def tightening(
    areas: Areas, orders: OrdersInForce, area: AreaCode, ordered: RiskLevel
) -> OrderInForce | None:
    """The strictest order to come over the area, or one it lies in, that is stricter than what is ordered."""
    over = (one for place in areas.path(area) for one in orders.coming.get(place.code, ()) if not one.part)
    return max(
        (one for one in over if one.level > ordered),
        key=lambda one: (one.level, -one.since.timestamp()),
        default=None,
    )


def loosening(orders: OrdersInForce, old: OrderInForce) -> OrderInForce | None:
    """The weaker order to come over the same area or part; the one that stands has its end by then.

    Of several that hold at once the strictest decides: while the old one goes on, nothing is loosened.
    """
    if old.until is None:
        return None
    weaker = (
        one
        for one in orders.coming.get(old.area, ())
        if one.part == old.part and one.level < old.level and one.since >= old.until
    )
    return min(weaker, key=lambda one: one.since, default=None)
