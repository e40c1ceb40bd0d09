"""Counts of work and tourism: what is refused, what is warned of; and shares that are no answers."""

from typing import Any

import pytest

from services.ingest.cells import Unreadable
from services.ingest.feeds import FEEDS
from services.ingest.measures import share, share_or_answer
from services.ingest.reading import Row, read_rows
from tests.ingest.made_up import reading_at

COUNTS = {"area": "205", "day": "2020-01-27", "workers_back": "120"}
SHARED = {"area": "205", "what": "có thể lan rộng", "since": "2020-01-27 08:00", "author": "CDC tỉnh"}


def read(feed: str, row: dict[str, str]) -> Any:
    (found,) = read_rows(FEEDS[feed], [Row(1, row)], reading_at())
    return found


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"workers_back": ""}, "nothing_told"),
        ({"day": "2031-01-27"}, "future"),
        ({"workers_back": "-5"}, "negative"),
        ({"visitors": "nhiều"}, "not_a_number"),
    ],
)
def test_what_cannot_be_counted_is_refused_by_its_field(other: dict[str, str], code: str) -> None:
    found = read("area-activity", COUNTS | other)

    assert found.record is None
    assert [one.code for one in found.problems()] == [code]


def test_visitors_where_all_is_closed_are_kept_with_a_warning() -> None:
    found = read("area-activity", COUNTS | {"tourism_open": "0", "visitors": "12"})

    assert found.record.visitors == 12
    assert [one.code for one in found.problems()] == ["visitors_to_closed_places"]


def test_a_yes_is_no_share_of_adults_and_the_advice_says_how_to_write_one() -> None:
    assert share("35%", None) == 0.35
    with pytest.raises(Unreadable) as refused:
        share("có", None)
    assert "'có' không phải là tỷ lệ" in refused.value.sentence.vi
    row = {"area": "22", "day": "2020-01-27", "adults_one_dose_share": "có"}
    assert [one.code for one in read("area-facts", row).problems()] == ["not_a_share"]


def test_a_judgement_takes_yes_and_no_and_shares() -> None:
    assert (share_or_answer("có", None), share_or_answer("không", None)) == (1.0, 0.0)
    assert share_or_answer("60%", None) == 0.6


@pytest.mark.parametrize(
    ("said", "codes", "kept"),
    [
        ("60%", [], 0.6),
        ("không", [], 0.0),
        ("100%", ["all_of_it"], 1.0),
        ("1", ["all_of_it"], 1.0),
        ("có", ["yes_is_no_share"], None),
        ("x", ["yes_is_no_share"], None),
    ],
)
def test_a_yes_to_how_far_it_may_spread_is_sent_back_for_the_share(
    said: str, codes: list[str], kept: float | None
) -> None:
    found = read("judgements", SHARED | {"value": said})

    assert [one.code for one in found.problems()] == codes
    assert (found.record.value if found.record else None) == kept


def test_a_yes_is_kept_where_yes_is_what_is_asked() -> None:
    found = read("judgements", SHARED | {"what": "khó kiểm soát", "value": "có"})

    assert (found.record.value, found.problems()) == (1.0, [])
