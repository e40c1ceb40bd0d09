"""Limits: the law's numbers that checks compare with, as they stand when a row reaches us."""

from dataclasses import dataclass, fields
from datetime import datetime
from math import inf

from services.domain.errors import NotInForce
from services.policy.parameters import Parameters


@dataclass(frozen=True)
class Limits:
    """Each is the parameter of the same name; infinite where the law sets none: then nothing is flagged."""

    fever_celsius: float = inf
    entrant_central_days: float = inf
    f1_central_days: float = inf
    largest_pool: float = inf
    list_loss_share: float = inf
    """A published list that loses this share of its recent rows at once is taken for broken; 0 to 1."""
    list_lapse_days: float = inf
    """Rows older than this many days are expected to leave a list."""
    list_least_rows: float = inf
    """Fewer rows lost than this prove nothing."""
    lookback_days: float = inf
    cross_check_days: float = inf
    people_per_phone: float = inf
    travel_km_per_hour: float = inf


NO_LIMITS = Limits()


def limits_at(parameters: Parameters, moment: datetime) -> Limits:
    """The limits at a moment; raises NotFound when the law does not know one at all."""
    return Limits(**{one.name: _number(parameters, one.name, moment) for one in fields(Limits)})


def _number(parameters: Parameters, name: str, moment: datetime) -> float:
    try:
        return parameters.number(name, moment)
    except NotInForce:  # rows of a time before our law are read, and measured by nothing
        return inf
