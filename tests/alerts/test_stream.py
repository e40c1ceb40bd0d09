"""The event stream without a network: heartbeats, late commits, the end."""

import asyncio
from datetime import timedelta

from services.alerts.stream import HEARTBEAT_LOOKS, LOOKS_IN_ONE_READING, changes, moment_of, stream_id
from services.alerts.words import AlertState, AlertView, Kind, Severity
from services.domain.agencies import Agency
from services.domain.base import Sentence
from tests.alerts.happenings import CITE, NOON

SAID = Sentence(vi="Cảnh báo\nhai dòng", en="An alert\nof two lines")


def view(name: str, seconds: float) -> AlertView:
    at = NOON + timedelta(seconds=seconds)
    return AlertView(
        id=name,
        event_id=None,
        agency=Agency.POLICE,
        holder=Agency.POLICE,
        kind=Kind.FIRST_CASE,
        severity=Severity.SEVERE,
        area=None,
        area_name=None,
        areas=(),
        title=SAID,
        text=SAID,
        reasons=(),
        cite=CITE,
        raised_at=at,
        learned_at=at,
        deadline=None,
        state=AlertState.NEW,
        state_at=at,
    )


def read(looks: list[list[AlertView]], last: str | None = None) -> list[str]:
    """What a reader gets while the ledger answers like this, look by look; then it leaves."""
    asked = []

    async def look(since):
        found = looks[len(asked)]
        asked.append(since)
        return [one for one in found if one.state_at >= since]

    async def pause(seconds):
        return None

    async def gone():
        return len(asked) == len(looks)

    async def collect():
        return [text async for text in changes(look, pause, gone, moment_of(last) if last else NOON, last)]

    return asyncio.run(collect())[1:]


def ids(told: list[str]) -> list[str]:
    return [text.split("\n")[0].removeprefix("id: ").split("/")[1] for text in told if "data" in text]


def test_each_change_is_told_once():
    a, b = view("a", 1), view("b", 2)

    assert ids(read([[a], [a, b], [a, b], []])) == ["a", "b"]


def test_a_transaction_that_commits_late_is_still_told():
    early, late = view("early", 1), view("late", 5)

    assert ids(read([[late], [early, late]])) == ["late", "early"]


def test_a_reader_that_comes_back_gets_what_it_missed_and_not_what_it_had():
    had, missed = view("had", 1), view("missed", 3)

    assert ids(read([[had, missed]], last=stream_id(had))) == ["missed"]


def test_a_new_reader_is_not_told_the_past():
    assert ids(read([[view("past", -5)]])) == []


def test_silence_is_broken_by_heartbeats():
    told = read([[] for _ in range(2 * HEARTBEAT_LOOKS)])

    assert told == [f"id: {NOON.isoformat()}/-/-\n\n"] * 2


def test_a_reader_that_got_nothing_yet_can_still_come_back_without_a_gap():
    mark = read([[] for _ in range(HEARTBEAT_LOOKS)])[0].strip().removeprefix("id: ")

    assert ids(read([[view("between", 2)]], last=mark)) == ["between"]


def test_a_reader_must_come_back_after_a_while_to_be_recognised_again():
    told = read([[view("a", 1)]] * (LOOKS_IN_ONE_READING + 50))

    assert ids(told) == ["a"]
    assert len(told) == 1 + LOOKS_IN_ONE_READING // HEARTBEAT_LOOKS


def test_a_text_of_several_lines_stays_one_event():
    (told,) = read([[view("a", 1)]])

    assert told.count("\n") == 4
    assert told.endswith("\n\n")
