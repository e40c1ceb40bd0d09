"""What makes a published list broken: rows that vanish, rows that cannot be read, two files in one."""

from datetime import date, datetime, time, timedelta
from math import isinf
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from services.domain.errors import BadFile
from services.ingest.columns import Reading, heading_key
from services.ingest.feed import Feed
from services.ingest.publications import Publication
from services.ingest.reading import Row
from services.ingest.standing import covered, standing
from services.ingest.tables import MemberRow, PublicationRow
from services.plumbing.database import Transaction

LONGEST_LAPSE = 36_500.0


def demand_rows(rows: int) -> None:
    """Raises BadFile for a list without any row: it is more likely broken than everything withdrawn."""
    if not rows:
        raise BadFile(
            vi="Tệp: danh sách không có dòng nào nên không rút điều gì; hãy hỏi lại nơi công bố.",
            en="File: the list has no row at all, so nothing is withdrawn by it; ask whoever publishes it.",
            code="no_rows",
        )


def too_many_unreadable(rows: int, unreadable: int, reading: Reading) -> None:
    """Raises BadFile when so many rows cannot be read that the columns must be other ones."""
    limits = reading.limits
    if unreadable >= limits.list_least_rows and unreadable >= limits.list_loss_share * rows:
        raise BadFile(
            vi=f"Tệp: {unreadable} trong {rows} dòng không đọc được; cột có thể đã đổi. Danh sách trước"
            " vẫn có hiệu lực; hãy kiểm tra với nơi công bố.",
            en=f"File: {unreadable} of {rows} rows cannot be read; its columns may have changed."
            " The list before goes on standing; ask whoever publishes it.",
            code="unreadable_rows",
        )


def keeps_its_rows(tx: Transaction, feed: Feed, publication: Publication, reading: Reading) -> None:
    """Raises BadFile when more of the recent rows are gone than any honest revision takes out."""
    limits = reading.limits
    if isinf(limits.list_loss_share):
        return
    recent, gone = _recent_and_gone(tx, feed, publication, reading)
    if gone >= limits.list_least_rows and gone >= limits.list_loss_share * recent:
        raise BadFile(
            vi=f"Tệp: mất {gone} trong {recent} dòng còn mới của danh sách trước; tệp có thể bị cắt cụt."
            " Danh sách trước vẫn có hiệu lực; hãy kiểm tra với nơi công bố.",
            en=f"File: {gone} of the {recent} recent rows of the list before are gone; it may be cut short."
            " The list before goes on standing; ask whoever publishes it.",
            code="rows_vanished",
        )


def refuse_heading(row: Row) -> None:
    """Raises BadFile for a heading among the rows: two files were glued together."""
    texts = [(name, cell) for name, cell in row.cells.items() if isinstance(cell, str) and cell]
    same = sum(heading_key(name) == heading_key(cell) for name, cell in texts)
    if len(texts) > 1 and same * 2 > len(texts):
        raise _repeated_heading(row.number)


def cut_short(number: int | None) -> BadFile:
    """The last row has fewer cells than the others."""
    return BadFile(
        vi=f"Tệp: dòng cuối ({number}) bị cắt giữa chừng; hãy lấy lại tệp đầy đủ rồi gửi lại.",
        en=f"File: its last row ({number}) breaks off; fetch the whole file and send it again.",
        code="cut_short",
    )


def _repeated_heading(number: int | None) -> BadFile:
    return BadFile(
        vi=f"Tệp: dòng tiêu đề lặp lại ở dòng {number}; có thể hai tệp bị nối vào nhau; hãy sửa.",
        en=f"File: the heading appears again in row {number}; two files may be glued together; mend it.",
        code="repeated_heading",
    )


def _recent_and_gone(
    tx: Transaction, feed: Feed, publication: Publication, reading: Reading
) -> tuple[int, int]:
    """How many rows of the list before still matter, and how many of them the new one leaves out."""
    assert publication.id is not None
    before = standing(feed.name, publication.published_at).subquery()
    matters = covered(publication.id, before.c)
    lapse = timedelta(days=min(reading.limits.list_lapse_days, LONGEST_LAPSE))
    since = _last_day(tx, before, publication, reading, lapse) - lapse
    undated = before.c.day.is_(None) & before.c.publication.in_(_since(feed, since, reading))
    matters &= or_(undated, before.c.day >= since)
    here = aliased(MemberRow)
    listed = exists().where(here.publication == publication.id, here.key == before.c.key)
    # Two questions instead of one with "or": each has its index.
    alike = exists().where(here.publication == publication.id, here.alike == before.c.alike)
    recent = select(func.count()).select_from(before).where(matters)
    return (
        int(tx.execute(recent).scalar_one()),
        int(tx.execute(recent.where(~listed, ~alike)).scalar_one()),
    )


def _since(feed: Feed, day: date, reading: Reading) -> Select[Any]:
    """Publications of this day or later: a row without a day is as old as the list it stands in."""
    moment = datetime.combine(day, time(), tzinfo=reading.zone)
    return select(PublicationRow.id).where(
        PublicationRow.feed == feed.name, PublicationRow.published_at >= moment
    )


def _last_day(
    tx: Transaction, before: Any, publication: Publication, reading: Reading, lapse: timedelta
) -> date:
    """The day of the publication; of one taken in long after it was published, the newest day it tells of."""
    today = publication.published_at.astimezone(reading.zone).date()
    new = select(func.max(MemberRow.day)).where(MemberRow.publication == publication.id)
    old = select(func.max(before.c.day))
    found: list[date | None] = [tx.execute(one).scalar_one() for one in (new, old)]
    newest = max(filter(None, found), default=today)
    return newest if today - newest > 2 * lapse else today
