"""The table of entry measures as part of the law page, in Vietnamese."""

from collections.abc import Iterator

from services.domain.areas import AreaCode, Areas
from services.domain.labels import DECISIONS
from services.domain.text import inside
from services.policy.dated import Dated
from services.policy.entry_facts import FACTS
from services.policy.entry_measures import EntryRow, EntryTable, digit_of
from services.policy.markdown import MARK_WORDS, reference, table, version_head


def entry_measures(measures: Dated[EntryTable], areas: Areas) -> Iterator[str]:
    """Every version: its rows in the order in which they are tried."""
    yield f"## {measures.title.vi}"
    for version in measures.versions:
        yield from version_head(version, measures)
        cells = (_cells(row, areas) for row in (version.value.rows if version.value else ()))
        yield from table(("Hàng", "Khi", "Trả lời", "Việc cần làm", "Căn cứ", "Mức chắc chắn"), cells)


def _cells(row: EntryRow, areas: Areas) -> tuple[str, ...]:
    when = "; đồng thời ".join(_conditions(row, areas)) or "các trường hợp còn lại"
    answer = f"{digit_of(row.decision)} – {DECISIONS[row.decision].vi}"
    return row.code, when, answer, row.todo.vi, reference(row.cite), MARK_WORDS[row.cite.mark]


def _conditions(row: EntryRow, areas: Areas) -> Iterator[str]:
    for name, wanted in row.when.items():
        said = FACTS[name].holds.vi
        yield said if wanted else f"không: {inside(said)}"
    if row.been:
        yield f"Trong 14 ngày qua đã ở {_names(row.been, areas)}"
    if row.to:
        yield f"Đi đến {_names(row.to, areas)}"


def _names(codes: tuple[AreaCode, ...], areas: Areas) -> str:
    return ", ".join(areas[code].name for code in codes)
