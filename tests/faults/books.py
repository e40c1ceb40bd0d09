"""The balance sheet: what was accepted, what became of it, and whether every count agrees with the rows."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields

from kafka import KafkaConsumer, TopicPartition
from sqlalchemy import text

from services.domain.events import ArrivalsCounted
from services.plumbing.cloudevents import topic_of
from services.plumbing.database import Transaction
from services.plumbing.privacy import Privacy
from tests.faults.house import SECRET, Serious
from tests.faults.sending import TOPIC

FEED = "declarations"
_KEPT = "select key from ingest_record where feed = 'declarations'"
_SEALED = "select sealed from ingest_refused where feed = 'declarations'"
_WRONG_RECEIPTS = """
select count(*) from ingest_receipt r
left join (select receipt, count(*) n from ingest_record group by receipt) k on k.receipt = r.id
left join (select receipt, count(*) n from ingest_refused where outcome = 'refused' group by receipt) f
  on f.receipt = r.id
left join (select receipt, count(*) n from ingest_refused where outcome = 'parked' group by receipt) p
  on p.receipt = r.id
where r.rows <> r.kept + r.warned + r.duplicate + r.refused + r.parked
   or r.kept + r.warned <> coalesce(k.n, 0)
   or r.refused <> coalesce(f.n, 0) or r.parked <> coalesce(p.n, 0)
"""
_ORPHANS = """
select (select count(*) from ingest_record where receipt not in (select id from ingest_receipt))
     + (select count(*) from ingest_refused where receipt not in (select id from ingest_receipt))
     + (select count(*) from ingest_identity where record not in (select id from ingest_record))
"""


@dataclass(frozen=True)
class Sheet:
    """Numbers that must agree; the second half must be zero."""

    accepted: int
    stored: int
    refused: int
    parked: int
    messages: int
    receipts: int
    told: int
    """People that the events count, each event once."""
    repeated: int
    """Messages that stand in the log more than once, and were absorbed."""
    missing: int
    """Accepted, and neither stored nor refused nor parked."""
    twice: int
    wrong_receipts: int
    orphans: int
    behind: int
    """Messages between the stored positions and the end of the log."""
    outbox: int

    def demand(self) -> None:
        """Everything accepted is somewhere, once, and counted right."""
        wrong = (self.missing, self.twice, self.wrong_receipts, self.orphans, self.behind, self.outbox)
        assert wrong == (0,) * len(wrong), self
        assert self.told == self.stored, self
        assert self.receipts == self.messages, self

    def line(self) -> str:
        """The sheet as one line for people."""
        return "  ".join(f"{one.name.replace('_', ' ')} {getattr(self, one.name)}" for one in fields(self))


def balance(house: Serious, accepted: Iterable[str] | None = None) -> Sheet:
    """Count everything again from the rows and from the log."""
    house.publish()
    wanted = house.sender.accepted if accepted is None else set(accepted)
    in_log = bodies(house, TOPIC)
    told = bodies(house, topic_of(ArrivalsCounted))
    with house.database.reading() as tx:
        stored = [str(key) for (key,) in tx.execute(text(_KEPT))]
        lost = _without(wanted - set(stored), tx)
        return Sheet(
            accepted=len(wanted),
            stored=len(stored),
            refused=_count(tx, "count(*) from ingest_refused where outcome = 'refused'"),
            parked=_count(tx, "count(*) from ingest_refused where outcome = 'parked'")
            + _count(tx, "count(*) from plumbing_parked"),
            messages=len({identifier for identifier, _ in in_log}),
            receipts=_count(tx, "count(*) from ingest_receipt where door = 'topic'"),
            told=sum(_people(body) for body in dict(told).values()),
            repeated=len(in_log) - len(dict(in_log)),
            missing=len(lost),
            twice=len(stored) - len(set(stored)),
            wrong_receipts=int(tx.execute(text(_WRONG_RECEIPTS)).scalar_one()),
            orphans=int(tx.execute(text(_ORPHANS)).scalar_one()),
            behind=behind(house, tx),
            outbox=_count(tx, "count(*) from plumbing_outbox"),
        )


def stands_at_end(house: Serious) -> bool:
    """Has the intake come to the end of the log?"""
    with house.database.reading() as tx:
        return behind(house, tx) == 0


def behind(house: Serious, tx: Transaction, consumer: str = "intake", topic: str = TOPIC) -> int:
    """How far the stored positions are from the end of the log, over all partitions."""
    found = tx.execute(
        text("select partition, next_offset from plumbing_position where consumer = :c and topic = :t"),
        {"c": consumer, "t": topic},  # type: ignore[arg-type]  # one row of values
    )
    stands = {int(partition): int(offset) for partition, offset in found}
    ends = ends_of(house, topic)
    return sum(abs(end - stands.get(partition, 0)) for partition, end in ends.items())


def ends_of(house: Serious, topic: str) -> dict[int, int]:
    """The next free offset of each partition."""
    return {partition: end for (_, partition), end in house.log.heads([topic]).items()}


def bodies(house: Serious, topic: str) -> list[tuple[str, bytes]]:
    """Every message of a topic: its id and what it says."""
    left = {n: end for n, end in ends_of(house, topic).items() if end}
    reader = KafkaConsumer(
        bootstrap_servers=house.kafka.bootstrap, auto_offset_reset="earliest", enable_auto_commit=False
    )
    reader.assign([TopicPartition(house.prefix + topic, n) for n in left])
    found: list[tuple[str, bytes]] = []
    while left:
        for place, records in reader.poll(1000).items():
            found.extend((dict(one.headers)["ce_id"].decode(), one.value) for one in records)
            if records and records[-1].offset + 1 >= left[place.partition]:
                del left[place.partition]
    reader.close()
    return found


def _without(missing: set[str], tx: Transaction) -> set[str]:
    """Those that are not among the rows set aside either."""
    if not missing:
        return missing
    privacy = Privacy(SECRET)
    aside = [privacy.open(bytes(sealed)) for (sealed,) in tx.execute(text(_SEALED))]
    aside += [privacy.open_text(body) for (body,) in tx.execute(text("select body from plumbing_parked"))]
    return {name for name in missing if not any(name.encode() in one for one in aside)}


def _people(body: bytes) -> int:
    return sum(one["people"] for one in json.loads(body)["counts"])


def _count(tx: Transaction, what: str) -> int:
    return int(tx.execute(text(f"select {what}")).scalar_one())
