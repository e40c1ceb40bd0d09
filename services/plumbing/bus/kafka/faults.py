"""What the client reports, said in our words."""

from collections.abc import Iterator
from contextlib import contextmanager

from kafka.errors import KafkaError

from services.domain.errors import Unavailable


@contextmanager
def answering() -> Iterator[None]:
    """Whatever the client reports is said in our words."""
    try:
        yield
    except KafkaError as error:
        raise unavailable(error) from error


def shorter(topic: str) -> Unavailable:
    return Unavailable(
        vi=f"Kafka có ít bản tin trên '{topic}' hơn số đã đọc: nhật ký bị mất, hoặc đây là máy chủ khác.",
        en=f"Kafka holds less of '{topic}' than we have read: its log was lost, or this is another broker.",
        field="PHENDAU_KAFKA_BOOTSTRAP",
        code="log_is_shorter",
    )


def resting() -> Unavailable:
    return Unavailable(
        vi="Kafka vừa không trả lời; đang chờ máy chủ, hãy thử lại sau ít giây.",
        en="Kafka has just not answered; it is being waited for, try again in a few seconds.",
        field="PHENDAU_KAFKA_BOOTSTRAP",
        code="kafka_unavailable",
    )


def unavailable(error: Exception) -> Unavailable:
    return Unavailable(
        vi=f"Kafka không trả lời ({type(error).__name__}); kiểm tra PHENDAU_KAFKA_BOOTSTRAP và máy chủ.",
        en=f"Kafka does not answer ({type(error).__name__}); check PHENDAU_KAFKA_BOOTSTRAP and the broker.",
        field="PHENDAU_KAFKA_BOOTSTRAP",
        code="kafka_unavailable",
    )
