"""V.csv: visits to be matched, and a sentence about every row that cannot be, or can only in part."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from services.app.cli.match_notes import SENTENCES
from services.app.cli.moments import local_moment
from services.app.tables_in import read_numbered
from services.domain.errors import PhenDauError
from services.domain.row_notes import RowNote
from services.domain.text import tidy
from services.ingest.cells import Unreadable
from services.ingest.columns import Reading
from services.ingest.list_times import known_degrees, known_moment, known_text
from services.ingest.times import end_of_visit
from services.tracing.exposures import Visit
from services.tracing.places import Place
from services.tracing.revisions import Asked

NEEDED = ("visit_id", "start", "end")
LONG = timedelta(hours=48)
"""A visit of more is a stay: hospital, hotel, home; [design]."""


class Visits:
    """Reads a table of visits; `notes` fills as it goes."""

    def __init__(self, file: str, reading: Reading, as_of: datetime) -> None:
        """`as_of` counts for the rows that name no moment of their own."""
        self.notes: list[RowNote] = []
        self._file, self._reading, self._as_of = file, reading, as_of
        self._seen: dict[str, Asked] = {}
        self._row = 0

    def read(self, path: Path) -> list[Asked]:
        """Every visit that can be matched. Raises BadFile."""
        _, rows = read_numbered(path, self._file, NEEDED, _MAY_HAVE)
        asked = []
        for self._row, row in rows:
            asked += self._asked(row)
        return asked

    def _asked(self, row: Mapping[str, str]) -> list[Asked]:
        """The visit of a row, or nothing and a note."""
        start, end, as_of = self._moment(row, "start"), self._moment(row, "end"), self._moment(row, "as_of")
        place = self._place(row)
        unread = as_of is None and bool(row.get("as_of"))
        if not self._told(row, start, end, place) or unread or start is None or end is None:
            return []
        end = end_of_visit(start, end, row["end"])
        one = Asked(Visit(row["visit_id"], place, start, end), as_of or self._as_of)
        if not self._lasts(one) or self._known(one):
            return []
        return [one]

    def _told(
        self, row: Mapping[str, str], start: datetime | None, end: datetime | None, place: Place
    ) -> bool:
        if not row["visit_id"]:
            self._note("visit_id", "missing")
        for field, moment in (("start", start), ("end", end)):
            if moment is None and not row[field]:
                self._note(field, "missing")
        if not place.is_told:
            self._note("place_text", "no_place")
        return bool(row["visit_id"]) and place.is_told

    def _lasts(self, one: Asked) -> bool:
        visit = one.visit
        if visit.end <= visit.start:
            self._note("end", "ends_before_start")
            return False
        if visit.start > one.as_of:
            self._note("start", "future")
            return False
        if visit.end - visit.start > LONG:
            self._note("end", "long_visit")
        return True

    def _known(self, one: Asked) -> bool:
        """Was the same visit told in a row above? Another one of the same number only gets a note."""
        before = self._seen.setdefault(one.visit.visit_id, one)
        if before is one:
            return False
        self._note("visit_id", "twice" if before == one else "same_id")
        return before == one

    def _moment(self, row: Mapping[str, str], field: str) -> datetime | None:
        cell = tidy(row.get(field, ""))
        try:
            if field == "as_of":
                return local_moment(cell, self._reading.zone, field=field) if cell else None
            return known_moment(cell, self._reading) if cell else None
        except (Unreadable, PhenDauError):
            self._note(field, "unreadable_time")
            return None

    def _place(self, row: Mapping[str, str]) -> Place:
        texts = [known_text(tidy(row.get(name, "")), None) or None for name in _TEXTS]
        latitude, longitude = self._degrees(row, "lat", 90), self._degrees(row, "lon", 180)
        if (latitude is None) != (longitude is None):
            self._note("lon" if longitude is None else "lat", "half_coordinates")
        both = latitude is not None and longitude is not None and (latitude, longitude) != (0, 0)
        code, name, address = texts
        lies = (latitude, longitude) if both else (None, None)
        return Place(code, name, address, *lies)

    def _degrees(self, row: Mapping[str, str], field: str, most: int) -> float | None:
        cell = tidy(row.get(field, ""))
        try:
            degrees = known_degrees(cell, self._reading) if cell else None
        except Unreadable:
            degrees = float("inf")
        if degrees is not None and not abs(degrees) <= most:
            self._note(field, "not_degrees")
            return None
        return degrees

    def _note(self, field: str, code: str) -> None:
        self.notes.append(RowNote(self._file, self._row, field, code, SENTENCES[code]))


_MAY_HAVE = ("place_code", "place_text", "address_text", "lat", "lon", "as_of")
_TEXTS = ("place_code", "place_text", "address_text")
