"""Moments and days as a person types them on the command line."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from services.domain.days import within_reason
from services.domain.errors import BadRecord

if TYPE_CHECKING:
    from services.app.wiring import House


def moment_given(house: "House", text: str | None, *, field: str = "--as-of") -> datetime:
    """The moment a person means: with offset, or local; a day is its end. None: now. Raises BadRecord."""
    return house.clock() if text is None else local_moment(text, house.jurisdiction.zone, field=field)


def local_moment(text: str, zone: ZoneInfo, *, field: str) -> datetime:
    """The moment of a text, local when it carries no offset; a day is its end. Raises BadRecord."""
    try:
        if len(text) == len("2021-01-28"):
            whole = datetime.combine(date.fromisoformat(text), time.max, tzinfo=zone)
            return within_reason(whole, field)
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadRecord(
            vi=f"{field}: không đọc được thời điểm; viết như 2021-01-28 hoặc 2021-01-28T23:59+07:00.",
            en=f"{field}: not a moment; write 2021-01-28 or 2021-01-28T23:59+07:00.",
            field=field,
            code="bad_moment",
        ) from error
    return within_reason(moment if moment.tzinfo else moment.replace(tzinfo=zone), field)


def day_given(option: str, text: str | None) -> date | None:
    """A day as typed; None when nothing was. Raises BadRecord."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise BadRecord(
            vi=f"{option}: không đọc được ngày; viết như 2021-02-14.",
            en=f"{option}: not a day; write 2021-02-14.",
            field=option,
            code="bad_day",
        ) from None
