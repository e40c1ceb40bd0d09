"""Lists of who was in which room, shift or at which table: rows to stays, and who shared them with a case."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from services.app.seat_lists import is_index
from services.app.tables_in import Row, moment_told, named_columns, read_numbered, refuse_lacking
from services.domain.base import Sentence
from services.domain.row_notes import RowNote
from services.ingest.columns import Reading
from services.ingest.times import end_of_visit
from services.tracing.together import Shared, Stay, together

TOGETHER = ("person", "place", "case", "start", "end", "minutes")
_HEADINGS = {
    "person": ("person", "người", "mã người"),
    "place": ("place", "nơi", "phòng", "bàn", "tổ", "ca", "room", "table", "shift"),
    "start": ("start", "bắt đầu", "từ"),
    "end": ("end", "kết thúc", "đến"),
    "role": ("role", "vai trò"),
}
_LONG = timedelta(days=2)

Tell = Callable[[RowNote], None]


class SharedStays(NamedTuple):
    """Who shared a place with a case, and what is to be said of rows."""

    rows: list[Mapping[str, Any]]
    notes: list[RowNote]


def shared_stays(path: Path, reading: Reading, least: timedelta) -> SharedStays:
    """One row for each time somebody spent in one place with a case; raises BadFile."""
    columns, rows = read_numbered(path, "S")
    named = named_columns(columns, _HEADINGS)
    refuse_lacking(list(named), tuple(_HEADINGS), "S")
    notes: list[RowNote] = []
    stays, cases = [], set()
    for number, row in rows:
        cells = {name: row[column] for name, column in named.items()}
        if is_index(cells["role"]) and cells["person"]:
            cases.add(cells["person"])
        stay = _stay(number, cells, reading, notes.append)
        if stay is not None:
            stays.append(stay)
    if not cases:
        notes.append(_note(None, "role", "no_case"))
    return SharedStays([_answer(one, reading) for one in together(stays, cases, least=least)], notes)


def _stay(number: int, cells: Row, reading: Reading, tell: Tell) -> Stay | None:
    for name in ("person", "place"):
        if not cells[name]:
            tell(_note(number, name, "missing"))
            return None
    start, end = (_moment(number, name, cells[name], reading, tell) for name in ("start", "end"))
    if start is None or end is None:
        return None
    end = end_of_visit(start, end, cells["end"])
    if end <= start:
        tell(_note(number, "end", "ends_before_start"))
        return None
    if end - start > _LONG:
        tell(_note(number, "end", "long_stay"))
    return Stay(cells["person"], cells["place"], start, end)


def _moment(number: int, name: str, cell: str, reading: Reading, tell: Tell) -> datetime | None:
    moment = moment_told(cell, reading)
    if moment is None:
        tell(_note(number, name, "unreadable_time"))
    return moment


def _answer(one: Shared, reading: Reading) -> Mapping[str, Any]:
    start, end = (moment.astimezone(reading.zone) for moment in (one.start, one.end))
    minutes = round((end - start).total_seconds() / 60, 2)
    return dict(zip(TOGETHER, (one.person, one.place, one.case, start, end, minutes), strict=True))


def _note(row: int | None, field: str, code: str) -> RowNote:
    return RowNote("S", row, field, code, _SAID[code])


_SAID: Mapping[str, Sentence] = {
    "missing": Sentence(
        vi="ô trống nên dòng này không tính; hãy điền.", en="is empty, so the row does not count; fill it in."
    ),
    "unreadable_time": Sentence(
        vi="không đọc được ngày giờ nên dòng này không tính; viết 2021-01-28 14:30 hoặc 28/01/2021 14:30.",
        en="is no date and time, so the row does not count; write 2021-01-28 14:30 or 28/01/2021 14:30.",
    ),
    "ends_before_start": Sentence(
        vi="kết thúc không sau khi bắt đầu nên dòng này không tính; hãy kiểm tra giờ.",
        en="does not end after it starts, so the row does not count; check the times.",
    ),
    "long_stay": Sentence(
        vi="dài hơn 48 giờ; vẫn tính, nhưng nên tách theo từng ca, từng đêm.",
        en="lasts more than 48 hours; it counts, but split it by shifts or nights.",
    ),
    "no_case": Sentence(
        vi="không dòng nào là ca bệnh (index) nên không ai ở cùng ca bệnh; hãy ghi vai trò.",
        en="no row is a case (index), so nobody was with one; fill in the role.",
    ),
}
