"""What this room listens to: each subject says what it does with records of people and with events."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from services.domain.events import Event, PeopleNoted
from services.domain.records import Noted
from services.plumbing.consuming import AfterBatch, Consumer, Handler, hearing
from services.plumbing.database import Transaction

CONSUMER = "tracing"
PEN = "tracing"
"""One worker writes at a time: a new visit and a new site must not miss each other in two transactions."""

RecordsOf = Callable[[Transaction, Collection[str]], Sequence[Noted]]
"""Ingest's records, handed in by the app: rooms do not read each other's tables."""


@dataclass(frozen=True)
class Subject:
    """One thing this room keeps, and what it is kept from."""

    name: str
    people: Callable[[Transaction, Sequence[Noted]], None] = lambda tx, noted: None
    """Records about people, a batch at a time; an older revision may come after a newer one."""
    events: Mapping[type[Event], Handler] = field(default_factory=dict)
    after: AfterBatch = lambda tx: None
    """Once at the end of each batch, under the pen."""


def tracing_consumer(records_of: RecordsOf, subjects: Sequence[Subject]) -> Consumer:
    """The consumer named `tracing`: tells each subject what concerns it, in the order of the list."""

    def on_people(happened: Event, tx: Transaction) -> None:
        assert isinstance(happened, PeopleNoted)
        noted = records_of(tx, happened.records)
        for subject in subjects:
            subject.people(tx, noted)

    def after(tx: Transaction) -> None:
        for subject in subjects:
            subject.after(tx)

    people: dict[type[Event], list[Handler]] = {PeopleNoted: [on_people]}
    kinds: set[type[Event]] = {PeopleNoted}.union(*(subject.events for subject in subjects))
    told = {
        kind: _each([*people.get(kind, ()), *_handlers(subjects, kind)])
        for kind in sorted(kinds, key=lambda one: one.topic)
    }
    return hearing(CONSUMER, told, after=after, portion=50)


def _handlers(subjects: Sequence[Subject], kind: type[Event]) -> list[Handler]:
    return [subject.events[kind] for subject in subjects if kind in subject.events]


def _each(handlers: Sequence[Handler]) -> Handler:
    """One after the other, and nobody else meanwhile."""

    def told(happened: Event, tx: Transaction) -> None:
        tx.lock(PEN)
        for handler in handlers:
            handler(happened, tx)

    return told
