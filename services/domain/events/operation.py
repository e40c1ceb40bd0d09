"""What operators must look at."""

from services.domain.base import Sentence
from services.domain.events.base import Event


class MessageParked(Event):
    """A message failed again and again and was set aside; operators must look."""

    topic = "message-parked.v1"
    consumer: str
    source_topic: str
    error: Sentence
