"""What this room listens to: each subject says what it does with records of people and with events."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from services.domain.areas import AreaCode
from services.domain.events import Event, PeopleNoted
from services.domain.records import Noted
from services.plumbing.consuming import AfterBatch, Consumer, Handler, hearing
from services.plumbing.database import Transaction
from services.plumbing.faultpoints import reached

CONSUMER = "tracing"
PEN = "tracing"
"""One worker writes at a time: a new visit and a new site must not miss each other in two transactions."""
WORK_PEN = "work"
"""One writer of work at a time, be it the machine or an officer; lists are written meanwhile."""

RecordsOf = Callable[[Transaction, Collection[str]], Sequence[Noted]]
"""Ingest's records, handed in by the app: rooms do not read each other's tables."""

Whereabouts = Callable[[Transaction, Collection[str]], Mapping[str, AreaCode]]
"""In which area a team finds people, as their newest record says; handed in by the app."""


@dataclass(frozen=True)
class Subject:
    """One thing this room keeps, and what it is kept from."""

    name: str
    before: AfterBatch = lambda tx: None
    """Once in each transaction, under the pen, before anything is written: the database is as others left it.

    Then what a subject holds in memory can be brought up to date with what is committed, and no more.
    """
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
            reached("settled")

    opening = _once(subjects)
    people: dict[type[Event], list[Handler]] = {PeopleNoted: [on_people]}
    kinds: set[type[Event]] = {PeopleNoted}.union(*(subject.events for subject in subjects))
    told = {
        kind: _each(opening, [*people.get(kind, ()), *_handlers(subjects, kind)])
        for kind in sorted(kinds, key=lambda one: one.topic)
    }
    return hearing(CONSUMER, told, after=after, portion=50)


def _handlers(subjects: Sequence[Subject], kind: type[Event]) -> list[Handler]:
    return [subject.events[kind] for subject in subjects if kind in subject.events]


def _once(subjects: Sequence[Subject]) -> AfterBatch:
    """Opens each transaction once; a batch that is tried again is another transaction."""
    last: list[Transaction] = []

    def opened(tx: Transaction) -> None:
        if last and last[0] is tx:
            return
        tx.lock(PEN)
        last[:] = [tx]
        for subject in subjects:
            subject.before(tx)

    return opened


def _each(opening: AfterBatch, handlers: Sequence[Handler]) -> Handler:
    """One after the other, and nobody else meanwhile."""

    def told(happened: Event, tx: Transaction) -> None:
        opening(tx)
        for handler in handlers:
            handler(happened, tx)

    return told
