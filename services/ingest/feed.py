"""Feed: one source of rows, as a visible value; what a kept row looks like to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import Event
from services.domain.records import Record
from services.ingest.columns import Check, Column, Reading, Values
from services.ingest.drafts import Draft
from services.ingest.faults import BadRow, Fault
from services.ingest.layouts import Layout
from services.ingest.memory import Memory
from services.ingest.values import values_of


class Kept(NamedTuple):
    """A row that was kept: the record, what it replaces, and until when it stands."""

    id: str
    key: str
    record: Any
    """The feed's own kind of record; Any, because one list of feeds holds all kinds."""
    replaced: Any = None
    """The record in force just before it; None: the first one heard of this thing."""
    until: datetime | None = None
    """When a correction already known takes its place (the row came late); None: it stands."""


@dataclass(frozen=True)
class Published:
    """How the files of a feed that republishes its whole list are to be understood (decision 0028)."""

    scope: Callable[[Any], str] = lambda record: ""
    """What part of the list a record belongs to: a file speaks of the parts it has rows of."""
    by_days: bool = False
    """True: a file speaks of the days from its first to its last only."""
    day: Callable[[Any], date | None] = lambda record: None
    """The local day a row is about: old rows are expected to leave. None: it always matters."""
    alike: Callable[[Any], str] | None = None
    """A second name of the thing, for a source that gave its rows new numbers."""
    named: Callable[[Values, Reading], str | None] = lambda values, reading: None
    """The key in a row that cannot be read as a whole: such a row is not a withdrawn one."""
    withdrawn: Callable[[Sequence[Kept], datetime], list[Event]] = lambda kept, moment: []
    """What to tell of rows that a newer list leaves out."""


@dataclass(frozen=True, eq=False)
class Feed:
    """One source: its columns, how a row becomes a record, what identifies the thing it is about."""

    name: str
    title: Sentence
    columns: tuple[Column, ...]
    record: type[Any]
    build: Callable[[Values, Reading], Record | Draft]
    """From values read to the record; may raise BadRow."""
    key: Callable[[Any], str]
    """Identity of the thing: a later row with the same key and other content is a correction."""
    events: Callable[[Sequence[Kept], datetime], list[Event]]
    """What to tell of the rows of one batch."""
    day: Callable[[Any], date]
    """The day a record is about, for the page that shows how old our data is."""
    senders: frozenset[Agency]
    """Who may send it over HTTP, besides the command centre."""
    told_at: str | None = None
    """The record's field that says when it was told or happened: it cannot lie in the future."""
    refuse: tuple[Check, ...] = ()
    """What cannot be true or cannot be used."""
    flag: tuple[Check, ...] = ()
    """What an officer should look at: evidence, never a refusal (rule book 3.2)."""
    layout: Layout | None = None
    """How its senders write it, when they have headings of their own; None: under the columns' headings."""
    forgotten_as: str | None = None
    """The kind of `retention.yaml` that says how long its personal cells are kept; None: it has none."""
    zone: Callable[[Mapping[str, object]], str | None] | None = None
    """From a row's cells to the zone of its times; None: the house's. For lists published elsewhere."""
    published: Published | None = None
    """It republishes its whole list: what a file leaves out is withdrawn. None: each row stands by itself."""

    @property
    def whole_list(self) -> bool:
        """Does a file of this feed say what the whole list is now?"""
        return self.published is not None

    def ours(self, cells: Mapping[str, object]) -> Mapping[str, object]:
        """The cells of a row under our headings."""
        return self.layout.reshaped(cells) if self.layout else cells

    def local(self, row: Mapping[str, object], reading: Reading) -> Reading:
        """The reading in the zone of the row's own times."""
        zone = self.zone(row) if self.zone else None
        return reading if zone is None else _in_zone(reading, zone)

    def read(self, row: Mapping[str, object], reading: Reading) -> Record | Draft:
        """The record in a row; raises BadRow with every fault found."""
        values, faults = values_of(self.columns, row, reading)
        if faults:
            raise BadRow(faults)
        return self.record_of(values, reading)

    def record_of(self, values: Values, reading: Reading) -> Record | Draft:
        """The record in values already read; raises BadRow."""
        try:
            return self.build(values, reading)
        except ValidationError as error:
            # Names of fields only: an error's own text would quote what a person wrote.
            raise BadRow(
                [_does_not_fit(str(one["loc"][0])) for one in error.errors() if one["loc"]]
            ) from None

    @cached_property
    def personal(self) -> tuple[str, ...]:
        """Names of the columns that name or place a person."""
        return tuple(column.name for column in self.columns if column.personal)

    @cached_property
    def beside(self) -> tuple[str, ...]:
        """Names of the columns kept beside the record."""
        return tuple(column.name for column in self.columns if column.beside)

    @property
    def sent_columns(self) -> tuple[Column, ...]:
        """The columns as senders write them."""
        return self.layout.columns if self.layout else self.columns

    @property
    def sample(self) -> str:
        """A few made-up rows, as CSV."""
        if self.layout:
            return self.layout.sample
        name = f"{self.name.replace('-', '_')}.sample.csv"
        return (files("services.ingest.feeds") / name).read_text(encoding="utf-8")


def column(
    name: str, vi: str, en: str, parse: Callable[[str, Any], Any], *aliases: str, **how: Any
) -> Column:
    """A column in one line."""
    return Column(name, Sentence(vi=vi, en=en), parse, aliases, **how)


def refused(field: str, code: str, vi: str, en: str) -> BadRow:
    """A row that its feed cannot build a record of."""
    return BadRow([Fault(field, code, Sentence(vi=vi, en=en))])


def newest_per_key(kept: Sequence[Kept]) -> list[Kept]:
    """Of several rows of one batch about one thing only the last: they share one moment of learning."""
    return list({one.key: one for one in kept}.values())


def retold(feed: str, event: Callable[..., Event]) -> Callable[[Sequence[Kept], datetime], list[Event]]:
    """One event a row that says all the record says: for records that are about nobody."""

    def events(kept: Sequence[Kept], learned_at: datetime) -> list[Event]:
        return [
            event(learned_at=learned_at, ref=f"{feed}:{one.key}", **dict(one.record))
            for one in newest_per_key(kept)
        ]

    return events


@lru_cache(maxsize=64)
def _in_zone(reading: Reading, zone: str) -> Reading:
    # A memory of its own: what was read once is remembered by its text, and the zone changes what it says.
    return replace(reading, zone=ZoneInfo(zone), memory=Memory())


def _does_not_fit(field: str) -> Fault:
    sentence = Sentence(
        vi=f"Trường '{field}' có giá trị không hợp lệ; hãy kiểm tra lại.",
        en=f"Field '{field}' holds a value that does not fit; check it.",
    )
    return Fault(field, "does_not_fit", sentence)
