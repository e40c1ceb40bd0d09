"""The same event log on Apache Kafka. The only importer of kafka.

Offsets live in our database (see `bus/__init__`): the group only shares out the partitions. Each time a
partition is assigned, reading goes on from the stored position; the broker's own commits are not used.
"""

from services.plumbing.bus.kafka.log import KafkaLog as KafkaLog
from services.plumbing.bus.kafka.reader import KafkaReader as KafkaReader
