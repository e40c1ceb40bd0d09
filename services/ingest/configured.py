"""Feeds by configuration alone: a YAML file says how its rows become rows of a feed we have."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from services.domain.base import Sentence
from services.ingest.cells import text
from services.ingest.columns import Column, Parse, Reading, Values
from services.ingest.conversions import UNITS, Convert, coded, moments, numbers
from services.ingest.drafts import with_fields
from services.ingest.feed import Feed, Published
from services.ingest.feed_files import ColumnSaid, FeedSaid, read_feed_files, wrong
from services.ingest.layouts import Layout
from services.ingest.reshaping import Reshaping, Source

_FIELD = 80  # characters: what a problem keeps of a field's name


def configured_feeds(folders: Sequence[Path], known: Mapping[str, Feed]) -> dict[str, Feed]:
    """The feeds of all files in these folders; raises BadSetting that names file, key and reason."""
    found: dict[str, Feed] = {}
    for folder in folders:
        for file, said in read_feed_files(folder):
            if said.name in known or said.name in found:
                raise wrong(file, "name", "đã có nguồn mang tên này", "a feed of this name exists")
            found[said.name] = configured(file, said, known)
    return found


def configured(file: str, said: FeedSaid, known: Mapping[str, Feed]) -> Feed:
    """The feed of one file; raises BadSetting."""
    base = known.get(said.extends)
    if base is None:
        listed = ", ".join(known)
        raise wrong(file, "extends", f"không có nguồn này; đang có: {listed}", f"is none of: {listed}")
    _refuse_wrong_columns(file, said, base)
    sources = {name: _source(file, name, one) for name, one in said.columns.items()}
    return replace(
        base,
        name=said.name,
        title=said.title,
        columns=tuple(_column(file, said, column) for column in base.columns),
        build=_built(file, said, base),
        key=lambda record: f"{said.name}:{base.key(record)}",  # their numbers are not the numbers of others
        senders=base.senders if said.senders is None else frozenset(said.senders),
        published=_published(said, base),
        layout=_layout(said, base, sources),
    )


def _published(said: FeedSaid, base: Feed) -> Published | None:
    published = base.published
    if published is None or not said.whole_list:
        return None

    def named(values: Values, reading: Reading) -> str | None:
        key = published.named(values, reading)
        return key and f"{said.name}:{key}"

    return replace(published, named=named)


def _refuse_wrong_columns(file: str, said: FeedSaid, base: Feed) -> None:
    ours = {column.name: column for column in base.columns}
    for name in said.columns:
        if name not in ours:
            listed = ", ".join(ours)
            raise wrong(
                file, f"columns.{name}", f"nguồn gốc không có cột này; có: {listed}", f"is none of: {listed}"
            )
    for name, column in ours.items():
        if column.required and name not in said.columns:
            raise wrong(file, f"columns.{name}", "cột bắt buộc, hãy thêm", "is required, add it")


def _source(file: str, name: str, one: ColumnSaid) -> Source:
    key = f"columns.{name}"
    if (one.source is None) == (one.constant is None):
        raise wrong(file, key, "cần đúng một trong 'from' và 'constant'", "give 'from' or 'constant'")
    try:
        part = re.compile(one.part) if one.part else None
    except re.error:
        raise wrong(file, f"{key}.part", "biểu thức không hợp lệ", "is no regular expression") from None
    headings = [] if one.source is None else [one.source] if isinstance(one.source, str) else one.source
    return Source(tuple(headings), one.joined_by, part, one.constant or one.otherwise or "")


def _column(file: str, said: FeedSaid, column: Column) -> Column:
    one = said.columns.get(column.name)
    if one is None:
        return replace(column, aliases=())
    converts = _converts(file, said, f"columns.{column.name}", one)
    if not converts:
        return replace(column, aliases=())
    return replace(column, aliases=(), parse=_after(converts, column.parse), parse_list=None)


def _converts(file: str, said: FeedSaid, key: str, one: ColumnSaid) -> list[Convert]:
    found: list[Convert] = []
    if one.codes is not None:
        codes = said.codes.get(one.codes) if isinstance(one.codes, str) else one.codes
        if codes is None:
            raise wrong(file, f"{key}.codes", "không có danh mục này trong 'codes'", "is none of 'codes'")
        found.append(coded(codes))
    if one.time is not None:
        zone = one.zone or said.zone
        formats = [one.time] if isinstance(one.time, str) else one.time
        found.append(moments(formats, ZoneInfo(zone) if zone else None))
    if one.number or one.unit:
        if one.unit and one.unit not in UNITS:
            raise wrong(file, f"{key}.unit", f"có: {', '.join(UNITS)}", f"is none of: {', '.join(UNITS)}")
        unit = UNITS[one.unit] if one.unit else None
        found.append(numbers(said.numbers.decimal, said.numbers.thousands, unit))
    return found


def _after(converts: Sequence[Convert], parse: Parse) -> Parse:
    def read(cell: str, reading: Reading) -> Any:
        for convert in converts:
            cell = convert(cell, reading)
        return parse(cell, reading)

    return read


def _built(file: str, said: FeedSaid, base: Feed) -> Callable[[Values, Reading], Any]:
    fields = base.record.model_fields
    for name in said.record:
        if name not in fields or fields[name].annotation not in (str, str | None):
            raise wrong(
                file, f"record.{name}", "bản ghi không có trường chữ này", "the record has no such text field"
            )
    if not said.record:
        return base.build
    return lambda values, reading: with_fields(base.build(values, reading), said.record)


def _layout(said: FeedSaid, base: Feed, sources: Mapping[str, Source]) -> Layout:
    columns = _their_columns(base, said, sources)
    reshaping = Reshaping(sources, base.columns, said.unknown_columns)
    return Layout(
        columns=columns,
        reshaped=reshaping,
        refuse_unknown=reshaping.refuse_unknown,
        sample=said.sample or ",".join(column.title.vi for column in columns) + "\n",
        unknown=said.unknown_columns,
        encoding=said.file.encoding,
        separator=said.file.separator,
        heading_row=said.file.heading_row,
        sheet=said.file.sheet,
    )


def _their_columns(base: Feed, said: FeedSaid, sources: Mapping[str, Source]) -> tuple[Column, ...]:
    """One for each of their headings: required or personal when anything made of it is."""
    found: dict[str, Column] = {}
    for column in base.columns:
        source = sources.get(column.name)
        for heading in source.headings if source else ():
            before = found.get(heading)
            found[heading] = Column(
                name=heading[:_FIELD],
                title=Sentence(vi=heading, en=heading),
                parse=text,
                required=(column.required and not said.columns[column.name].otherwise)
                or bool(before and before.required),
                personal=column.personal or bool(before and before.personal),
            )
    return tuple(found.values())
