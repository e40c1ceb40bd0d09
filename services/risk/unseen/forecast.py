"""The four sources of a moment, worked out as far as somebody asks: a point, or all draws. Pure."""

from dataclasses import dataclass
from functools import cached_property

from services.risk.orders import OrdersInForce
from services.risk.sources.clues import Clues
from services.risk.unseen.from_heard import Entering, entering_of, known_at
from services.risk.unseen.known import Known
from services.risk.unseen.point import Point, point_of


@dataclass(frozen=True)
class Forecast:
    """Of one moment that a law of the model covers."""

    known: Known

    @cached_property
    def point(self) -> Point:
        """The chance of an outbreak with every unknown at its median."""
        return point_of(self.known)

    @cached_property
    def entering(self) -> Entering:
        """With all draws, when first asked for."""
        return entering_of(self.known)


def forecast_at(clues: Clues | None, orders: OrdersInForce) -> Forecast | None:
    """None where no law of the model covers the moment."""
    known = known_at(clues, orders) if clues else None
    return Forecast(known) if known else None
