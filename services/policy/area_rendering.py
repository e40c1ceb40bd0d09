"""Levels of areas as a chapter of the law page: by numbers, row by row, and by orders. Pure."""

from collections.abc import Iterator

from services.domain.areas import Tier
from services.domain.labels import LEVELS, STATES, TIERS
from services.domain.levels import RiskLevel
from services.domain.text import inside
from services.policy.area_levels import GRADED
from services.policy.dated import Dated
from services.policy.indicators import IndicatorText, IndicatorTexts, number_text
from services.policy.markdown import MARK_WORDS, reference, table, version_head
from services.policy.order_levels import OrderLevels
from services.policy.rulebook import Limit, Row, Rulebook


def area_levels(levels: Dated[Rulebook], texts: IndicatorTexts) -> Iterator[str]:
    """Row by row what makes an area have a level, version by version."""
    yield f"## {levels.title.vi}"
    yield ""
    yield "Các hàng được xét từ trên xuống; hàng đầu tiên thỏa mãn sẽ quyết định mức."
    yield "Nếu thiếu số liệu làm một hàng ở mức cao hơn chưa kết luận được thì mức là *chưa đủ dữ liệu*."
    before: Rulebook | None = None
    for version in levels.versions:
        yield from version_head(version, levels)
        if version.value is not None and _same_limits(version.value, before):
            yield "Mức và giới hạn của các hàng giống hệt phiên bản ngay trước; chỉ căn cứ thay đổi."
            yield ""
        elif version.value is not None:
            yield from _rulebook(version.value, texts)
        before = version.value


def _same_limits(one: Rulebook, other: Rulebook | None) -> bool:
    return other is not None and _limits_of(one) == _limits_of(other)


def _limits_of(rulebook: Rulebook) -> list[tuple[RiskLevel, tuple[Limit, ...]]]:
    sheets = (*(rulebook.of(tier) for tier in GRADED), rulebook.watched)
    return [(row.level, row.limits) for rows in sheets for row in rows]


def _rulebook(rulebook: Rulebook, texts: IndicatorTexts) -> Iterator[str]:
    for tier, same in _grouped(rulebook):
        yield from _sheet(", ".join(TIERS[one].vi for one in (tier, *same)), rulebook.of(tier), texts)
    if rulebook.watched:
        yield from _sheet("Tỉnh ngoài", rulebook.watched, texts)


def _sheet(title: str, rows: tuple[Row, ...], texts: IndicatorTexts) -> Iterator[str]:
    yield f"**{title}**"
    yield ""
    yield from table(("Mức", "Khi", "Căn cứ", "Mức chắc chắn"), (_row_cells(row, texts) for row in rows))


def _grouped(rulebook: Rulebook) -> Iterator[tuple[Tier, list[Tier]]]:
    told: list[Tier] = []
    for tier in GRADED:
        same = [other for other in GRADED if other is not tier and rulebook.of(other) == rulebook.of(tier)]
        if tier not in told:
            yield tier, same
        told += [tier, *same]


def _row_cells(row: Row, texts: IndicatorTexts) -> tuple[str, ...]:
    when = "; đồng thời ".join(_limit(limit, texts) for limit in row.limits) or "các trường hợp còn lại"
    silent = " (chỉ xét khi có số liệu)" if row.when_unknown == "skip" else ""
    note = f" *{row.note}*" if row.note else ""
    level = f"{int(row.level)} – {LEVELS[row.level].vi}"
    return level, f"{when}{silent}.{note}", reference(row.cite), MARK_WORDS[row.cite.mark]


def _limit(limit: Limit, texts: IndicatorTexts) -> str:
    text = texts[limit.indicator]
    if text.unit == "yes_no":
        return inside((text.says if limit.most is None else text.zero or text.says).vi)
    ends = (
        (limit.at_least, "từ {} trở lên"), (limit.above, "trên {}"),
        (limit.below, "dưới {}"), (limit.at_most, "không quá {}"),
    )  # fmt: skip
    said = (words.format(_number(end, text)) for end, words in ends if end is not None)
    return f"{text.label.vi}: {', '.join(said)}"


def _number(value: float, text: IndicatorText) -> str:
    return number_text(value, text.unit, comma=True)


def order_levels(levels: Dated[OrderLevels]) -> Iterator[str]:
    """The level that each state ordered by a document has."""
    yield f"## {levels.title.vi}"
    for version in levels.versions:
        yield from version_head(version, levels)
        states = version.value.states.values() if version.value else ()
        yield from table(
            ("Trạng thái", "Mức", "Coi là phong tỏa với khu vực giáp ranh", "Căn cứ", "Mức chắc chắn"),
            (
                (
                    STATES[one.state].vi,
                    f"{int(one.level)} – {LEVELS[one.level].vi}",
                    "có" if one.locked else "không",
                    reference(one.cite),
                    MARK_WORDS[one.cite.mark],
                )
                for one in states
            ),
        )
