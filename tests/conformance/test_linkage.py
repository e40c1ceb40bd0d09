"""The consumer of linkage on both databases: joined once, whoever delivers and however many work."""

from functools import partial

import pytest
from sqlalchemy import event

from services.domain.agencies import Agency
from services.domain.events import PeopleNoted
from services.linkage.officers import say_different
from services.linkage.tables import WordRow
from services.plumbing.database import Database
from tests.at_once import at_once
from tests.conformance.pipes import NOW
from tests.linkage.meeting import HUNG, come, consumer, crowd, decide, groups, hear, life, states, told
from tests.linkage.stream import rates_found, stream

AGAIN = HUNG | {"full_name": "HUNG NGUYEN VAN", "id_number": "", "phone": "+84 912 345 678"}


def noted(*records: str) -> PeopleNoted:
    return PeopleNoted(learned_at=NOW, ref="b1", feed="declarations", records=records)


def test_an_event_joins_whom_it_tells_of_once(any_database: Database) -> None:
    records = {one[0]: one for one in told(HUNG, AGAIN, {"full_name": "Trần Thị Lan"})}
    hear(any_database, consumer(records), noted("r0", "r1"))
    hear(any_database, consumer(records), noted("r1", "r2"), offset=1)

    assert groups(any_database) == {frozenset({"p0", "p1"}), frozenset({"p2"})}
    assert life(any_database) == [("merged", "machine")]
    decide(any_database, say_different, "p0", "p1", by=Agency.COMMAND)
    assert states(any_database) == [("rejected", "command")] and len(groups(any_database)) == 3


def test_the_stream_is_linked_alike_in_each_database(any_database: Database) -> None:
    tables = stream(400, seed=4)
    come(any_database, crowd(tables.a))
    come(any_database, crowd(tables.b))

    found = {
        tuple(sorted(n.removeprefix("p") for n in group)) for group in groups(any_database) if len(group) == 2
    }
    assert rates_found(found, tables.pairs)[0] >= 0.99  # type: ignore[arg-type]  # sorted pairs of names
    with any_database.reading() as tx:
        assert tx.execute(WordRow.__table__.select().where(WordRow.word == 0)).one().times == 800


@pytest.mark.postgres
def test_workers_at_once_do_not_miss_each_other(postgres_url: str) -> None:
    from services.plumbing.clock import SetClock
    from services.plumbing.database import Base

    database = Database(postgres_url, SetClock(NOW))
    Base.metadata.create_all(database.engine)
    people = [HUNG | {"phone": f"09123456{n:02}"} for n in range(8)]
    listener = consumer({one[0]: one for one in told(*people)})

    at_once(*(partial(hear, database, listener, noted(f"r{n}"), partition=n) for n in range(len(people))))

    assert groups(database) == {frozenset(f"p{n}" for n in range(len(people)))}
    database.close()


def test_a_new_record_costs_a_handful_of_questions_to_the_database(any_database: Database) -> None:
    tables = stream(300, seed=6)
    come(any_database, crowd(tables.a))
    asked: list[str] = []

    def note(conn, cursor, statement, *rest) -> None:
        asked.append(statement)

    event.listen(any_database.engine, "before_cursor_execute", note)
    come(any_database, crowd([tables.b[0]]))

    assert len(asked) <= 30
