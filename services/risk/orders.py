"""Orders as they stand at a moment: which state lies over which area, and what level that means. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from services.domain.areas import AreaCode, Areas
from services.domain.levels import OrderInForce
from services.policy.order_levels import OrderLevels
from services.risk.heard import OrderHeard


@dataclass(frozen=True)
class OrdersInForce:
    """All orders of one moment, by the area they name."""

    law: OrderLevels
    whole: Mapping[AreaCode, tuple[OrderInForce, ...]]
    """Orders over the whole of an area, strictest first."""
    parts: Mapping[AreaCode, tuple[OrderInForce, ...]]
    """Orders over a part of an area: they do not set its level."""
    coming: Mapping[AreaCode, tuple[OrderInForce, ...]] = field(default_factory=dict)
    """Orders that are signed and begin later, over the whole of an area or a part; strictest first."""

    def strictest(self, area: AreaCode) -> OrderInForce | None:
        """The strictest order that names this area, whole."""
        return next(iter(self.whole.get(area, ())), None)

    def inherited(self, areas: Areas, area: AreaCode) -> OrderInForce | None:
        """The strictest order over an area that this one lies in."""
        above = [orders[0] for place in areas.path(area)[1:] if (orders := self.whole.get(place.code))]
        return max(above, key=lambda order: order.level, default=None)

    def locked(self, areas: Areas) -> frozenset[AreaCode]:
        """Areas that are, or lie in one that is, under a state the law calls locked."""
        named = [code for code, orders in self.whole.items() if any(self.law.locks(o.state) for o in orders)]
        return frozenset(area.code for code in named if code in areas for area in areas.within(code))

    def locked_parts(self, area: AreaCode) -> int:
        """How many parts of this area are locked."""
        return sum(self.law.locks(order.state) for order in self.parts.get(area, ()))


def orders_in_force(heard: Iterable[OrderHeard], law: OrderLevels | None, now: datetime) -> OrdersInForce:
    """The orders that hold at `now`, with the level the law gives their state; no law yet: no levels."""
    if law is None:
        return OrdersInForce(OrderLevels(states={}), {}, {})
    whole: dict[AreaCode, list[OrderInForce]] = {}
    parts: dict[AreaCode, list[OrderInForce]] = {}
    coming: dict[AreaCode, list[OrderInForce]] = {}
    for order in heard:
        if order.holds_at(now):
            side = parts if order.part else whole
            side.setdefault(order.area, []).append(_in_force(order, law))
        elif order.comes_after(now):
            coming.setdefault(order.area, []).append(_in_force(order, law))
    return OrdersInForce(law, _strictest_first(whole), _strictest_first(parts), _strictest_first(coming))


def _in_force(order: OrderHeard, law: OrderLevels) -> OrderInForce:
    return OrderInForce(
        number=order.number,
        issuer=order.issuer,
        state=order.state,
        level=law.level(order.state),
        area=order.area,
        part=order.part,
        since=order.since,
        until=order.until,
    )


def _strictest_first(
    by_area: dict[AreaCode, list[OrderInForce]],
) -> dict[AreaCode, tuple[OrderInForce, ...]]:
    return {
        area: tuple(sorted(orders, key=lambda o: (-o.level, o.since))) for area, orders in by_area.items()
    }
