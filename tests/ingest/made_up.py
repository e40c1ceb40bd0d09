"""A small register, a key and rows, all made up; for tests of ingest and of its feeds."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from services.domain.areas import Area, Areas, Tier
from services.ingest.columns import Reading
from services.ingest.feed import Feed
from services.ingest.known_places import KnownPlaces
from services.ingest.limits import Limits
from services.plumbing.privacy import Privacy
from services.policy.places import Place, PlaceKind

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PRIVACY = Privacy("a key for tests only, thirty-two long")
NOW = datetime.fromisoformat("2021-08-20T08:00:00+07:00")


def _area(code: str, name: str, short: str, tier: Tier, parent: str | None = None) -> Area:
    return Area(code=code, name=name, short_name=short, name_en=short, tier=tier, parent=parent)


AREAS = Areas(
    [
        _area("22", "Tỉnh Quảng Ninh", "Quảng Ninh", Tier.PROVINCE),
        _area("30", "Tỉnh Hải Dương", "Hải Dương", Tier.PROVINCE),
        _area("34", "Tỉnh Thái Bình", "Thái Bình", Tier.PROVINCE),
        _area("36", "Tỉnh Nam Định", "Nam Định", Tier.PROVINCE),
        _area("193", "Thành phố Hạ Long", "Hạ Long", Tier.DISTRICT, "22"),
        _area("194", "Thành phố Móng Cái", "Móng Cái", Tier.DISTRICT, "22"),
        _area("195", "Thành phố Cẩm Phả", "Cẩm Phả", Tier.DISTRICT, "22"),
        _area("203", "Huyện Vân Đồn", "Vân Đồn", Tier.DISTRICT, "22"),
        _area("205", "Thị xã Đông Triều", "Đông Triều", Tier.DISTRICT, "22"),
        _area("206", "Thị xã Quảng Yên", "Quảng Yên", Tier.DISTRICT, "22"),
        _area("290", "Thành phố Chí Linh", "Chí Linh", Tier.DISTRICT, "30"),
        _area("06649", "Phường Hà Khánh", "Hà Khánh", Tier.COMMUNE, "193"),
        _area("07011", "Xã Hạ Long", "Hạ Long", Tier.COMMUNE, "203"),
        _area("07081", "Xã Bình Khê", "Bình Khê", Tier.COMMUNE, "205"),
    ]
)


def _place(
    code: str, kind: PlaceKind, name: str, name_en: str, commune: str, at: tuple[float, float] = (21.1, 106.4)
) -> Place:
    return Place(
        id=code, kind=kind, name=name, name_en=name_en, commune=commune,
        latitude=at[0], longitude=at[1], accuracy_km=1, certainty="medium",
    )  # fmt: skip


PLACES = KnownPlaces(
    [
        _place("C01", PlaceKind.OUTER_CHECKPOINT, "Chốt cầu Vàng Chua", "Vang Chua bridge post", "07081"),
        _place("G01", PlaceKind.GATE, "Cửa khẩu quốc tế Móng Cái", "Mong Cai gate", "194"),
        _place("G12", PlaceKind.AIRPORT, "Sân bay Vân Đồn", "Van Don airport", "07011"),
        _place("F31", PlaceKind.QUARANTINE_SITE, "Khu cách ly tập trung mẫu", "Sample site", "07081"),
        _place(
            "C10",
            PlaceKind.OUTER_CHECKPOINT,
            "Chốt cầu Bạch Đằng",
            "Bach Dang post",
            "06649",
            (20.86, 106.79),
        ),
    ]
)
LIMITS = Limits(
    fever_celsius=37.5,
    entrant_central_days=14,
    f1_central_days=14,
    largest_pool=20,
    list_loss_share=0.3,
    list_lapse_days=14,
    list_least_rows=10,
    lookback_days=14,
    cross_check_days=28,
    people_per_phone=10,
    travel_km_per_hour=120,
)


def reading_at(moment: datetime = NOW) -> Reading:
    """Everything reading needs, as of a moment."""
    return Reading(AREAS, ZONE, moment, PRIVACY, places=PLACES, limits=LIMITS)


def sample_rows(feed: Feed) -> list[dict[str, object]]:
    """The rows of a feed's sample."""
    return list(csv.DictReader(io.StringIO(feed.sample)))


def write_csv(path: Path, rows: Iterable[Iterable[object]], separator: str = ",") -> Path:
    """A CSV file of these rows."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path


DECLARATION: dict[str, object] = {
    "declaration_id": "TK-1",
    "declared_at": "2021-08-19 08:30",
    "full_name": "TRẦN THỊ MẪU",
    "id_number": "030190001234",
    "birth_year": "1990",
    "sex": "Nữ",
    "phone": "0912345678",
    "from_area": "290",
    "to_area": "205",
    "places_14d": "Công ty mẫu|290|2021-08-06|2021-08-18",
    "any_symptom": "không",
}
"""A declaration without fault or warning."""

CASE: dict[str, object] = {
    "code": "MAU1",
    "area": "205",
    "confirmed_at": "2021-08-19 07:00",
    "source": "chưa rõ",
}
"""A case without fault or warning."""
