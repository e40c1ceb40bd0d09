"""Order or suggestion? The one place that decides which level an area shows. Pure."""

from services.domain.areas import Areas
from services.domain.levels import AreaGrade, OrderInForce, RiskLevel, Standing
from services.risk.orders import OrdersInForce


def standing_of(areas: Areas, orders: OrdersInForce, grade: AreaGrade) -> Standing:
    """The one place that decides between order and suggestion.

    An order that names the area decides, also where the law alone would say more: people signed it. An
    order over a wider area is a floor: it never hides a worse suggestion. Neither is lowered by a machine.
    """
    own = orders.strictest(grade.area)
    above = orders.inherited(areas, grade.area)
    if own:
        decisive = max((order for order in (own, above) if order), key=lambda order: order.level)
        return Standing(area=grade.area, level=decisive.level, grade=grade, order=decisive)
    if above and above.level >= grade.at_least:
        return Standing(area=grade.area, level=_floor(above, grade), grade=grade, order=above)
    return Standing(area=grade.area, level=grade.level, grade=grade)


def _floor(above: OrderInForce, grade: AreaGrade) -> RiskLevel | None:
    """A wider order is the least that holds, also where too little is reported for a level of its own."""
    if grade.level is None:
        return above.level if above.level > RiskLevel.NEW_NORMAL else None
    return max(above.level, grade.level)
