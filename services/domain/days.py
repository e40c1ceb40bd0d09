"""Local calendar days and the moments at which they begin."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.domain.base import Sentence
from services.domain.errors import BadRecord

YEARS = range(1900, 2200)
"""In which anybody asks about the past; beyond, look-back windows leave the calendar."""


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which a local day begins."""
    return datetime.combine(day, time(), tzinfo=zone)


def local_moment(moment: datetime, zone: ZoneInfo) -> Sentence:
    """A moment as people of a zone write it, to the minute."""
    local = moment.astimezone(zone)
    return Sentence(vi=f"{local:%H:%M %d/%m/%Y}", en=f"{local:%Y-%m-%d %H:%M}")


def within_reason(moment: datetime, field: str) -> datetime:
    """The same moment; raises BadRecord when its year is none that anybody means."""
    if moment.year in YEARS:
        return moment
    raise BadRecord(
        vi=f"{field}: năm {moment.year} nằm ngoài khoảng 1900–2199; kiểm tra lại thời điểm.",
        en=f"{field}: the year {moment.year} is not within 1900 to 2199; check the moment.",
        field=field,
        code="bad_moment",
    )


def day_after(day: date) -> date:
    """The next day; the last day that a calendar can tell has none and stays."""
    return day if day == date.max else day + timedelta(days=1)


def whole_day(start: datetime, end: datetime) -> datetime:
    """The end; where it is the local midnight at which its own start's day began, the end of that day."""
    same_day = end <= start and end.date() == start.date() and end.time() == time.min
    return end + timedelta(days=1) if same_day else end
