"""Work lists on both databases: once a person, however often a batch comes, whatever number of workers."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from services.app.work_room import work_rules
from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import Event, ExposureSiteReported, ListKind, WorkWanted
from services.domain.records import AdviceClass
from services.plumbing.bus import Delivered
from services.plumbing.clock import SetClock
from services.plumbing.cloudevents import as_message
from services.plumbing.consuming import Consumer, deliver
from services.plumbing.database import Base, Database, Transaction
from services.plumbing.privacy import Privacy
from services.policy.reader import load_jurisdiction
from services.tracing.generating import WorkRules, generate_all
from services.tracing.hearing import Subject, tracing_consumer
from services.tracing.lists import Heading, set_members
from services.tracing.tables_deeds import DeedRow
from services.tracing.tables_work import WorkWantedRow
from services.tracing.work_making import work_consumer
from services.tracing.work_rows import item_of, steps_of
from services.tracing.work_steps import Acting, accept, find, finish, note_milestones, offer
from services.tracing.work_views import team_views, whys_of, work_of
from services.tracing.work_words import Did, WorkState
from tests.at_once import at_once
from tests.conformance.pipes import NOW
from tests.tracing.working import members, person

RULES: WorkRules = work_rules(load_jurisdiction("quang-ninh"))
PRIVACY = Privacy("a key for tests only, thirty-two long")
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PEOPLE = range(40)


def site(ref: str) -> ExposureSiteReported:
    return ExposureSiteReported(
        learned_at=NOW, ref=ref, site="tests", area="193", place="Chợ Mẫu", since=NOW, until=NOW,
        latitude=None, longitude=None, advice_class=AdviceClass.OTHER, withdrawn=False,
    )  # fmt: skip


def listens(fails: Callable[[], bool] = lambda: False) -> Consumer:
    """Each site told puts everybody on its list; at times the worker dies."""

    def on_site(happened: Event, tx: Transaction) -> None:
        assert isinstance(happened, ExposureSiteReported)
        title = Sentence(vi=happened.ref, en=happened.ref)
        set_members(tx, Heading(ListKind.EXPOSURE_SITE, happened.ref, "193", title), members(*PEOPLE))

    def die(tx: Transaction) -> None:
        if fails():
            raise KeyboardInterrupt

    lists = Subject("lists", events={ExposureSiteReported: on_site})
    return tracing_consumer(lambda tx, ids: [], [lists, Subject("death", after=die)])


def works(fails: Callable[[], bool] = lambda: False) -> Consumer:
    """Makes work of what was noted, and at times dies before its commit."""
    consumer = work_consumer(RULES)

    def after(tx: Transaction) -> None:
        consumer.after(tx)
        if fails():
            raise KeyboardInterrupt

    return replace(consumer, after=after)


def wanted() -> WorkWanted:
    return WorkWanted(learned_at=NOW, ref="w", people=1)


def tell(database: Database, consumer: Consumer, *events: Event, offset: int = 0, partition: int = 0) -> None:
    deliver(
        database,
        consumer,
        [Delivered(partition, offset + n, as_message(one)) for n, one in enumerate(events)],
    )


def hear(database: Database, consumer: Consumer, *events: Event, offset: int = 0, partition: int = 0) -> None:
    """Lists first, then work."""
    tell(database, consumer, *events, offset=offset, partition=partition)
    tell(database, works(), wanted(), offset=offset, partition=partition)


def life(database: Database) -> tuple[int, int, set[Did]]:
    with database.reading() as tx:
        steps = [one["did"] for n in PEOPLE for one in steps_of(tx, item_of(person(n)), None)]
        return len(work_of(tx, None)), len(steps), set(steps)


def test_a_batch_that_comes_again_makes_no_work_twice(any_database: Database) -> None:
    happened = site("s1")
    for offset in range(3):
        hear(any_database, listens(), happened, offset=offset)
    hear(any_database, listens(), site("s2"), offset=3)

    assert life(any_database) == (len(PEOPLE), len(PEOPLE), {Did.LISTED})
    with any_database.reading() as tx:
        assert len(whys_of(tx, [person(1)], ())[person(1)]) == 2


def test_a_worker_that_dies_before_its_commit_leaves_nothing_and_the_next_makes_it_whole(
    any_database: Database,
) -> None:
    deaths = iter([True, False])
    lists = listens(lambda: next(deaths))
    with pytest.raises(KeyboardInterrupt):
        tell(any_database, lists, site("s1"))
    tell(any_database, works(), wanted())
    assert life(any_database)[:2] == (0, 0)

    tell(any_database, lists, site("s1"))
    with pytest.raises(KeyboardInterrupt):
        tell(any_database, works(lambda: True), wanted(), offset=1)
    assert life(any_database)[:2] == (0, 0)

    tell(any_database, works(), wanted(), offset=1)
    assert life(any_database) == (len(PEOPLE), len(PEOPLE), {Did.LISTED})


def test_nobody_noted_while_work_is_made_is_forgotten(any_database: Database) -> None:
    tell(any_database, listens(), site("s1"))
    tell(any_database, works(), wanted())
    tell(any_database, listens(), site("s2"), offset=1)
    with any_database.reading() as tx:
        assert tx.execute(select(func.count(WorkWantedRow.id))).scalar_one() == len(PEOPLE)

    tell(any_database, works(), wanted(), offset=1)
    with any_database.reading() as tx:
        assert tx.execute(select(func.count(WorkWantedRow.id))).scalar_one() == 0
        assert len(whys_of(tx, [person(1)], ())[person(1)]) == 2


def test_steps_lists_and_hand_overs_are_alike_in_each_database(any_database: Database) -> None:
    hear(any_database, listens(), site("s1"))
    item = item_of(person(3))
    with any_database.transaction() as tx:
        acting = Acting(tx, PRIVACY, Agency.POLICE, ZONE)
        find(acting, item, "ở nhà em gái")
        offer(acting, item, "police-205", RULES)
        accept(acting, item)

    with any_database.transaction() as tx:
        assert generate_all(tx, RULES) == 0
        (mine,) = work_of(tx, ["police-205"])
        assert (mine.item, mine.state) == (item, WorkState.FOUND)
        assert steps_of(tx, item, PRIVACY)[1]["note"] == "ở nhà em gái"
        assert [(one.team.id, one.open) for one in team_views(tx, RULES.teams, NOW)] == [
            ("police-193", len(PEOPLE) - 1), ("police-205", 1),
        ]  # fmt: skip


@pytest.mark.postgres
def test_workers_at_once_put_nobody_on_two_lists(postgres_url: str) -> None:
    database = Database(postgres_url, SetClock(NOW))
    Base.metadata.create_all(database.engine)

    def work(n: int) -> None:
        if n % 2:
            hear(database, listens(), site(f"s{n}"), partition=n)
        else:
            with database.transaction() as tx:
                generate_all(tx, RULES)

    at_once(*(partial(work, n) for n in range(6)))

    assert life(database) == (len(PEOPLE), len(PEOPLE), {Did.LISTED})
    database.close()


@pytest.mark.postgres
def test_a_time_line_sent_twice_at_once_is_one_deed_of_the_day(postgres_url: str) -> None:
    clock = SetClock(NOW)
    database = Database(postgres_url, clock)
    Base.metadata.create_all(database.engine)
    hear(database, listens(), site("s1"))
    item = item_of(person(1))
    with database.transaction() as tx:
        for step in (find, finish):
            step(Acting(tx, PRIVACY, Agency.POLICE, ZONE), item)
    clock.move_to(NOW + timedelta(days=1))
    both = threading.Barrier(2)

    def send(_: int) -> None:
        with database.transaction() as tx, suppress(threading.BrokenBarrierError):
            note_milestones(Acting(tx, PRIVACY, Agency.POLICE, ZONE), item)
            both.wait(1)  # neither has committed, unless one waits for the other

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(send, range(2)))

    with database.reading() as tx:
        standing = select(func.count(DeedRow.id)).where(DeedRow.gone_at.is_(None)).group_by(DeedRow.day)
        assert list(tx.execute(standing).scalars()) == [1, 1]
    database.close()
