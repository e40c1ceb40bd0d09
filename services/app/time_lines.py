"""The time line of one person, as a team takes it down: sent through the intake like any other record.

Nothing here writes a tracing table: milestones and contacts come back as events, as from any sender.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.app.wiring import House
from services.domain.base import Sentence, Word
from services.domain.errors import BadRecord, NotFound
from services.domain.records import Milestone, Setting
from services.ingest.feed import Feed
from services.ingest.feeds import contact_persons, milestones
from services.ingest.feeds.milestones import HOME
from services.ingest.reading import Read, Row, read_rows
from services.ingest.receipts import receive_records
from services.ingest.time_lines import time_line_of
from services.plumbing.database import Transaction
from services.tracing.unnamed_cases import code_of
from services.tracing.work_words import ToBeDone

Cells = Mapping[str, str]
MOST = 60
"""Milestones, and contacts, of one form: four places a day for a fortnight."""
PLACES, CONTACTS = "places", "contacts"
_COLUMN = re.compile(r"^(?:Cột|Column) '[^']*'(?: \([^)]*\))?:? ")
FEEDS: Mapping[str, Feed] = {PLACES: milestones.FEED, CONTACTS: contact_persons.FEED}


class Fault(Word):
    """What is wrong in one row of the form: which part, which row, which field, why and what to do."""

    part: str
    row: int
    field: str | None
    message_vi: str
    message_en: str

    def said(self) -> Sentence:
        """The sentence for a form: it begins with what the field is called there, not with its column."""
        titles = {column.name: column.title for column in FEEDS[self.part].columns}
        title = titles.get(self.field or "", Sentence(vi="Dòng này", en="This row"))
        return Sentence(
            vi=f"{title.vi}: {_COLUMN.sub('', self.message_vi)}",
            en=f"{title.en}: {_COLUMN.sub('', self.message_en)}",
        )


@dataclass(frozen=True)
class TimeLine:
    """Places where somebody was, whom they met, and the public code of the case, as typed."""

    places: Sequence[Cells] = ()
    contacts: Sequence[Cells] = ()
    case_code: str = ""


@dataclass(frozen=True)
class Taken:
    """What came of it: receipts when all was taken in, else what is to be mended; never a half."""

    receipts: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[Fault] = ()


def take_down(tx: Transaction, house: House, one: ToBeDone, told: TimeLine, now: datetime) -> Taken:
    """Check every row, then send all through the intake, or none; raises BadRecord when there is none."""
    _refuse_unnamed(one)
    rows = {PLACES: list(_places(one, told, now)), CONTACTS: list(_contacts(one, told, now))}
    _refuse_none_and_too_many(rows)
    reading = house.reading(now)
    faults = [fault for part in FEEDS for fault in _faults(part, read_rows(FEEDS[part], rows[part], reading))]
    if faults:
        return Taken(faults=faults)
    sent = {
        part: receive_records(tx, FEEDS[part], rows[part], reading, door="form")
        for part in FEEDS
        if rows[part]
    }
    return Taken(receipts={part: receipt.id for part, receipt in sent.items()})


def take_back(tx: Transaction, house: House, one: ToBeDone, record: str, now: datetime) -> None:
    """Say of a milestone that it was told in error; raises NotFound when it is none of this person's."""
    line = next((line for line in time_line_of(tx, one.person) if line.record == record), None)
    if line is None:
        raise NotFound(
            vi="Mốc này không còn; tải lại trang.",
            en="This milestone is no longer there; reload the page.",
            field="record",
            code="no_milestone",
        )
    cells = _cells(line.milestone, now) | {"mistaken": "yes"}
    receive_records(tx, milestones.FEED, [cells], house.reading(now), door="form")


def tell_again(tx: Transaction, house: House, one: ToBeDone, now: datetime) -> None:
    """Send the whole time line with the person's level of now: places of who became an F0 are sites then."""
    lines = [line.milestone for line in time_line_of(tx, one.person)]
    level = {"level": f"F{one.level}"}
    cells = [_cells(told, now) | level for told in lines if told.level != one.level]
    if cells:
        receive_records(tx, milestones.FEED, cells, house.reading(now), door="form")


def _cells(told: Milestone, now: datetime) -> dict[str, str]:
    """A milestone as its feed reads it."""
    return {
        "person": told.person, "told_at": now.isoformat(), "level": f"F{told.level}",
        "case_code": told.case or "", "setting": told.setting.value, "place": told.place,
        "address": told.address or "", "area": told.area or "", "from": told.since.isoformat(),
        "to": told.until.isoformat(),
        "mask": "" if told.masked is None else "yes" if told.masked else "no",
        "lat": "" if told.latitude is None else str(told.latitude),
        "lng": "" if told.longitude is None else str(told.longitude),
    }  # fmt: skip


def filled(rows: Sequence[Cells]) -> list[tuple[int, Cells]]:
    """The rows in which something was typed, with their numbers from 0; a mere choice does not count."""
    chosen = ("setting", "mask", "area")
    return [(n, row) for n, row in enumerate(rows) if any(v for name, v in row.items() if name not in chosen)]


def _places(one: ToBeDone, told: TimeLine, now: datetime) -> Iterator[Row]:
    shared = {
        "person": one.person,
        "told_at": now.isoformat(),
        "level": f"F{one.level}",
        "case_code": told.case_code,
    }
    for number, row in filled(told.places):
        yield Row(number, {**(_at_home(row) if row.get("setting") == Setting.HOME.value else row), **shared})


def _at_home(row: Cells) -> Cells:
    """Whose home it is, and where, goes where it is sealed."""
    where = " – ".join(part for part in (row.get("place"), row.get("address")) if part)
    return {**row, "place": HOME, "address": "", "home_address": where}


def _contacts(one: ToBeDone, told: TimeLine, now: datetime) -> Iterator[Row]:
    """One level further from the case, and a contact of this very person."""
    shared = {
        "reported_at": now.isoformat(), "level": f"F{min(one.level + 1, 5)}", "case_code": told.case_code,
        "contact_of": one.person,
    }  # fmt: skip
    for number, row in filled(told.contacts):
        yield Row(number, {**row, "area": row.get("area") or one.area or "", **shared})


def _faults(part: str, read: Sequence[Read]) -> Iterator[Fault]:
    for one in read:
        for problem in one.problems() if one.record is None else ():
            yield Fault(
                part=part,
                row=one.row.number or 0,
                field=problem.field,
                message_vi=problem.message_vi,
                message_en=problem.message_en,
            )


def _refuse_unnamed(one: ToBeDone) -> None:
    if code_of(one.person):
        raise BadRecord(
            vi="Chưa biết ca này là ai nên chưa ghi được mốc dịch tễ; hãy hỏi danh tính ở nơi báo ca trước.",
            en="Nobody knows who this case is; ask whoever reported it for the identity first.",
            field="person",
            code="nobody_named",
        )


def _refuse_none_and_too_many(rows: Mapping[str, Sequence[Row]]) -> None:
    if not any(rows.values()):
        raise BadRecord(
            vi="Chưa ghi nơi nào hay người nào; hãy điền ít nhất một dòng.",
            en="No place and no person is told; fill in at least one row.",
            field=PLACES,
            code="nothing_told",
        )
    if max(len(part) for part in rows.values()) > MOST:
        raise BadRecord(
            vi=f"Quá {MOST} dòng một lần; hãy gửi làm nhiều lần.",
            en=f"More than {MOST} rows at once; send them in several parts.",
            field=PLACES,
            code="too_many",
        )
