"""Law as a page for people: docs/generated/law.md, in Vietnamese, made from the files alone."""

from collections.abc import Iterator

from services.domain.labels import SOURCES
from services.policy.area_rendering import area_levels, order_levels
from services.policy.documents import Document
from services.policy.entry_rendering import entry_measures
from services.policy.loosening_rendering import level_measures, loosening, outbreak_levels
from services.policy.markdown import MARK_WORDS, plain, reference, table, value_text, version_head
from services.policy.parameters import Parameter
from services.policy.place_rendering import place_scores
from services.policy.reader import Jurisdiction
from services.policy.unseen_rendering import unseen_model


def render_law(jurisdiction: Jurisdiction) -> str:
    """The whole law of a jurisdiction as one Markdown page; the same files give the same page."""
    parts = (
        _head(jurisdiction),
        area_levels(jurisdiction.law.area_levels, jurisdiction.law.indicators),
        order_levels(jurisdiction.law.order_levels),
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
