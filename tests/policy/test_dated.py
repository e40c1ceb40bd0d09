"""A dated value: nothing before its first moment, each version to the second, what may be a moment."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.base import Sentence
from services.domain.errors import NotInForce
from services.domain.levels import Citation
from services.policy.dated import Dated, Version, moment_in, moment_of

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
CITE = Citation(document="d", title="Văn bản d")
FIRST = datetime(2021, 1, 29, 12, tzinfo=HERE)
SECOND = datetime(2021, 2, 9, 18, tzinfo=HERE)
END = datetime(2021, 3, 1, tzinfo=HERE)
SECOND_LONG = timedelta(seconds=1)


def dated() -> Dated[int]:
    return Dated(
        title=Sentence(vi="Số thử", en="Test number"),
        versions=(
            Version(name="a", since=FIRST, cite=CITE, value=1),
            Version(name="b", since=SECOND, cite=CITE, value=2),
            Version(name="c", since=END, cite=CITE, value=None),
        ),
    )


def test_before_the_first_moment_nothing_is_found() -> None:
    assert dated().find(FIRST - SECOND_LONG) is None


def test_a_version_begins_at_its_very_moment_and_ends_where_the_next_begins() -> None:
    found = dated().on(FIRST)

    assert (found.name, found.value, found.since, found.until) == ("a", 1, FIRST, SECOND)
    assert dated().on(SECOND - SECOND_LONG).value == 1
    assert dated().on(SECOND).value == 2


def test_a_null_version_ends_the_rule() -> None:
    assert dated().find(END) is None
    assert dated().find(END - SECOND_LONG) is not None


def test_asking_for_what_is_not_in_force_names_the_rule_and_the_moment() -> None:
    with pytest.raises(NotInForce) as caught:
        dated().on(END)

    assert caught.value.sentence.vi == "Số thử: không có quy định nào có hiệu lực vào lúc 00:00 01/03/2021."
    assert "Test number" in caught.value.sentence.en


@given(st.datetimes(min_value=datetime(2021, 1, 1), max_value=datetime(2021, 4, 1)))  # noqa: DTZ001
def test_whatever_the_moment_the_newest_version_begun_by_then_answers(naive: datetime) -> None:
    moment = naive.replace(tzinfo=HERE)
    begun = [version for version in dated().versions if version.since <= moment]

    found = dated().find(moment)

    assert (found and found.value) == (begun[-1].value if begun else None)


def test_the_zone_of_the_question_does_not_matter() -> None:
    assert dated().on(FIRST.astimezone(ZoneInfo("UTC"))).value == 1


def test_a_day_is_its_local_midnight() -> None:
    assert moment_of(date(2021, 1, 28), HERE).isoformat() == "2021-01-28T00:00:00+07:00"
    assert moment_in("2021-01-28", HERE).isoformat() == "2021-01-28T00:00:00+07:00"


def test_a_moment_with_its_offset_is_kept() -> None:
    assert moment_in("2021-01-28T13:30:00+07:00", HERE).isoformat() == "2021-01-28T13:30:00+07:00"


@pytest.mark.parametrize("value", ["2021-01-29T12:00+07:00", datetime(2021, 1, 29, 12), 20210129, None, ""])  # noqa: DTZ001
def test_nothing_else_is_a_moment(value: object) -> None:
    with pytest.raises(ValueError, match=r"offset|neither"):
        moment_of(value, HERE)
