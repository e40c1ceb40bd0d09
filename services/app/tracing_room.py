"""The tracing room, put together: its subjects, and what they may read of other rooms."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from services.app.localities_room import look_through
from services.app.occasions_room import rides_of, stays_of
from services.domain.records import Noted
from services.ingest.feeds import Feeds
from services.ingest.telling import areas_of_people, records_noted, records_under
from services.linkage.persons import known_as, people_of_pair
from services.plumbing.consuming import Consumer
from services.plumbing.database import Transaction
from services.policy.reader import Jurisdiction
from services.tracing.chain_subject import Sources, chains_subject
from services.tracing.deeds import deeds_subject
from services.tracing.hearing import Subject, tracing_consumer
from services.tracing.matching import Ground, exposures_subject
from services.tracing.retracing import localities_subject
from services.tracing.visits import visits_subject


def tracing_room(feeds: Feeds, jurisdiction: Jurisdiction, clock: Callable[[], datetime]) -> Consumer:
    """The consumer named `tracing`."""

    def records_of(tx: Transaction, records: Collection[str]) -> Sequence[Noted]:
        return records_noted(tx, feeds, records)

    return tracing_consumer(records_of, _subjects(feeds, jurisdiction, clock))


def ground_of(jurisdiction: Jurisdiction) -> Ground:
    """What visits and exposure sites are matched by."""
    return Ground(jurisdiction.areas, jurisdiction.zone, areas_of_people)


def _subjects(feeds: Feeds, jurisdiction: Jurisdiction, clock: Callable[[], datetime]) -> Sequence[Subject]:
    """In the order in which they hear of things: what is matched is then graded."""
    number = jurisdiction.law.parameters.number

    def cases_of(tx: Transaction, codes: Collection[str]) -> Sequence[Noted]:
        return records_under(tx, feeds, "cases", codes)

    return (
        visits_subject(jurisdiction.zone, lambda: number("lookback_days", clock())),
        exposures_subject(ground_of(jurisdiction)),
        deeds_subject(jurisdiction.zone),
        rides_of(jurisdiction, clock).subject(),
        stays_of(jurisdiction, clock).subject(),
        chains_subject(jurisdiction.zone, Sources(cases_of, known_as, people_of_pair)),
        localities_subject(look_through(jurisdiction, clock)),
    )
