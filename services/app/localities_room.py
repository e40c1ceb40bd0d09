"""Looking through who was in a place, put together: the territory, the law of the moment, who lives where."""

from collections.abc import Callable
from datetime import datetime, timedelta

from services.ingest.telling import areas_of_people
from services.policy.reader import Jurisdiction
from services.risk.surroundings import FROM_OTHERS
from services.tracing.locality_causes import Rules
from services.tracing.retracing import LookThrough


def look_through(jurisdiction: Jurisdiction, clock: Callable[[], datetime]) -> LookThrough:
    """By the law in force when something is heard."""
    law = jurisdiction.law

    def rules() -> Rules:
        now = clock()
        states = law.order_levels.find(now)
        level = int(law.parameters.number("look_through_level", now))
        return Rules(level, frozenset(FROM_OTHERS), states.value.locked_states() if states else frozenset())

    return LookThrough(
        areas=jurisdiction.areas,
        home=jurisdiction.code,
        zone=jurisdiction.zone,
        rules=rules,
        lookback=lambda: timedelta(days=law.parameters.number("lookback_days", clock())),
        whereabouts=areas_of_people,
    )
