"""Order or suggestion? The one place that decides which level an area shows. Pure."""

from services.domain.areas import AreaCode, Areas
from services.domain.levels import OrderInForce, RiskLevel
from services.risk.orders import OrdersInForce


def decided(
    areas: Areas, orders: OrdersInForce, area: AreaCode, level: RiskLevel | None, at_least: RiskLevel
) -> tuple[RiskLevel | None, OrderInForce | None]:
    """The level an area shows, and the order that decided or sets the floor.

    `level`: what the law suggests, None when too little is reported; `at_least`: what holds then. An order
    that names the area decides, also where the law alone would say more: people signed it. An order over a
    wider area is a floor: it never hides a worse suggestion. Neither is lowered by a machine.
    """
    own = orders.strictest(area)
    above = orders.inherited(areas, area)
    if own:
        decisive = max((order for order in (own, above) if order), key=lambda order: order.level)
        return decisive.level, decisive
    if above and above.level >= at_least:
        return _floor(above, level), above
    return level, None


def _floor(above: OrderInForce, level: RiskLevel | None) -> RiskLevel | None:
    """A wider order is the least that holds, also where too little is reported for a level of its own."""
    if level is None:
        return above.level if above.level > RiskLevel.NEW_NORMAL else None
    return max(above.level, level)
