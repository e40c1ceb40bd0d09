"""Where the topics of a broker end."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

from kafka import KafkaConsumer, TopicPartition

from services.plumbing.bus.kafka.faults import answering


def heads_of(
    address: Mapping[str, Any], topics: Sequence[str], prefix: str = ""
) -> dict[tuple[str, int], int]:
    """The next offset of every partition; topics that nobody has made yet have none."""
    with answering(), closing(KafkaConsumer(**address, enable_auto_commit=False)) as asking:
        places = [
            TopicPartition(prefix + topic, number)
            for topic in topics
            for number in sorted(asking.partitions_for_topic(prefix + topic) or ())
        ]
        ends = asking.end_offsets(places) if places else {}
    return {(place.topic.removeprefix(prefix), place.partition): end for place, end in ends.items()}
