"""MAP.yaml: which columns of two tables hold what. Wrong maps are refused in a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from services.domain.errors import BadFile
from services.linkage.kinds import Field, FieldMap, Kind

ROW = "row"
WORDS: dict[str, Kind] = {
    "name": Kind.NAME,
    "birth_date": Kind.BIRTH,
    "birth": Kind.BIRTH,
    "id": Kind.ID,
    "phone": Kind.PHONE,
    "sex": Kind.SEX,
    "gender": Kind.SEX,
    "nationality": Kind.NATIONALITY,
    "age": Kind.AGE,
    "date": Kind.DATE,
    "dates": Kind.DATE,
    "word": Kind.WORD,
    "words": Kind.WORD,
    "free": Kind.WORD,
    "text": Kind.TEXT,
    "texts": Kind.TEXT,
}
"""What may stand at the left in the map, and the kind it means."""


def read_map(text: str) -> FieldMap:
    """The map in a YAML text; raises BadFile."""
    page = _page(text)
    row_a, row_b = _row(page)
    fields = tuple(
        field for word, value in page.items() if word != ROW for field in _fields(str(word), value)
    )
    if not fields:
        raise _wrong("không nêu trường nào để so sánh", "names no field to compare")
    return FieldMap(_named_apart(fields), row_a, row_b)


def check_columns(fields: FieldMap, a: Sequence[str], b: Sequence[str]) -> None:
    """Refuse a map that names columns which the tables do not have; raises BadFile."""
    for table, have, row in (("A", a, fields.row_a), ("B", b, fields.row_b)):
        wanted = [c for f in fields.fields for c in (f.a if table == "A" else f.b)] + ([row] if row else [])
        lacking = [column for column in dict.fromkeys(wanted) if column not in have]
        if lacking:
            raise BadFile(
                vi=f"Tệp {table}: không có cột '{lacking[0]}' mà MAP nêu; các cột có: {', '.join(have)}.",
                en=f"File {table}: has no column '{lacking[0]}' that MAP names; it has: {', '.join(have)}.",
                field=lacking[0],
                code="missing_column",
            )


def _page(text: str) -> Mapping[Any, Any]:
    try:
        page = yaml.safe_load(text)
    except yaml.YAMLError as error:
        line = (
            error.problem_mark.line + 1
            if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark
            else 1
        )
        raise _wrong(f"không phải YAML đúng (dòng {line})", f"is no valid YAML (line {line})") from None
    if not isinstance(page, dict):
        raise _wrong("phải là các dòng 'loại: cột'", "must hold lines of 'kind: column'")
    nested = page.get("fields")
    return {ROW: page.get(ROW), **nested} if isinstance(nested, dict) else page


def _row(page: Mapping[Any, Any]) -> tuple[str | None, str | None]:
    if page.get(ROW) is None:
        return None, None
    a, b = _columns(ROW, page[ROW])
    return a[0], b[0]


def _fields(word: str, value: Any) -> Iterator[Field]:
    kind = WORDS.get(word)
    if kind is None:
        known = ", ".join(WORDS)
        raise _wrong(
            f"không có loại '{word}'; dùng một trong: {known}", f"knows no kind '{word}'; use one of: {known}"
        )
    for one in value if isinstance(value, list) else [value]:
        a, b = _columns(word, one)
        yield Field(a[0], kind, a, b)


def _columns(word: str, value: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if isinstance(value, dict) and set(value) == {"a", "b"}:
        return _names(word, value["a"]), _names(word, value["b"])
    return _names(word, value), _names(word, value)


def _names(word: str, value: Any) -> tuple[str, ...]:
    names = tuple(value) if isinstance(value, list) else (value,)
    if not names or not all(isinstance(name, str) and name for name in names):
        raise _wrong(
            f"'{word}' cần tên cột, hoặc {{a: cột của A, b: cột của B}}",
            f"'{word}' needs the name of a column, or {{a: column of A, b: column of B}}",
        )
    return names


def _named_apart(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Two fields may read one column (as text and as a date): each gets a name of its own."""
    used: dict[str, int] = {}
    named = []
    for field in fields:
        used[field.name] = used.get(field.name, 0) + 1
        name = field.name if used[field.name] == 1 else f"{field.name} ({field.kind})"
        named.append(Field(name, field.kind, field.a, field.b))
    return tuple(named)


def _wrong(vi: str, en: str) -> BadFile:
    return BadFile(
        vi=f"MAP.yaml: {vi}; xem docs/linkage.md.", en=f"MAP.yaml: {en}; see docs/linkage.md.",
        field="--fields", code="bad_map",
    )  # fmt: skip
