"""Alerts as server-sent events: what was raised or stepped on, as it happens; resumes where a reader stopped.

At least once: a transaction may commit a little after a later one, so every look goes back a few seconds
and leaves out what this reader has already got. After a reconnection those seconds may repeat, with the
same ids.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta

from services.alerts.words import AlertView
from services.domain.errors import BadRecord

LOOK_AGAIN_SECONDS = 1.0  # people notice two seconds, not one
HEARTBEAT_LOOKS = 15  # proxies cut lines that are silent for 30 to 60 seconds
LOOKS_IN_ONE_READING = 600  # ten minutes: then the browser comes back, and a token withdrawn since is refused
LATE_COMMIT = timedelta(seconds=10)  # how long a transaction of ours may stay open behind a later one

Look = Callable[[datetime], Awaitable[list[AlertView]]]
"""Alerts changed at this moment or later."""

Pause = Callable[[float], Awaitable[object]]
Gone = Callable[[], Awaitable[bool]]


def stream_id(view: AlertView) -> str:
    """Which change of which alert: what a reader sends back as Last-Event-ID."""
    return f"{view.state_at.isoformat()}/{view.id}/{view.state}"


def moment_of(last_event_id: str) -> datetime:
    """The moment in a Last-Event-ID; raises BadRecord when it is not one of ours."""
    try:
        moment = datetime.fromisoformat(last_event_id.split("/")[0])
        if moment.tzinfo is None:
            raise ValueError
    except ValueError:
        raise BadRecord(
            vi="Last-Event-ID không đúng; bỏ tiêu đề này để nhận từ bây giờ.",
            en="Last-Event-ID is not one of ours; leave it out to start from now.",
            field="Last-Event-ID",
            code="bad_event_id",
        ) from None
    return moment


async def changes(
    look: Look, pause: Pause, gone: Gone, start: datetime, last: str | None
) -> AsyncIterator[str]:
    """Text of the event stream, until the reader has gone, or must come back to be recognised again.

    `last`: the id of the last change it got, and then `start` is the moment of that; else where to begin.
    """
    since = start
    told = {last: start} if last else {}
    yield _mark(since)
    for number in range(1, LOOKS_IN_ONE_READING + 1):
        if await gone():
            return
        back = since - LATE_COMMIT if last else max(since - LATE_COMMIT, start)
        fresh = [view for view in await look(back) if stream_id(view) not in told]
        for view in fresh:
            told[stream_id(view)] = view.state_at
            since = max(since, view.state_at)
            yield _event(view)
        told = {known: at for known, at in told.items() if at >= since - LATE_COMMIT}
        if number % HEARTBEAT_LOOKS == 0:
            yield _mark(since)
        await pause(LOOK_AGAIN_SECONDS)


def _mark(since: datetime) -> str:
    """An id without data: a browser remembers it and shows nothing. Also keeps the line alive."""
    return f"id: {since.isoformat()}/-/-\n\n"


def _event(view: AlertView) -> str:
    return (
        f"id: {stream_id(view)}\nevent: alert\ndata: {view.model_dump_json()}\n\n"  # JSON has no line breaks
    )
