"""What a feed's YAML file may say; a wrong file fails at the start by file, key and reason."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.errors import BadSetting
from services.domain.text import inside
from services.ingest.layouts import Unknown


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _known_encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise ValueError("is no encoding") from None


def _known_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("is no time zone") from None


Encoding = Annotated[str, AfterValidator(_known_encoding)]
Zone = Annotated[str, AfterValidator(_known_zone)]


class FileSaid(_Part):
    """How the files of a feed are written, where it cannot be found out."""

    encoding: Encoding | None = None
    separator: str | None = Field(default=None, min_length=1, max_length=1)
    heading_row: int | None = Field(default=None, ge=1, le=30)
    sheet: str | None = None


class NumbersSaid(_Part):
    """The separators of its numbers."""

    decimal: str = Field(default=".", min_length=1, max_length=1)
    thousands: str = Field(default="", max_length=1)


class ColumnSaid(_Part):
    """Where one of our columns comes from, and how its text becomes ours."""

    source: str | list[str] | None = Field(None, alias="from")
    """Their heading; several are joined."""
    joined_by: str = " "
    part: str | None = None
    """A regular expression: its first group is taken, or all of what it matches."""
    constant: str | None = None
    otherwise: str | None = None
    """For an empty cell."""
    codes: str | dict[str, str] | None = None
    time: str | list[str] | None = None
    zone: Zone | None = None
    number: bool = False
    unit: str | None = None


class FeedSaid(_Part):
    """A feed by configuration alone."""

    name: str = Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)
    title: Sentence
    extends: str
    columns: dict[str, ColumnSaid] = Field(min_length=1)
    codes: dict[str, dict[str, str]] = {}
    record: dict[str, str] = {}
    """Fields of the record that every row has."""
    file: FileSaid = FileSaid()
    numbers: NumbersSaid = NumbersSaid()
    zone: Zone | None = None
    unknown_columns: Unknown = "keep"
    whole_list: bool = True
    """False: a file of it says nothing of what it leaves out, though files of the feed it extends do."""
    senders: list[Agency] | None = None
    sample: str | None = None
    version: Literal["1"] = "1"


def read_feed_files(folder: Path) -> Iterator[tuple[str, FeedSaid]]:
    """Every feed file of a folder, by name; raises BadSetting."""
    for path in sorted((*folder.glob("*.yaml"), *folder.glob("*.yml"))):
        yield path.name, read_feed_file(path)


def read_feed_file(path: Path) -> FeedSaid:
    """One feed file; raises BadSetting."""
    try:
        # Nothing but text: a code NO stays NO, and 010 stays 010.
        told: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        raise wrong(path.name, "YAML", "không đọc được YAML", "is no YAML") from None
    except OSError:
        raise wrong(path.name, "–", "không mở được tệp", "cannot be opened") from None
    try:
        return FeedSaid.model_validate(told)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "–"
        raise wrong(path.name, key, *_reason(first["type"], first["msg"])) from None


def wrong(file: str, key: str, vi: str, en: str) -> BadSetting:
    """A file that cannot be used: which, where in it, and why."""
    return BadSetting(
        vi=f"Tệp nguồn dữ liệu '{file}', mục '{key}': {vi}; xem docs/add-a-feed.md.",
        en=f"Feed file '{file}', key '{key}': {en}; see docs/add-a-feed.md.",
        field=key,
        code="bad_feed_file",
    )


def _reason(kind: str, message: str) -> tuple[str, str]:
    known = {
        "missing": ("thiếu, hãy thêm", "is missing, add it"),
        "extra_forbidden": ("không có mục này", "there is no such key"),
    }
    return known.get(kind) or ("giá trị không hợp lệ", inside(message))
