"""Which log a house has: Kafka where it is told of one, else the log in its own database."""

from services.app.settings import Settings
from services.plumbing.bus import EventLog
from services.plumbing.bus.embedded import EmbeddedLog
from services.plumbing.database import Database


def event_log(settings: Settings, database: Database) -> EventLog:
    """The log of these settings; raises Unavailable."""
    if settings.kafka_bootstrap is None:
        return EmbeddedLog(database)
    # Only a house on Kafka pays for loading its client.
    from services.plumbing.bus.kafka import KafkaLog

    return KafkaLog(
        settings.kafka_bootstrap,
        prefix=settings.kafka_prefix,
        session_seconds=settings.kafka_session_seconds,
    )
