"""Law as a page for people: docs/generated/law.md, in Vietnamese, made from the files alone."""

from collections.abc import Iterator

from services.domain.areas import Tier
from services.domain.labels import LEVELS, SOURCES, STATES, TIERS
from services.domain.levels import RiskLevel
from services.domain.text import inside
from services.policy.area_levels import GRADED
from services.policy.documents import Document
from services.policy.entry_rendering import entry_measures
from services.policy.indicators import IndicatorText, IndicatorTexts, number_text
from services.policy.loosening_rendering import level_measures, loosening, outbreak_levels
from services.policy.markdown import MARK_WORDS, plain, reference, table, value_text, version_head
from services.policy.parameters import Parameter
from services.policy.place_rendering import place_scores
from services.policy.reader import Jurisdiction
from services.policy.rulebook import Limit, Row, Rulebook
from services.policy.unseen_rendering import unseen_model


def render_law(jurisdiction: Jurisdiction) -> str:
    """The whole law of a jurisdiction as one Markdown page; the same files give the same page."""
    parts = (
        _head(jurisdiction),
        _area_levels(jurisdiction),
        _order_levels(jurisdiction),
        level_measures(jurisdiction.law.level_measures),
        loosening(jurisdiction.law.loosening),
        outbreak_levels(jurisdiction.law.outbreak_levels),
        entry_measures(jurisdiction.law.entry_measures, jurisdiction.areas),
        _weights(jurisdiction),
        unseen_model(jurisdiction.law.unseen, jurisdiction.segments),
        _parameters(jurisdiction),
        place_scores(jurisdiction.law.place_scores),
        _retention(jurisdiction),
        _documents(jurisdiction),
    )
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _head(jurisdiction: Jurisdiction) -> Iterator[str]:
    yield f"# Quy định mà dịch vụ áp dụng: {jurisdiction.title.vi}"
    yield ""
    yield "Trang này được tạo từ các tệp luật; đừng sửa bằng tay."
    yield "Cột *Mức chắc chắn* cho biết điều ghi ở đây đã có nguồn hay chỉ là đề xuất."
    yield "Mức do dịch vụ tính chỉ là gợi ý; quyết định của cơ quan có thẩm quyền luôn đứng trên."
    yield ""


def _area_levels(jurisdiction: Jurisdiction) -> Iterator[str]:
    levels = jurisdiction.law.area_levels
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
            yield from _rulebook(version.value, jurisdiction.law.indicators)
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


def _order_levels(jurisdiction: Jurisdiction) -> Iterator[str]:
    levels = jurisdiction.law.order_levels
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


def _weights(jurisdiction: Jurisdiction) -> Iterator[str]:
    weights = jurisdiction.law.source_weights
    yield f"## {weights.title.vi}"
    for version in weights.versions:
        yield from version_head(version, weights)
        for source in version.value.sources.values() if version.value else ():
            yield f"**{source.source} – {SOURCES[source.source].vi}**: xét {source.window_days} ngày,"
            yield f"cộng đủ {plain(source.full_at)} điểm thì đạt 100;"
            yield f"từ {plain(source.threshold)} trên 100 thì nêu tên nguồn."
            yield ""
            rows = (
                (one.label.vi, plain(one.points) + " mỗi lần gấp đôi" * one.by_doubling)
                for one in source.weights.values()
            )
            yield from table(("Tín hiệu", "Điểm"), rows)


def _parameters(jurisdiction: Jurisdiction) -> Iterator[str]:
    yield "## Tham số"
    yield ""
    cells = (row for one in jurisdiction.law.parameters.named.values() for row in _parameter_rows(one))
    yield from table(("Tham số", "Tên trong tệp", "Từ", "Giá trị", "Căn cứ", "Mức chắc chắn"), cells)


def _parameter_rows(parameter: Parameter) -> Iterator[tuple[str, ...]]:
    for version in parameter.values.versions:
        value = "hết hiệu lực" if version.value is None else value_text(version.value)
        since = f"{version.since:%d/%m/%Y}"
        cite = version.cite
        yield (
            parameter.label.vi, f"`{parameter.name}`", since, value, reference(cite), MARK_WORDS[cite.mark],
        )  # fmt: skip


def _retention(jurisdiction: Jurisdiction) -> Iterator[str]:
    retention = jurisdiction.law.retention
    yield f"## {retention.title.vi}"
    for version in retention.versions:
        yield from version_head(version, retention)
        kinds = version.value.kinds.values() if version.value else ()
        yield from table(("Loại dữ liệu", "Số ngày lưu"), ((one.label.vi, str(one.days)) for one in kinds))


def _documents(jurisdiction: Jurisdiction) -> Iterator[str]:
    yield "## Văn bản được viện dẫn"
    yield ""
    cells = (_document_cells(one) for one in jurisdiction.law.documents.values())
    yield from table(
        ("Văn bản", "Cơ quan ban hành", "Nội dung dùng tới", "Mức chắc chắn", "Đối chiếu"), cells
    )


def _document_cells(document: Document) -> tuple[str, ...]:
    checked = "chưa đối chiếu với bản gốc"
    if document.checked_by and document.checked_on:
        checked = f"{document.checked_by}, {document.checked_on:%d/%m/%Y}"
    return document.title, document.issuer, document.about, MARK_WORDS[document.mark], checked
