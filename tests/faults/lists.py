"""The balance of tracing: lists beside matching all afresh, work beside lists, events beside both."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import partial

from sqlalchemy import func, select

from services.app.exposures_found import found_rows
from services.app.wiring import House
from services.domain.events import PeopleListed
from services.plumbing.cloudevents import as_event, topic_of
from services.plumbing.consuming import position
from services.plumbing.lag import behind
from services.plumbing.parking import parked_messages
from services.plumbing.relay import outbox_size
from services.tracing.list_views import lists_of, members_of
from services.tracing.tables_visits import VisitRow
from services.tracing.tables_work import WorkRow
from services.tracing.work_words import WorkState

WORKERS = ("tracing", "work")
"""Who makes lists and work."""

Standing = set[tuple[str, str, float]]
"""List, person, score."""


@dataclass(frozen=True)
class ListSheet:
    """Numbers that must agree; the second half must be zero."""

    visits: int
    lists: int
    listed: int
    items: int
    """Open work."""
    told: int
    """Events about lists, each once."""
    repeated: int
    """Events that stand in the log more than once."""
    missing: int
    """Matched afresh, and on no list."""
    extra: int
    """On a list, and not matched afresh."""
    twice: int
    """People with more than one item, and visits that stand twice."""
    without_work: int
    without_list: int
    """Items of nobody who is listed."""
    told_wrong: int
    """Lists of which events tell another number than stands on them."""
    behind: int
    outbox: int
    parked: int

    def demand(self) -> None:
        """The lists are what matching afresh gives, everybody has one item, and nothing is told wrong."""
        zeros = [one.name for one in fields(self)][6:]
        assert {name: getattr(self, name) for name in zeros} == dict.fromkeys(zeros, 0), self

    def line(self) -> str:
        """The sheet as one line for people."""
        return "  ".join(f"{one.name.replace('_', ' ')} {getattr(self, one.name)}" for one in fields(self))


def list_balance(house: House) -> ListSheet:
    """Count everything again, from the rows and from the log."""
    with house.database.reading() as tx:
        lists = lists_of(tx)
        listed: Standing = {
            (one.id, two.member.person, round(two.member.score, 9))
            for one in lists
            for two in members_of(tx, one.id)
        }
        open_ones = WorkRow.gone_at.is_(None) & (WorkRow.state != WorkState.REVOKED.value)
        workers = list(tx.execute(select(WorkRow.person).where(open_ones)).scalars())
        same = (VisitRow.record, VisitRow.kind, VisitRow.place, VisitRow.since)
        standing = select(func.count()).where(VisitRow.gone_at.is_(None)).group_by(*same)
        visits = list(tx.execute(standing).scalars())
        outbox, parked = outbox_size(tx), len(parked_messages(tx))
    events, repeated = told(house)
    people = {person for _, person, _ in listed}
    afresh = rebuilt(house)
    return ListSheet(
        visits=sum(visits),
        lists=len(lists),
        listed=len(listed),
        items=len(workers),
        told=len(events),
        repeated=repeated,
        missing=len(afresh - listed),
        extra=len(listed - afresh),
        twice=len(workers) - len(set(workers)) + sum(many - 1 for many in visits),
        without_work=len(people - set(workers)),
        without_list=len(set(workers) - people),
        told_wrong=wrong(events, {one.id: one.people for one in lists}),
        behind=behind_all(house),
        outbox=outbox,
        parked=parked,
    )


def behind_all(house: House, names: Sequence[str] = WORKERS) -> int:
    """Messages that those who make lists and work have not handled."""
    return sum(behind(house.database, house.log, house.consumers[one]) for one in names)


def rebuilt(house: House) -> Standing:
    """Who would be on which list, by the rows of visits and sites alone."""
    rows = found_rows(house.database, house, house.clock(), None, "vi")
    return {(row["list"], one["person"], round(one["score"], 9)) for row in rows for one in row["people"]}


def told(house: House) -> tuple[list[PeopleListed], int]:
    """What the log says of lists, each event once, in order; and how many stand there again."""
    reader = house.log.reader("books", (topic_of(PeopleListed),), partial(position, house.database, "books"))
    found: dict[str, PeopleListed] = {}
    came = 0
    ends = sum(house.log.heads([topic_of(PeopleListed)]).values())
    while came < ends:
        for one in reader.poll(500, 1.0):
            came += 1
            event = as_event(one.message)
            assert isinstance(event, PeopleListed)
            found.setdefault(one.message.id, event)
    reader.close()
    return sorted(found.values(), key=lambda one: one.learned_at), came - len(found)


def wrong(events: list[PeopleListed], standing: dict[str, int]) -> int:
    """Lists whose comings and goings do not add up to who stands there, or whose last number is another."""
    sums: Counter[str] = Counter()
    last: dict[str, int] = {}
    for one in events:
        sums[one.ref] += one.added - one.gone
        last[one.ref] = one.people
    return sum(
        sums[name] != standing.get(name, 0) or last.get(name) != standing.get(name, 0)
        for name in {*sums, *standing}
    )
