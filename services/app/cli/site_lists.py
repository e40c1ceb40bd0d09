"""FEED:FILE[@T]: revisions of a list of exposure sites, each with the moment at which it was published.

The moment is the one given behind the name; else what a MANIFEST.csv beside the file says; else what the
file's name says, by the publisher's clock where it carries no offset; else it is not known, and the list
counts always.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from services.app.cli.match_notes import note
from services.app.cli.moments import local_moment
from services.app.cli.sources import rows_read
from services.app.own_feeds import feeds_of
from services.app.settings import read_settings
from services.app.tables_in import read_table
from services.domain.days import whole_day
from services.domain.errors import BadFile, PhenDauError
from services.domain.records import ExposureSite
from services.domain.row_notes import RowNote
from services.ingest.columns import Reading
from services.ingest.feed import Feed
from services.ingest.feeds import feed_named
from services.ingest.list_checks import demand_rows
from services.ingest.reading import Read
from services.tracing.area_names import AreaNames
from services.tracing.exposures import Window
from services.tracing.revisions import Revision
from services.tracing.windows import SaysArea, place_told

MANIFEST = "MANIFEST.csv"
_COLUMNS = ("published_at", "published_utc", "committed_at")
_STAMP = re.compile(
    r"(?<!\d)(20\d\d)-?(\d\d)-?(\d\d)(?:[T_ -]?(\d\d)[:.-]?(\d\d)(?:[:.-]?(\d\d))?)?(Z|[+-]\d\d:?\d\d)?(?!\d)"
)


def site_revisions(sources: Sequence[str], reading: Reading) -> tuple[list[Revision], list[RowNote]]:
    """Every revision that can be read, and what is wrong with rows and files.

    A file that is broken as a whole is told of, and the list of before stands. Raises PhenDauError when
    none can be read, and for a feed or file that does not exist.
    """
    revisions: list[Revision] = []
    notes: list[RowNote] = []
    says_area = AreaNames(reading.areas).say_all
    for source in sources:
        try:
            found, told = _revisions_of(source, reading, says_area)
        except BadFile as error:
            if error.code == "no_file" or len(sources) == 1:
                raise
            found, told = [], [_broken(source, error)]
        revisions += found
        notes += told
    if not revisions and len(notes) == len(sources):
        raise _nothing(notes)
    return revisions, notes


def published_at(path: Path, zone: ZoneInfo) -> datetime | None:
    """When a file was published, as far as its folder or name says; a day alone means its end."""
    return _of_manifest(path, zone) or _of_name(path.name, zone)


def _revisions_of(source: str, reading: Reading, says_area: SaysArea) -> tuple[list[Revision], list[RowNote]]:
    feeds = feeds_of(read_settings())
    lists = [name for name, feed in feeds.items() if feed.record is ExposureSite]
    plain, given = _split(source)
    read = rows_read(plain, lists, reading)
    demand_rows(len(read))
    name, _, file = plain.partition(":")
    feed, path = feed_named(feeds, name), Path(file)
    zone = _zone(feed, read, reading.zone)
    moment = local_moment(given, zone, field="--sites") if given else published_at(path, zone)
    notes = [
        note(path.name, p.row, None, p.code, p.message_vi, p.message_en)
        for one in read
        for p in one.problems()
    ]
    if moment is None:
        notes.append(_undated(path.name))
    publishers: dict[str, dict[str, Window]] = {}
    for one in read:
        if one.record is not None:
            windows = publishers.setdefault(one.record.source, {})
            notes += _add(windows, feed, one, path.name, says_area)
    return [Revision(who, moment, tuple(windows.values())) for who, windows in publishers.items()], notes


def _add(
    windows: dict[str, Window], feed: Feed, one: Read, file: str, says_area: SaysArea
) -> Iterable[RowNote]:
    """Put the window of a row in; of two rows about one thing the lower stands, as in the house."""
    site: ExposureSite = one.record
    if site.starts is None or site.ends is None:
        return
    ends = whole_day(site.starts, site.ends)
    if ends == site.starts:
        yield note(file, one.row.number, "end", "no_length", *_NO_LENGTH)
    key = feed.key(site)
    if key in windows:
        yield note(file, one.row.number, "site_id", "same_site", *_SAME_SITE)
    place = place_told(site.place, site.address, site.latitude, site.longitude, says_area)
    if not place.is_told:
        yield note(file, one.row.number, "place", "no_place", *_ONLY_AN_AREA)
    place = place._replace(code=site.site_id)
    windows[key] = Window(site.site_id or key, place, site.starts, ends, site.exposure_type)


def _split(source: str) -> tuple[str, str | None]:
    plain, at, moment = source.rpartition("@")
    if not at or Path(source.partition(":")[2]).exists():
        return source, None
    return plain, moment


def _zone(feed: Feed, read: Sequence[Read], house: ZoneInfo) -> ZoneInfo:
    """The publisher's: by its clock a file is named."""
    named = feed.zone(read[0].row.cells) if feed.zone and read else None
    return ZoneInfo(named) if named else house


def _of_manifest(path: Path, zone: ZoneInfo) -> datetime | None:
    manifest = path.parent / MANIFEST
    if not manifest.is_file():
        return None
    columns, rows = read_table(manifest, MANIFEST)
    column = next((name for name in _COLUMNS if name in columns), None)
    told = next((row[column] for row in rows if column and row.get("file") == path.name), "")
    return local_moment(told, zone, field=MANIFEST) if told else None


def _of_name(name: str, zone: ZoneInfo) -> datetime | None:
    found = _STAMP.search(name)
    if found is None:
        return None
    year, month, day, hour, minute, second, offset = found.groups()
    clock = f"{hour}:{minute}:{second or '00'}{offset or ''}" if hour else time.max.isoformat()
    try:
        return local_moment(f"{year}-{month}-{day}T{clock}", zone, field="--sites")
    except PhenDauError:  # digits that are no date
        return None


def _broken(source: str, error: BadFile) -> RowNote:
    vi, en = error.sentence.vi, error.sentence.en
    return note(
        Path(source.partition(":")[2]).name,
        None,
        error.field,
        error.code,
        f"{vi} Bản này không tính; bản trước vẫn có hiệu lực.",
        f"{en} This revision does not count; the one before stands.",
    )


def _undated(file: str) -> RowNote:
    return note(
        file,
        None,
        None,
        "no_publication_time",
        "không rõ danh sách này được công bố lúc nào nên luôn được tính; viết FEED:FILE@2021-01-28T18:00.",
        "when this list was published is not known, so it counts always; write FEED:FILE@2021-01-28T18:00.",
    )


def _nothing(notes: Sequence[RowNote]) -> BadFile:
    said = notes[0].reason
    return BadFile(said.vi, said.en, field="--sites", code=notes[0].code)


_NO_LENGTH = (
    "kết thúc đúng lúc bắt đầu nên không gặp ai; hãy ghi giờ kết thúc.",
    "ends at the moment it starts, so it meets nobody; give the time it ends.",
)
_ONLY_AN_AREA = (
    "chỉ nêu tên địa bàn nên không gặp ai, trừ lượt đến có đúng mã điểm; hãy hỏi nơi công bố.",
    "names only an area, so it meets nobody but visits that give its code; ask whoever publishes it.",
)
_SAME_SITE = (
    "điểm này đã có ở dòng trên; dòng dưới được tính.",
    "this site stands in a row above too; the lower row counts.",
)
