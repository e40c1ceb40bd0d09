"""The lists of every moment on the serious database: late ones, broken ones, and two that come at once."""

from datetime import timedelta
from functools import partial

import pytest

from services.ingest.files import refused_whole
from tests.at_once import at_once
from tests.ingest.test_published_lists import BROKEN, LONG, at, publish, standing, told

pytestmark = pytest.mark.postgres


@pytest.fixture
def database(postgres_database):
    return postgres_database


def test_a_late_list_finds_its_place_and_a_broken_one_is_refused(database, tmp_path):
    publish(database, tmp_path / "a.csv", LONG, at(0))
    publish(database, tmp_path / "c.csv", LONG | {"x": "mới"}, at(9))
    publish(database, tmp_path / "b.csv", {**LONG, "0": "khác"}, at(5))
    text = (tmp_path / "a.csv").read_text("utf-8")

    broken = publish(database, tmp_path / "d.csv", BROKEN["rows_vanished"](text), at(10))

    assert refused_whole(broken)
    assert standing(database, at(4)) == LONG
    assert standing(database, at(5)) == {**LONG, "0": "khác"}
    assert standing(database, at(11)) == LONG | {"x": "mới"}
    assert not any(told(database).values())


def test_two_lists_that_come_at_once_both_stand_at_their_moments(database, tmp_path):
    publish(database, tmp_path / "first.csv", {"A": "một"}, at(0))
    lists = {1: {"A": "hai", "B": "một"}, 2: {"B": "một", "C": "ba"}}

    def send(hour: int) -> None:
        publish(database, tmp_path / f"{hour}.csv", lists[hour], at(hour))

    at_once(*(partial(send, hour) for hour in lists))

    for hour, content in lists.items():
        assert standing(database, at(hour)) == content
    assert told(database) == {"A": True, "B": False, "C": False}
    assert standing(database, at(1) - timedelta(seconds=1)) == {"A": "một"}
