"""Who rode with an F0, put together: the intake's reading of vehicles, who is who, the law of the moment."""

from collections.abc import Callable
from datetime import datetime

from services.ingest.telling import areas_of_people
from services.ingest.vehicle_numbers import vehicle_of
from services.linkage.persons import known_as, names_of, people_of_pair
from services.policy.reader import Jurisdiction
from services.tracing.manifests import NearRules
from services.tracing.ride_facts import Terms
from services.tracing.rides import RideSources


def rides_of(jurisdiction: Jurisdiction, clock: Callable[[], datetime]) -> RideSources:
    """By the law in force when something is heard."""

    def number(name: str) -> int:
        return int(jurisdiction.law.parameters.number(name, clock()))

    def rules() -> NearRules:
        return NearRules(number("vehicle_rows"), number("seats_per_row"), number("small_vehicle_seats"))

    return RideSources(
        terms=Terms(jurisdiction.zone, vehicle_of),
        rules=rules,
        lookback_days=lambda: number("lookback_days"),
        names_of=names_of,
        same_as=known_as,
        people_of_pair=people_of_pair,
        whereabouts=areas_of_people,
    )
