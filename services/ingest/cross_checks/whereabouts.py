"""One person in two places at once, or at a post while in quarantine (rule book 3.2; S-04)."""

from datetime import datetime, time, timedelta
from math import cos, hypot, radians
from typing import Any, NamedTuple

from services.domain.areas import Tier
from services.domain.records import CheckpointScan, QuarantineKind, QuarantineStay, RollCall
from services.ingest.columns import Reading
from services.ingest.cross_checks.declared import Declared
from services.ingest.faults import Fault, fault_in

KM_PER_DEGREE = 110.7  # of latitude, at 21° north; a degree of longitude is shorter by the cosine
COMMUNE_KM = 5.0  # a commune's centre stands for any point in it
ON_THE_WAY = timedelta(hours=1)  # who is told in at noon may pass a post a little later
SECONDS_PER_HOUR = 3600.0


class Seen(NamedTuple):
    """Somebody was seen at a place at a moment."""

    place: str | None
    area: str | None
    at: datetime


class Point(NamedTuple):
    """Where something lies, and how far off that may be."""

    latitude: float
    longitude: float
    off_km: float


def seen(record: Any) -> Seen | None:
    """Where and when a row saw the person; None: it did not, or they were not there."""
    if isinstance(record, CheckpointScan):
        return Seen(record.post, record.area, record.scanned_at)
    if isinstance(record, Declared) and record.post is not None:
        return Seen(record.post, None, record.declared_at)
    if isinstance(record, RollCall) and record.present:
        return Seen(record.place, record.area, record.checked_at)
    return None


def two_places(new: Any, other: Any, reading: Reading) -> Fault | None:
    """Nobody is faster than the law's limit: one of the two is somebody else with these papers."""
    here, there = seen(new), seen(other)
    if here is None or there is None or here.place == there.place:
        return None
    km = _km_apart(here, there, reading)
    hours = abs((here.at - there.at).total_seconds()) / SECONDS_PER_HOUR
    if km is None or km <= reading.limits.travel_km_per_hour * hours:
        return None
    return fault_in(
        _field(new),
        "two_places",
        "người này có mặt ở nơi khác quá xa trong thời gian quá ngắn; hãy xác minh giấy tờ.",
        "this person was too far away too short a time before or after; look at the papers.",
    )


def left_quarantine(new: Any, other: Any, reading: Reading) -> Fault | None:
    """Somebody who is in quarantine by one list is seen elsewhere by another."""
    stay, met = (new, other) if isinstance(new, QuarantineStay) else (other, new)
    if not isinstance(stay, QuarantineStay):
        return None
    there = seen(met)
    if there is None or not _elsewhere(stay, there) or not _inside(stay, there.at, reading):
        return None
    return fault_in(
        _field(new),
        "left_quarantine",
        "đang trong thời gian cách ly nhưng có mặt ở nơi khác; hãy xác minh ngay.",
        "is in quarantine and was seen elsewhere; look into it at once.",
    )


def _elsewhere(stay: QuarantineStay, there: Seen) -> bool:
    """At home nobody is at a post; a place is left only for another one."""
    return stay.kind is QuarantineKind.HOME or there.place != stay.place


def _inside(stay: QuarantineStay, at: datetime, reading: Reading) -> bool:
    # Until the last day begins: releases are written down on the morning of it.
    planned = stay.planned_until and datetime.combine(stay.planned_until, time(), reading.zone)
    end = stay.left_at or planned
    return stay.since + ON_THE_WAY < at and (end is None or at < end)


def _km_apart(here: Seen, there: Seen, reading: Reading) -> float | None:
    """The least distance there can be; None: nobody knows."""
    one, other = _point(here, reading), _point(there, reading)
    if one is None or other is None:
        return None
    shrink = cos(radians((one.latitude + other.latitude) / 2))
    far = hypot(one.latitude - other.latitude, (one.longitude - other.longitude) * shrink)
    return max(KM_PER_DEGREE * far - one.off_km - other.off_km, 0.0)


def _point(one: Seen, reading: Reading) -> Point | None:
    place = reading.places.find(one.place) if one.place else None
    if place is not None:
        return Point(place.latitude, place.longitude, place.accuracy_km)
    area = reading.areas.get(one.area) if one.area else None
    if area is None or area.tier is not Tier.COMMUNE or area.latitude is None or area.longitude is None:
        return None
    return Point(area.latitude, area.longitude, COMMUNE_KM)


def _field(new: Any) -> str:
    if isinstance(new, QuarantineStay):
        return "since"
    return "place" if isinstance(new, RollCall) else "post"
