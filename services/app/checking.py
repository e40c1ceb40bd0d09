"""Are database, broker, clock, law, maps and channels in order? One answer each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import DBAPIError

from maps.assets import vendor_files
from maps.errors import MapError
from maps.shapes import load_shapes
from services.app.migrating import check_migrated
from services.app.outlines import imported_outlines
from services.app.wiring import House
from services.domain.areas import Tier
from services.domain.errors import BadFile, PhenDauError
from services.ingest.published_lists import refused_since
from services.plumbing.clock import system_clock
from services.plumbing.lag import behind

LATEST_CLOCK_DIFFERENCE = timedelta(minutes=2)


@dataclass(frozen=True)
class Check:
    """One part of the house and its state, in a line."""

    name: str
    ok: bool
    needed: bool
    """Is the house of no use without it?"""
    vi: str
    en: str


def checks(house: House) -> list[Check]:
    """Every part, in the order in which a person would mend them."""
    return [_checked(name, needed, part(house)) for name, needed, part in _PARTS]


Said = Iterator[tuple[str, str]]


def _checked(name: str, needed: bool, part: Said) -> Check:
    """Run one part: its last line is its state; an error of ours, or of the part, is its fault."""
    try:
        vi, en = list(part)[-1]
    except PhenDauError as error:
        return Check(name, False, needed, error.sentence.vi, error.sentence.en)
    except (DBAPIError, MapError, OSError) as error:
        fault = type(error).__name__
        return Check(name, False, needed, f"Không trả lời ({fault})", f"Does not answer ({fault})")
    return Check(name, True, needed, vi, en)


def _database(house: House) -> Said:
    check_migrated(house.database)
    kind = house.database.url.get_backend_name()
    yield f"{kind}, đúng phiên bản", f"{kind}, newest shape"


def _log(house: House) -> Said:
    house.log.check()
    kind = "trong cơ sở dữ liệu" if house.settings.embedded else "Kafka"
    yield f"Nhật ký sự kiện: {kind}", f"Event log: {'embedded' if house.settings.embedded else 'Kafka'}"


def _lag(house: House) -> Said:
    counts = {name: behind(house.database, house.log, one) for name, one in house.consumers.items()}
    late = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
    yield (
        f"Tin chưa xử lý: {late}" if late else "Đã xử lý hết tin",
        f"Messages not handled yet: {late}" if late else "All messages handled",
    )


def _clock(house: House) -> Said:
    difference = abs(house.clock() - system_clock())
    replay = difference > LATEST_CLOCK_DIFFERENCE
    local = f"{house.clock().astimezone(house.jurisdiction.zone):%H:%M %d/%m/%Y}"
    yield (f"{local}{' (phát lại)' if replay else ''}", f"{local}{' (replay)' if replay else ''}")


def _law(house: House) -> Said:
    found = house.jurisdiction.law.area_levels.find(house.clock())  # the rest was checked when it was built
    name = found.name if found else "–"
    yield f"Đang áp dụng: {name}", f"In force: {name}"


def _lists(house: House) -> Said:
    with house.database.reading() as tx:
        refused = refused_since(tx)
    if refused:
        names = ", ".join(refused)
        raise BadFile(
            vi=f"Tệp mới nhất bị từ chối, danh sách trước vẫn có hiệu lực: {names}; xem `phendau published`",
            en=f"The last file was refused, the list before stands: {names}; see `phendau published`",
        )
    yield "Không có danh sách công bố nào bị từ chối", "No published list stands refused"


def _maps(house: House) -> Said:
    shapes = load_shapes(house.jurisdiction.name, imported_outlines(house.settings))
    vendor_files()
    count = len(house.jurisdiction.areas.of_tier(Tier.COMMUNE))
    kind = ("sơ đồ", "schematic") if shapes.schematic else ("của tỉnh", "the province's own")
    yield f"Ranh giới {kind[0]}, {count} xã", f"Outlines: {kind[1]}, {count} communes"


def _channels(house: House) -> Said:
    names = ", ".join(sorted(house.channels))
    yield f"Kênh gửi: {names}", f"Channels: {names}"


_PARTS: tuple[tuple[str, bool, Callable[[House], Said]], ...] = (
    ("database", True, _database),
    ("log", True, _log),
    ("lag", False, _lag),
    ("clock", False, _clock),
    ("law", True, _law),
    ("lists", False, _lists),
    ("maps", False, _maps),
    ("channels", False, _channels),
)
