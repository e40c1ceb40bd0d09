"""Place: a gate, a port, a checkpoint, a hospital… with when it worked, and how sure its position is."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from services.domain.areas import AreaCode, Areas
from services.domain.base import Moment, Word
from services.policy.dated import moment_in
from services.policy.entries import Entry, once
from services.policy.files import read_table

COLUMNS = (
    "id", "kind", "name", "name_en", "commune", "latitude", "longitude", "accuracy_km", "certainty",
    "works_since", "works_until", "shut_since", "shut_until", "note",
)  # fmt: skip


class PlaceKind(StrEnum):
    """What a place is for."""

    GATE = "gate"
    OPENING = "opening"
    TRAIL = "trail"
    AIRPORT = "airport"
    PORT = "port"
    OUTER_CHECKPOINT = "outer_checkpoint"
    INNER_CHECKPOINT = "inner_checkpoint"
    COVID_HOSPITAL = "covid_hospital"
    HOSPITAL = "hospital"
    MEDICAL_CENTRE = "medical_centre"
    LABORATORY = "laboratory"
    HEALTH_QUARANTINE = "health_quarantine"
    COMMAND = "command"
    BORDER_POST = "border_post"
    QUARANTINE_SITE = "quarantine_site"
    QUARANTINE_CANDIDATE = "quarantine_candidate"
    """Could serve as a quarantine site; not known to have done so."""


class Place(Word):
    """One concrete place. Times that are None are not known or without end."""

    id: str
    kind: PlaceKind
    name: str
    name_en: str
    commune: AreaCode | None
    """None: outside the jurisdiction."""
    latitude: float
    longitude: float
    accuracy_km: float
    certainty: str
    works_since: Moment | None = None
    works_until: Moment | None = None
    shut_since: Moment | None = None
    shut_until: Moment | None = None
    note: str | None = None
    """For those who keep the list; not shown to people."""

    def works_at(self, moment: datetime) -> bool:
        """Was it working then? An unknown beginning counts as always, an unknown end as still."""
        begun = self.works_since is None or self.works_since <= moment
        ended = self.works_until is not None and self.works_until <= moment
        return begun and not ended and not self._shut_at(moment)

    def _shut_at(self, moment: datetime) -> bool:
        shut = self.shut_since is not None and self.shut_since <= moment
        return shut and (self.shut_until is None or moment < self.shut_until)


def load_places(path: Path, areas: Areas, zone: ZoneInfo) -> tuple[Place, ...]:
    """The places of places.csv; raises BadLaw (unknown kind, commune the register lacks, id given twice)."""
    return tuple(_place(row, areas, zone) for row in once(read_table(path, *COLUMNS), "id"))


def places_of(places: Iterable[Place], *kinds: PlaceKind) -> tuple[Place, ...]:
    """The places of some kinds, in the order of the list."""
    return tuple(place for place in places if place.kind in kinds)


def _place(row: Entry, areas: Areas, zone: ZoneInfo) -> Place:
    moment = partial(moment_in, zone=zone)
    return Place(
        id=row.text("id"),
        kind=row.cell("kind", PlaceKind) or PlaceKind(row.text("kind")),
        name=row.text("name"),
        name_en=row.text("name_en"),
        commune=_commune(row, areas),
        latitude=row.figure("latitude"),
        longitude=row.figure("longitude"),
        accuracy_km=row.figure("accuracy_km"),
        certainty=row.text("certainty"),
        works_since=row.cell("works_since", moment),
        works_until=row.cell("works_until", moment),
        shut_since=row.cell("shut_since", moment),
        shut_until=row.cell("shut_until", moment),
        note=row.text_or_none("note"),
    )


def _commune(row: Entry, areas: Areas) -> AreaCode | None:
    code = row.text_or_none("commune")
    if code is not None and code not in areas:
        raise row.wrong(f"danh mục không có khu vực '{code}'", f"the register has no area '{code}'")
    return code
