"""Reads the versions of a dated file: first moments, names, citations; each file reads its own value."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from services.domain.base import Sentence
from services.policy.dated import Dated, Version, moment_of
from services.policy.documents import Documents, citation_in
from services.policy.entries import Entry
from services.policy.files import read_yaml

Value = TypeVar("Value")


def dated_page(
    page: Entry, content: str, read: Callable[[Entry], Value], *, zone: ZoneInfo, documents: Documents
) -> Dated[Value]:
    """The dated value of a file that holds nothing else under its head; raises BadLaw as `dated_in` does."""
    page.only("title", "description", "owner", "review_by", "versions")
    return dated_in(page, content, read, zone=zone, documents=documents)


def dated_if_told(
    path: Path,
    content: str,
    read: Callable[[Entry], Value],
    *,
    zone: ZoneInfo,
    documents: Documents,
    title: Sentence,
) -> Dated[Value]:
    """The same of a file that a folder may lack: there, under this `title`, nothing is ever in force."""
    if not path.is_file():
        return Dated(title=title, versions=())
    return dated_page(read_yaml(path), content, read, zone=zone, documents=documents)


def dated_in(
    page: Entry,
    content: str,
    read: Callable[[Entry], Value],
    *,
    zone: ZoneInfo,
    documents: Documents,
) -> Dated[Value]:
    """The dated value of a file: `content` is the key that holds it (null: not in force), `read` makes it.

    Raises BadLaw: no version, moments not in rising order, two versions at one moment or under one name.
    """
    versions: list[Version[Value]] = []
    for entry in page.entries("versions"):
        entry.only("name", "since", "cite", "note", content)
        since = _since(entry, zone)
        _refuse_disorder(entry, since, versions)
        versions.append(
            Version(
                name=entry.text_or_none("name") or f"{since:%Y-%m-%d}",
                since=since,
                cite=citation_in(entry, documents),
                value=_content(entry, content, read),
            )
        )
    if not versions:
        raise page.wrong("cần ít nhất một phiên bản", "needs at least one version")
    return Dated(title=sentence_in(page, "title"), versions=tuple(versions))


def sentence_in(entry: Entry, key: str) -> Sentence:
    """The sentence under a key, in both languages; raises BadLaw."""
    both = entry.entry(key).only("vi", "en")
    return Sentence(vi=both.text("vi"), en=both.text("en"))


def _since(entry: Entry, zone: ZoneInfo) -> datetime:
    try:
        return moment_of(entry.values.get("since"), zone)
    except ValueError:
        given = entry.values.get("since")
        raise entry.wrong(
            f"'since' là '{given}'; hãy ghi một ngày (2021-01-28) hoặc một thời điểm đủ giây và múi giờ "
            "(2021-01-28T12:00:00+07:00)",
            f"'since' is '{given}'; write a day (2021-01-28) or a moment with seconds and offset "
            "(2021-01-28T12:00:00+07:00)",
        ) from None


def _refuse_disorder(entry: Entry, since: datetime, before: list[Version[Value]]) -> None:
    if before and since == before[-1].since:
        raise entry.wrong(
            f"hai phiên bản cùng bắt đầu lúc {since.isoformat()}; chỉ giữ một",
            f"two versions begin at {since.isoformat()}; keep one",
        )
    if before and since < before[-1].since:
        raise entry.wrong(
            "các phiên bản phải xếp theo thời điểm bắt đầu, cũ trước mới sau",
            "versions must stand in the order of their first moments, oldest first",
        )
    if entry.has("name") and entry.text("name") in [version.name for version in before]:
        raise entry.wrong(
            f"tên phiên bản '{entry.text('name')}' đã dùng", f"version name '{entry.text('name')}' is taken"
        )


def _content(entry: Entry, content: str, read: Callable[[Entry], Value]) -> Value | None:
    if content not in entry.values:
        raise entry.wrong(
            f"thiếu '{content}'; ghi null nếu từ thời điểm này không còn hiệu lực",
            f"'{content}' is missing; write null if from then on nothing is in force",
        )
    return None if entry.values[content] is None else read(entry)
