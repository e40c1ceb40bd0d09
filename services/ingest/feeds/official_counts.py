"""What the two official daily lists share: a day, a province, a count."""

from collections.abc import Sequence
from datetime import date, datetime

from services.domain.agencies import Agency
from services.domain.events import CaseCountReported, Event
from services.domain.records import CaseCount
from services.ingest.cells import whole_number
from services.ingest.columns import Column, Reading, Values
from services.ingest.feed import Kept, Published, column, newest_per_key
from services.ingest.places import UNKNOWN_PROVINCE, province
from services.ingest.times import day

SENDERS = frozenset((Agency.HEALTH,))

DAY_AREA_COUNT: tuple[Column, ...] = (
    column("date", "Ngày", "Day", day, "ngày báo cáo", "day", required=True),
    column(
        "gso_code",
        "Mã tỉnh (GSO)",
        "GSO code of the province",
        province,
        "mã tỉnh",
        "mã gso",
        "area",
        required=True,
    ),
    column(
        "confirmed", "Số ca mắc mới", "New cases", whole_number, "ca mắc", "số ca", "new_cases", required=True
    ),
)


def key(record: CaseCount) -> str:
    """One site tells one number of a province and day."""
    return f"{record.area}|{record.day.isoformat()}"


def about(record: CaseCount) -> date:
    """The day counted."""
    return record.day


def named(values: Values, reading: Reading) -> str | None:
    """The key of a row whose number cannot be read: the day was told all the same."""
    if values["gso_code"] is None or values["date"] is None:
        return None
    return f"{values['gso_code']}|{values['date'].isoformat()}"


def withdrawn(kept: Sequence[Kept], moment: datetime) -> list[Event]:
    """A day that a list leaves out has no case: these sites tell no zeros."""
    none = {"new_cases": 0, "found_in_quarantine": None, "found_in_community": None}
    return events([one._replace(record=one.record.model_copy(update=none)) for one in kept], moment)


def events(kept: Sequence[Kept], learned_at: datetime) -> list[Event]:
    """One event a count; cases without a province stay in our books, since no area can hear of them."""
    return [
        CaseCountReported(
            learned_at=learned_at,
            ref=f"{one.record.site}-daily:{one.key}",
            site=one.record.site,
            area=one.record.area,
            day=one.record.day,
            new_cases=one.record.new_cases,
            found_in_quarantine=one.record.found_in_quarantine,
            found_in_community=one.record.found_in_community,
        )
        for one in newest_per_key(kept)
        if one.record.area != UNKNOWN_PROVINCE
    ]


REPUBLISHED = Published(
    scope=lambda count: str(count.area), by_days=True, day=about, named=named, withdrawn=withdrawn
)
"""Each file speaks of the provinces it has rows of, from its first day to its last."""
