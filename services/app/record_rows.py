"""The records behind a number of an area, as rows that the API and a page show: plain JSON values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from services.app.angles import Angle, named
from services.app.received import sees_receipts_of
from services.app.record_basis import area_rows, basis
from services.app.record_titles import refuse, title_of, unit_of
from services.app.record_words import KINDS, Telling
from services.domain.areas import AreaCode
from services.ingest.behind import Told, feed_of, receipts_behind
from services.ingest.feeds import Feeds
from services.plumbing.database import Transaction
from services.policy.sight import Sight, may_see, subject_in
from services.risk.records.books import Books, Record
from services.risk.records.catalogue import ALIASES, NUMBERS, SOURCES
from services.risk.records.entries import Entry, added_up
from services.risk.records.lines import of_row
from services.risk.records.shown import by_site, shown

PAGE_SIZE = 100

Row = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """Which list: of a number, or of a source; one of the two. Of a source also of one row of its model."""

    area: AreaCode
    number: str = ""
    source: str = ""
    row: str = ""
    page: int = 1


def records_row(tx: Transaction, angle: Angle, feeds: Feeds, wanted: Wanted) -> Row:
    """The number, and the records it was counted from, the newest first, a page of them.

    Records of areas that are not the reader's are counted and not shown. Raises UnknownArea, NotAllowed,
    BadRecord.
    """
    area = angle.jurisdiction.areas[wanted.area]
    refuse(angle, wanted.area, wanted.number, wanted.source, wanted.row)
    name = ALIASES.get(wanted.number, wanted.number)
    books = Books(tx, angle.survey, angle.jurisdiction)
    entries = sorted(_entries(books, wanted, name), key=_newest_first)
    seen = [one for one in entries if _may(angle, one.record)]
    pages = max(-(-len(seen) // PAGE_SIZE), 1)
    page = min(wanted.page, pages)
    first = (page - 1) * PAGE_SIZE
    return {
        "area": area.code,
        "name": named(area, angle.language),
        "number": name or None,
        "source": wanted.source or None,
        "row": wanted.row or None,
        "title": title_of(angle, wanted.area, name, wanted.source),
        "unit": unit_of(angle, name),
        "value": shown(angle.survey, wanted.area, name) if name else None,
        "sum": _sum(wanted, name, entries),
        **basis(angle, wanted.area, name, wanted.source, wanted.row),
        "areas": area_rows(angle, wanted.area, name),
        "sites": by_site(books, wanted.area, name),
        "records": len(entries),
        "withheld": {
            "records": len(entries) - len(seen),
            "adds": sum(one.adds for one in entries) - sum(one.adds for one in seen),
        },
        "page": page,
        "pages": pages,
        "rows": _rows(tx, angle, feeds, seen[first : first + PAGE_SIZE]),
    }


def _entries(books: Books, wanted: Wanted, number: str) -> Sequence[Entry]:
    if number:
        return list(NUMBERS[number].find(books, wanted.area)) if number in NUMBERS else []
    if wanted.row:
        entering = books.survey.entering
        return of_row(books, entering, wanted.area, wanted.source, wanted.row) if entering else []
    records = (one for find in SOURCES[wanted.source] for one in find(books, wanted.area))
    return [Entry(one, 1.0) for one in {(one.kind, one.id): one for one in records}.values()]


def _sum(wanted: Wanted, number: str, entries: Sequence[Entry]) -> float | None:
    if number in NUMBERS:
        return NUMBERS[number].total(entries)
    return added_up(entries) if wanted.row else None


def _newest_first(one: Entry) -> tuple[float, float, int]:
    at, learned = one.record.at, one.record.learned_at
    moment = at if isinstance(at, datetime) else datetime.combine(at, time(), UTC)
    return (-moment.timestamp(), -learned.timestamp(), -one.record.id)


def _may(angle: Angle, record: Record) -> bool:
    return may_see(angle.viewer, subject_in(angle.jurisdiction.areas, Sight.EXACT_COUNTS, record.area))


def _rows(tx: Transaction, angle: Angle, feeds: Feeds, entries: Sequence[Entry]) -> list[Row]:
    told = {one.record.id: Told(one.record.ref, one.record.learned_at) for one in entries}
    known = receipts_behind(tx, told.values())
    said = Telling(angle.jurisdiction, angle.language, lambda one: _may_know_where(angle, one))
    return [_row(angle, feeds, said, one, known) for one in entries]


def _may_know_where(angle: Angle, record: Record) -> bool:
    return record.area is not None and angle.may(Sight.INCIDENTS_LAYER, record.area)


def _row(angle: Angle, feeds: Feeds, said: Telling, entry: Entry, receipts: dict[Told, str]) -> Row:
    record = entry.record
    feed = feeds.get(feed_of(record.ref))
    sent = sees_receipts_of(angle.viewer, feed)
    return {
        "record": f"{record.kind}/{record.id}",
        "kind": record.kind,
        "kind_name": KINDS[record.kind].said_in(angle.language),
        "feed": feed.name if feed else None,
        "feed_name": feed.title.said_in(angle.language) if feed else None,
        "area": record.area,
        "area_name": said.area(record.area),
        "what": said.of(record),
        "at": _at(angle, record.at),
        "learned_at": angle.local(record.learned_at),
        "adds": entry.adds,
        "reference": record.ref if sent else None,
        "receipt": receipts.get(Told(record.ref, record.learned_at)) if sent else None,
    }


def _at(angle: Angle, at: date | datetime) -> str | None:
    return angle.local(at) if isinstance(at, datetime) else at.isoformat()
