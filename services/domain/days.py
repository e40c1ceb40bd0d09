"""Local calendar days and the moments at which they begin."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.domain.base import Sentence


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which a local day begins."""
    return datetime.combine(day, time(), tzinfo=zone)


def local_moment(moment: datetime, zone: ZoneInfo) -> Sentence:
    """A moment as people of a zone write it, to the minute."""
    local = moment.astimezone(zone)
    return Sentence(vi=f"{local:%H:%M %d/%m/%Y}", en=f"{local:%Y-%m-%d %H:%M}")


def day_after(day: date) -> date:
    """The next day; the last day that a calendar can tell has none and stays."""
    return day if day == date.max else day + timedelta(days=1)


def whole_day(start: datetime, end: datetime) -> datetime:
    """The end; where it is the local midnight at which its own start's day began, the end of that day."""
    same_day = end <= start and end.date() == start.date() and end.time() == time.min
    return end + timedelta(days=1) if same_day else end
