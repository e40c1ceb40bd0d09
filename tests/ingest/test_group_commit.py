"""Requests that come together share a commit, and each has its own answer."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DataError

from services.domain.errors import Unavailable
from services.ingest import group_commit
from services.ingest.feeds import FEEDS
from services.ingest.group_commit import GroupCommit
from services.ingest.reading import Row
from services.ingest.receipts import as_receipt
from tests.ingest.made_up import CASE, reading_at

CASES = FEEDS["cases"]


@pytest.fixture
def group(database):
    made = GroupCommit(database, reading_at)
    yield made
    made.close()


def rows(*codes: str) -> list[Row]:
    return [Row(n, CASE | {"code": code}) for n, code in enumerate(codes, start=1)]


def held_up(monkeypatch) -> threading.Event:
    """Nothing is kept until the event is set: requests gather behind the first."""
    go, keep = threading.Event(), group_commit.keep_parcels

    def wait_and_keep(*given, **how):
        go.wait(10)
        return keep(*given, **how)

    monkeypatch.setattr(group_commit, "keep_parcels", wait_and_keep)
    return go


def test_the_answer_is_the_receipt_that_was_committed(group, database):
    answer = group.receive(CASES, rows("MAU1", "MAU1", "MAU2")).result(10)

    assert (answer.rows, answer.kept, answer.duplicate) == (3, 2, 1)
    with database.reading() as tx:
        assert as_receipt(tx, answer.id) == answer


def test_a_hundred_requests_at_once_take_a_few_commits(group, database, monkeypatch):
    commits: list[object] = []
    event.listen(database.engine, "commit", commits.append)
    go = held_up(monkeypatch)

    answers = [group.receive(CASES, rows(f"MAU{n}")) for n in range(100)]
    go.set()

    assert [answer.result(10).kept for answer in answers] == [1] * 100
    assert len(commits) <= 3


def test_the_same_row_from_two_senders_is_kept_once(group):
    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(lambda _: group.receive(CASES, rows("MAU1")).result(10), range(8)))

    assert sum(answer.kept for answer in answers) == 1
    assert sum(answer.duplicate for answer in answers) == 7


@pytest.mark.parametrize(
    "fault", [RuntimeError("a fault of ours"), DataError("insert", {}, Exception())], ids=["ours", "a value"]
)
def test_a_fault_over_one_request_leaves_the_others_answered(group, monkeypatch, fault):
    go, read = held_up(monkeypatch), group_commit.read_rows

    def fail_on_the_bad(feed, given, reading):
        if any(row.cells["code"] == "HONG" for row in given):
            raise fault
        return read(feed, given, reading)

    monkeypatch.setattr(group_commit, "read_rows", fail_on_the_bad)
    first = group.receive(CASES, rows("MAU0"))
    good, bad = group.receive(CASES, rows("MAU1")), group.receive(CASES, rows("HONG"))
    go.set()

    assert (first.result(10).kept, good.result(10).kept) == (1, 1)
    with pytest.raises(type(fault)):
        bad.result(10)


def test_who_comes_when_too_many_wait_is_told_to_come_back(group, monkeypatch):
    go = held_up(monkeypatch)
    monkeypatch.setattr(group_commit, "WAITING", 3)

    with pytest.raises(Unavailable):
        for n in range(10):
            group.receive(CASES, rows(f"MAU{n}"))
    go.set()


def test_a_database_that_is_gone_is_said_to_all_who_wait(group, database):
    with database.transaction() as tx:
        tx._connection.exec_driver_sql("drop table ingest_record")

    with pytest.raises(Unavailable) as told:
        group.receive(CASES, rows("MAU1")).result(10)
    assert told.value.code == "database_unavailable"


def test_closing_answers_all_who_wait(group):
    answers = [group.receive(CASES, rows(f"MAU{n}")) for n in range(20)]

    group.close()

    assert all(answer.done() for answer in answers)
    with pytest.raises(Unavailable):
        group.receive(CASES, rows("MAU99"))
