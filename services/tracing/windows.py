"""Exposure windows as told: kept in the order of learning, whatever the order of their messages."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, String, bindparam, func, select, tuple_, update

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.domain.days import whole_day
from services.domain.events import ExposureSiteReported
from services.plumbing.database import Instant, Transaction
from services.plumbing.many import among, listed
from services.tracing.dated_rows import stood
from services.tracing.exposures import Window
from services.tracing.places import Place
from services.tracing.tables_windows import WindowRow

SaysArea = Callable[[str], bool]
"""Does a text name no more than an area?"""


class Trouble(StrEnum):
    """What is wrong with a window; it is kept all the same."""

    NO_TIME = "no_time"
    NO_PLACE = "no_place"
    NO_LENGTH = "no_length"
    WHOLE_DAY = "whole_day"
    """Nothing but a slip: it ends at midnight of the day on which it starts; read as the end of that day."""


SAID = {
    Trouble.NO_TIME: Sentence(
        vi="chưa có giờ bắt đầu hoặc kết thúc nên chưa so được với ai; cần hỏi nơi công bố",
        en="has no start or no end yet, so nobody can be matched; ask whoever publishes it",
    ),
    Trouble.NO_PLACE: Sentence(
        vi="không có địa điểm, hoặc chỉ nêu tên địa bàn, nên không so với ai; cần hỏi nơi công bố",
        en="names no place, or only an area, so nobody is matched; ask whoever publishes it",
    ),
    Trouble.NO_LENGTH: Sentence(
        vi="kết thúc không sau khi bắt đầu nên không so với ai; cần hỏi lại ngày giờ",
        en="does not end after it starts, so nobody is matched; ask about date and time",
    ),
    Trouble.WHOLE_DAY: Sentence(
        vi="kết thúc lúc 0 giờ của chính ngày bắt đầu; được đọc là hết ngày đó, cần kiểm tra lại",
        en="ends at midnight of the day on which it starts; read as the end of that day, check it",
    ),
}


class Site(NamedTuple):
    """A site as it stands, or stood."""

    ref: str
    area: AreaCode | None
    window: Window | None
    """None: it was withdrawn, or there is nothing to match by."""
    named: str
    since: datetime | None
    until: datetime | None
    trouble: Trouble | None
    withdrawn: bool
    learned_at: datetime


def keep_window(tx: Transaction, told: ExposureSiteReported, says_area: SaysArea) -> None:
    """Put a telling where it belongs among those of its site: an older one that comes late undoes nothing."""
    place = _place(told, says_area)
    until, trouble = _checked(told, place)
    ours = {"of": told.ref, "at": told.learned_at, "by": told.id}
    following = tx.execute(_AFTER, ours).first()
    before = tx.execute(_BEFORE, ours).first()
    if before is not None:
        tx.execute(update(WindowRow).where(WindowRow.id == before.id).values(gone_at=told.learned_at))
    row = {
        "telling": told.id,
        "ref": told.ref,
        "source": told.site,
        "place": told.place,
        "address": told.address,
        "latitude": told.latitude,
        "longitude": told.longitude,
        "area": told.area,
        "kind": told.exposure_type,
        "since": told.since,
        "until": until,
        "advice": told.advice_class.value,
        "trouble": trouble.value if trouble else None,
        "withdrawn": told.withdrawn,
        "learned_at": told.learned_at,
        "gone_at": following.learned_at if following else None,
    }
    tx.add(WindowRow, [row])


def newest_window(tx: Transaction) -> int:
    """The number of the newest telling: while it stays, no window has changed."""
    return int(tx.execute(_NEWEST).scalar_one())


def sites(
    tx: Transaction,
    says_area: SaysArea,
    *,
    refs: Collection[str] | None = None,
    as_of: datetime | None = None,
) -> list[Site]:
    """Every site as it stands, or as it was known then, withdrawn ones too; `refs`: only of these."""
    wanted = _SITES if as_of is None else _TOLD.where(stood(WindowRow, as_of))
    if refs is None:
        found = tx.execute(wanted)
    else:
        found = tx.execute(_some(wanted) if as_of else _SOME_SITES, {"refs": listed(refs)})
    return [_site(row, says_area) for row in found]


def troubled(tx: Transaction, *, ref: str | None = None, as_of: datetime | None = None) -> list[Site]:
    """Sites that stand and with which something is wrong, the one told last first; `ref`: only this one."""
    wanted = select(WindowRow.__table__).where(
        stood(WindowRow, as_of), WindowRow.trouble.is_not(None), WindowRow.withdrawn.is_(False)
    )
    if ref is not None:
        wanted = wanted.where(WindowRow.ref == ref)
    rows = tx.execute(wanted.order_by(WindowRow.learned_at.desc(), WindowRow.ref))
    return [_site(row, lambda name: False) for row in rows]


def open_windows(known: Sequence[Site]) -> list[Window]:
    """Those that somebody can have met."""
    return [site.window for site in known if site.window is not None]


def _place(told: ExposureSiteReported, says_area: SaysArea) -> Place:
    return place_told(told.place, told.address, told.latitude, told.longitude, says_area)


@lru_cache(maxsize=65_536)  # visits come by the million, places by the thousand
def place_told(
    name: str | None,
    address: str | None,
    latitude: float | None,
    longitude: float | None,
    says_area: SaysArea,
) -> Place:
    """A place without the name that says only in which area it lies; half of the coordinates say nothing."""
    told = name if name and not says_area(name) else None
    if latitude is None or longitude is None or not -90 <= latitude <= 90:  # half-told, or not on this earth
        latitude = longitude = None
    return Place(None, told, address, latitude, longitude)


def _checked(told: ExposureSiteReported, place: Place) -> tuple[datetime | None, Trouble | None]:
    """The end to go by, and what is wrong."""
    if told.since is None or told.until is None:
        return told.until, Trouble.NO_TIME
    until = whole_day(told.since, told.until)
    if until <= told.since:
        return until, Trouble.NO_LENGTH
    if not place.is_told:
        return until, Trouble.NO_PLACE
    return until, Trouble.WHOLE_DAY if until != told.until else None


def _some(wanted: Select[Any]) -> Select[Any]:
    return wanted.where(among(WindowRow.ref, "refs"))


_TOLD = select(WindowRow.__table__).order_by(WindowRow.ref)
_NEWEST = select(func.coalesce(func.max(WindowRow.id), 0))
_SITES = _TOLD.where(stood(WindowRow))
_SOME_SITES = _some(_SITES)

_HERE = select(WindowRow.id, WindowRow.learned_at).where(WindowRow.ref == bindparam("of")).limit(1)
_ORDER = tuple_(WindowRow.learned_at, WindowRow.telling)
_OURS = tuple_(bindparam("at", type_=Instant), bindparam("by", type_=String))
_AFTER = _HERE.where(_ORDER > _OURS).order_by(WindowRow.learned_at, WindowRow.telling)
_BEFORE = _HERE.where(_ORDER < _OURS).order_by(WindowRow.learned_at.desc(), WindowRow.telling.desc())


def _site(row: Row[Any], says_area: SaysArea) -> Site:
    trouble = Trouble(row.trouble) if row.trouble else None
    place = place_told(row.place, row.address, row.latitude, row.longitude, says_area)
    matched = trouble in (None, Trouble.WHOLE_DAY) and not row.withdrawn
    window = Window(row.ref, place, row.since, row.until, row.kind) if matched else None
    return Site(
        ref=row.ref,
        area=row.area,
        window=window,
        named=row.place or row.address or row.ref,
        since=row.since,
        until=row.until,
        trouble=trouble,
        withdrawn=row.withdrawn,
        learned_at=row.learned_at,
    )
