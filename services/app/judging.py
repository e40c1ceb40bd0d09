"""A judgement as an officer makes it on the page of an area: through the intake, like any other record."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from services.app.wiring import House
from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.domain.errors import NotAllowed
from services.domain.viewers import Viewer
from services.ingest.feeds import judgements
from services.ingest.reading import Row, read_rows
from services.ingest.receipts import receive_records
from services.plumbing.database import Transaction
from services.policy.sight import Sight, may_see, subject_in

FIELDS = ("what", "value", "since", "until", "author", "ground")
_COLUMN = re.compile(r"^(?:Cột|Column) '[^']*'(?: \([^)]*\))?:? ")


def may_judge(house: House, viewer: Viewer, area: AreaCode) -> bool:
    """May this reader judge the area? Those who answer for it, of the command centre and of health."""
    return may_see(viewer, subject_in(house.jurisdiction.areas, Sight.JUDGE, area))


def judge(
    tx: Transaction, house: House, viewer: Viewer, area: AreaCode, sent: Mapping[str, str], now: datetime
) -> Sequence[Sentence]:
    """Take the judgement in; else say what is to be mended. Raises NotAllowed."""
    if not may_judge(house, viewer, area):
        raise NotAllowed(
            vi="Chỉ Ban Chỉ đạo và y tế của địa bàn được ghi nhận định cho khu vực này.",
            en="Only the command centre and health of the area may judge it.",
            field="area",
            code="not_yours_to_judge",
        )
    cells = {name: sent[name] for name in FIELDS if sent.get(name)} | {"area": area}
    cells.setdefault("since", now.isoformat())
    reading = house.reading(now)
    (read,) = read_rows(judgements.FEED, [Row(1, cells)], reading)
    if read.record is None:
        return [_said(problem.field, problem.message_vi, problem.message_en) for problem in read.problems()]
    receive_records(tx, judgements.FEED, [cells], reading, door="form")
    return []


def _said(field: str | None, vi: str, en: str) -> Sentence:
    """The sentence for a form: it begins with what the field is called there, not with its column."""
    titles = {column.name: column.title for column in judgements.FEED.columns}
    title = titles.get(field or "", Sentence(vi="Nhận định", en="The judgement"))
    return Sentence(vi=f"{title.vi}: {_COLUMN.sub('', vi)}", en=f"{title.en}: {_COLUMN.sub('', en)}")
