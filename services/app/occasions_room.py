"""Who rode or shared a place with an F0, put together: who is who, and the law of the moment."""

from collections.abc import Callable
from datetime import datetime, timedelta

from services.ingest.telling import areas_of_people
from services.ingest.vehicle_numbers import vehicle_of
from services.linkage.persons import known_as, names_of, people_of_pair
from services.policy.reader import Jurisdiction
from services.tracing.manifests import NearRules
from services.tracing.occasions import Occasions, Sources
from services.tracing.ride_facts import Terms
from services.tracing.rides import RideLaw, rides
from services.tracing.stay_contacts import SharingRules
from services.tracing.stays import stays

_SOURCES = Sources(names_of, known_as, people_of_pair, areas_of_people)


def rides_of(jurisdiction: Jurisdiction, clock: Callable[[], datetime]) -> Occasions:
    """By the law in force when something is heard."""

    number = _numbers(jurisdiction, clock)

    def rules() -> NearRules:
        return NearRules(number("vehicle_rows"), number("seats_per_row"), number("small_vehicle_seats"))

    terms = Terms(jurisdiction.zone, vehicle_of)
    return rides(RideLaw(terms, rules, lambda: number("lookback_days")), _SOURCES)


def stays_of(jurisdiction: Jurisdiction, clock: Callable[[], datetime]) -> Occasions:
    """By the law in force when something is heard."""
    number = _numbers(jurisdiction, clock)

    def rules() -> SharingRules:
        return SharingRules(
            zone=jurisdiction.zone,
            kinds=frozenset(jurisdiction.law.parameters.text("shared_kinds", clock()).split()),
            least=timedelta(minutes=number("shared_minutes")),
            most_people=number("shared_people"),
            before_days=number("lookback_asymptomatic_days"),
            after_days=number("lookback_days"),
        )

    return stays(rules, _SOURCES)


def _numbers(jurisdiction: Jurisdiction, clock: Callable[[], datetime]) -> Callable[[str], int]:
    return lambda name: int(jurisdiction.law.parameters.number(name, clock()))
