"""Small pieces of the law page: tables, numbers, citations as people read them in Vietnamese."""

from collections.abc import Iterable, Iterator

from services.domain.levels import Citation
from services.policy.dated import Dated, Value, Version

_TIMES = "%H:%M ngày %d/%m/%Y"

MARK_WORDS = {
    "src": "có nguồn công khai",
    "directive": "theo kết luận của tỉnh",
    "recall": "theo trí nhớ",
    "recall-low": "theo trí nhớ, chưa chắc",
    "computed": "tính ra",
    "design": "đề xuất thiết kế",
}
"""How sure we are, in words."""


def cited(cite: Citation) -> str:
    """A citation with how sure it is."""
    return f"{reference(cite)} ({MARK_WORDS[cite.mark]})"


def reference(cite: Citation) -> str:
    """Title and article."""
    return f"{cite.title}, {cite.article}" if cite.article else cite.title


def plain(number: float) -> str:
    """A number with a decimal comma and no needless zeros."""
    return f"{number:g}".replace(".", ",")


def value_text(value: float | str | tuple[float, ...]) -> str:
    """A parameter: a word, a number, or a list of numbers."""
    if isinstance(value, str):
        return value
    return plain(value) if isinstance(value, float) else ", ".join(plain(item) for item in value)


def version_head(version: Version[Value], dated: Dated[Value]) -> Iterator[str]:
    """Name, time and legal basis of one version of a dated file."""
    following = dated.versions[dated.versions.index(version) + 1 :]
    until = f" đến trước {following[0].since:{_TIMES}}" if following else ""
    yield ""
    yield f"### {version.name}: từ {version.since:{_TIMES}}{until}"
    yield ""
    yield f"Căn cứ: {cited(version.cite)}."
    yield ""
    if version.value is None:
        yield "Từ thời điểm này không còn quy định nào có hiệu lực trong dịch vụ."
        yield ""


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A Markdown table, with the empty line after it."""
    yield _line(heads)
    yield _line(("---",) * len(heads))
    yield from (_line(row) for row in rows)
    yield ""


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
