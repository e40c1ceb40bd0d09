"""Exposure sites: New Zealand's national list in all its layouts, and our own form in Vietnamese."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import Event, ExposureSiteReported
from services.domain.records import ExposureSite
from services.domain.text import folded
from services.ingest.advice import advice_class
from services.ingest.cells import text_of
from services.ingest.columns import Reading, Values, heading_key
from services.ingest.exposure_checks import ends_after_it_starts, has_both_coordinates, time_is_told
from services.ingest.feed import Feed, Kept, Published, column, newest_per_key, refused
from services.ingest.list_times import known_degrees, known_moment, known_text
from services.ingest.places import area
from services.ingest.site_ids import site_id

NAME = "exposure-sites"
NZ, NZ_ZONE = "nz-moh", "Pacific/Auckland"
OURS = "local"
_NZ_NAMES = frozenset(("event", "eventname"))
_ZONE = frozenset(("timezone", "muigio"))


def zone(row: Mapping[str, object]) -> str | None:
    """The zone a row names; New Zealand's where the headings are those of its list; else the house's."""
    named, nz = _headings(tuple(row))
    said = text_of(row[named]).strip() if named else ""
    return said if said and _is_zone(said) else NZ_ZONE if nz else None


def build(values: Values, reading: Reading) -> ExposureSite:
    """A row that names neither a place nor a number is about nothing."""
    number, place, address = values["site_id"], values["place"], values["address"]
    if not (number or place or address):
        raise refused(
            "place",
            "missing",
            "Cột 'place' (Địa điểm): dòng không có mã, tên hay địa chỉ; hãy điền ít nhất một.",
            "Column 'place' (Place): the row has no number, name or address; fill in at least one.",
        )
    return ExposureSite(
        site_id=number,
        source=_source(values, reading),
        place=place,
        address=address,
        city=values["city"],
        area=values["area"],
        starts=values["start"],
        ends=values["end"],
        latitude=values["lat"],
        longitude=values["lng"],
        advice=values["advice"],
        advice_class=advice_class(values["advice"]),
        exposure_type=values["exposure_type"],
    )


def key(record: ExposureSite) -> str:
    """The publisher's number; without one, the place and its time."""
    return f"{record.source}:{record.site_id or alike(record)}"


def alike(record: ExposureSite) -> str:
    """Place and time: by them a list is recognised whose rows were given new numbers."""
    name = folded(record.place or record.address or "")
    return f"{name[:120]}|{record.starts.isoformat() if record.starts else ''}"


def named(values: Values, reading: Reading) -> str | None:
    """The key of a row that cannot be read, when its number can."""
    return f"{_source(values, reading)}:{values['site_id']}" if values["site_id"] else None


def last_day(record: ExposureSite) -> date | None:
    """The last local day of the exposure; None: not told."""
    last = record.ends or record.starts
    return last.date() if last else None


def about(record: ExposureSite) -> date:
    """The same for the page of ages; a site without a time is about no day."""
    return last_day(record) or date.min


def events(kept: Sequence[Kept], learned_at: datetime) -> list[Event]:
    """One event a site: a public place, never a person."""
    return [_event(one, learned_at, withdrawn=False) for one in newest_per_key(kept)]


def withdrawn(kept: Sequence[Kept], moment: datetime) -> list[Event]:
    """One event for each site that the list no longer tells."""
    return [_event(one, moment, withdrawn=True) for one in kept]


def _event(one: Kept, learned_at: datetime, *, withdrawn: bool) -> ExposureSiteReported:
    site: ExposureSite = one.record
    return ExposureSiteReported(
        learned_at=learned_at,
        ref=f"{NAME}:{one.key}",
        site=site.source,
        area=site.area,
        place=site.place or site.address,
        since=site.starts,
        until=site.ends,
        latitude=site.latitude,
        longitude=site.longitude,
        advice_class=site.advice_class,
        withdrawn=withdrawn,
        address=site.address,
        exposure_type=site.exposure_type,
    )


def _source(values: Values, reading: Reading) -> str:
    return values["source"] or (NZ if reading.zone.key == NZ_ZONE else OURS)


@lru_cache(maxsize=64)
def _headings(headings: tuple[str, ...]) -> tuple[str | None, bool]:
    """Under which heading a row names its zone, and whether the headings are New Zealand's."""
    keys = {heading_key(heading): heading for heading in headings}
    return next((keys[one] for one in _ZONE if one in keys), None), not _NZ_NAMES.isdisjoint(keys)


@lru_cache(maxsize=64)
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Điểm, mốc thời gian có nguy cơ lây nhiễm", en="Exposure sites and times"),
    columns=(
        column("site_id", "Mã điểm", "Site number", site_id, "id", "event id", "mã", longest=60),
        column(
            "place",
            "Địa điểm",
            "Place",
            known_text,
            *("event", "event name", "tên địa điểm", "điểm", "location name", "place name", "name"),
            required=True,
            blank=True,
            longest=400,
        ),
        column("address", "Địa chỉ", "Address", known_text, "location", "street address", longest=400),
        column("city", "Thành phố, thị trấn", "City", known_text, "town", "suburb", "thành phố", longest=120),
        column("area", "Khu vực", "Area", area, "mã khu vực", "địa bàn", "xã phường"),
        column(
            "start",
            "Từ",
            "Start",
            known_moment,
            *("bắt đầu", "từ lúc", "từ thời điểm", "start time", "start date time", "from", "starts"),
            required=True,
            blank=True,
        ),
        column(
            "end",
            "Đến",
            "End",
            known_moment,
            *("kết thúc", "đến lúc", "đến thời điểm", "end time", "end date time", "to", "until", "ends"),
            required=True,
            blank=True,
        ),
        column(
            "advice",
            "Hướng dẫn",
            "Advice",
            known_text,
            *("information", "public advice", "what to do", "khuyến cáo", "yêu cầu", "việc cần làm"),
            longest=4000,
        ),
        column("lat", "Vĩ độ", "Latitude", known_degrees),
        column("lng", "Kinh độ", "Longitude", known_degrees, "lon", "long"),
        column("exposure_type", "Loại tiếp xúc", "Exposure type", known_text, "public exposure type"),
        column("source", "Nguồn danh sách", "List of", known_text, "đơn vị công bố", longest=60),
        column("time_zone", "Múi giờ", "Time zone", known_text, longest=60),
    ),
    record=ExposureSite,
    build=build,
    key=key,
    events=events,
    day=about,
    senders=frozenset((Agency.HEALTH, Agency.POLICE)),
    flag=(time_is_told, ends_after_it_starts, has_both_coordinates),
    zone=zone,
    published=Published(
        scope=lambda site: str(site.source), day=last_day, alike=alike, named=named, withdrawn=withdrawn
    ),
)
