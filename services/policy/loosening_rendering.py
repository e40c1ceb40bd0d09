"""The law page's chapters on what a level asks for, what raises it, what must hold before it comes down."""

from collections.abc import Iterator

from services.domain.labels import LEVELS, STATES, TIERS
from services.domain.levels import RiskLevel
from services.policy.dated import Dated
from services.policy.indicators import number_text
from services.policy.level_measures import LevelMeasures
from services.policy.loosening import Loosening
from services.policy.markdown import MARK_WORDS, reference, table, version_head
from services.policy.outbreak_levels import OutbreakLevels


def loosening(dated: Dated[Loosening]) -> Iterator[str]:
    """The conditions of a step down, version by version."""
    yield f"## {dated.title.vi}"
    for version in dated.versions:
        yield from version_head(version, dated)
        if version.value is not None:
            yield from table(("Điều kiện", "Giá trị"), _conditions(version.value))


def level_measures(dated: Dated[LevelMeasures]) -> Iterator[str]:
    """What each level asks for, version by version."""
    yield f"## {dated.title.vi}"
    for version in dated.versions:
        yield from version_head(version, dated)
        found = version.value.by_level.values() if version.value else ()
        cells = (
            (
                _level(one.level), STATES[one.state].vi, f"{one.says.vi}.",
                reference(one.cite), MARK_WORDS[one.cite.mark],
            )
            for one in found
        )  # fmt: skip
        yield from table(
            ("Mức", "Trạng thái khi ra quyết định", "Biện pháp", "Căn cứ", "Mức chắc chắn"), cells
        )


def outbreak_levels(dated: Dated[OutbreakLevels]) -> Iterator[str]:
    """From which chance of an outbreak an area is at a level whatever the rules say, version by version."""
    yield f"## {dated.title.vi}"
    for version in dated.versions:
        yield from version_head(version, dated)
        tiers = version.value.by_tier if version.value else {}
        cells = (
            (TIERS[tier].vi, f"từ {number_text(one.at_least, 'share', comma=True)}", _level(one.level))
            for tier, limits in tiers.items()
            for one in limits
        )
        yield from table(("Cấp", "Xác suất bùng phát", "Mức ít nhất"), cells)


def _level(level: RiskLevel) -> str:
    return f"{int(level)} – {LEVELS[level].vi}"


def _conditions(asked: Loosening) -> Iterator[tuple[str, str]]:
    yield "Xác suất không phát sinh thêm ca, từ", number_text(asked.chance, "share", comma=True)
    yield "Số ngày có báo cáo và không có ca, từ", str(asked.clean_days)
    yield "Số ngày ấy khi phát hiện được dưới một nửa số ca", str(asked.clean_days_few_seen)
    yield "Tỷ lệ ca được phát hiện", number_text(asked.detected_share, "share", comma=True)
    yield "Số liệu phải ở mức thấp hơn liên tục (ngày)", str(asked.steady_days)
    yield "Số ngày ấy khi 60 ngày qua không có ca", str(asked.steady_days_signals)
    yield "Báo cáo mới nhất không cũ quá (giờ)", number_text(asked.fresh_hours, "rate", comma=True)
    yield "F1 đang chờ kết quả", "0"
    yield "R khi chưa có biện pháp; độ phân tán k", _pair(asked.r, asked.k)
    yield (
        "Khoảng cách thế hệ: trung bình, độ lệch (ngày)",
        _pair(asked.serial_mean_days, asked.serial_sd_days),
    )


def _pair(one: float, other: float) -> str:
    return "; ".join(f"{number:g}".replace(".", ",") for number in (one, other))
