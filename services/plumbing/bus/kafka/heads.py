"""Where the topics of a broker end."""

from collections.abc import Sequence
from contextlib import closing

from kafka import KafkaConsumer, TopicPartition

from services.plumbing.bus.kafka.faults import answering


def heads_of(bootstrap: Sequence[str], topics: Sequence[str]) -> dict[tuple[str, int], int]:
    """The next offset of every partition; topics that nobody has made yet have none."""
    with answering(), closing(KafkaConsumer(bootstrap_servers=list(bootstrap))) as asking:
        places = [
            TopicPartition(topic, number)
            for topic in topics
            for number in sorted(asking.partitions_for_topic(topic) or ())
        ]
        ends = asking.end_offsets(places) if places else {}
    return {(place.topic, place.partition): end for place, end in ends.items()}
