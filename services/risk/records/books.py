"""Books: the records of one moment, kind by kind, each with the fact that a number is counted from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select

from services.domain.areas import AreaCode
from services.plumbing.database import Transaction
from services.policy.reader import Jurisdiction
from services.risk.heard import RollCallHeard
from services.risk.recall import LONGEST_WINDOW, spans
from services.risk.recall_goods import CONSIGNMENTS, goods
from services.risk.recall_posts import ARRIVALS, LABS, PASSAGES, arrivals, labs, passages
from services.risk.recall_quarantine import ENTRANTS, QUARANTINED, ROLL_CALLS, entrants, quarantined
from services.risk.recall_whole import WHOLE, asked
from services.risk.survey import Survey
from services.risk.tables import ArrivalRow, ConsignmentRow, EntrantRow, RollCallRow, StayRow
from services.risk.tables_counted import LabRow, PassageRow


@dataclass(frozen=True, slots=True)
class Record:
    """One telling that stands, or one change of a count."""

    kind: str
    id: int
    ref: str
    area: AreaCode | None
    at: date | datetime
    learned_at: datetime
    fact: Any
    """The fact as the survey knows it; of a count the change that this record makes."""


class _Summed(NamedTuple):
    statement: Any
    """Changes added up, as the survey asks."""
    table: Any
    day: Any
    read: Any


def _call(row: Any) -> RollCallHeard:
    place, area, at, absent, overdue, _, present = row
    return RollCallHeard(place, area, at, absent, overdue, present)  # a change: nothing is left out of it


_SUMMED = {
    "arrivals": _Summed(ARRIVALS, ArrivalRow, ArrivalRow.day, arrivals),
    "entrants": _Summed(ENTRANTS, EntrantRow, EntrantRow.day, entrants),
    "stays": _Summed(QUARANTINED, StayRow, StayRow.since, quarantined),
    "roll_calls": _Summed(ROLL_CALLS, RollCallRow, RollCallRow.at, _call),
    "consignments": _Summed(CONSIGNMENTS, ConsignmentRow, ConsignmentRow.day, goods),
    "lab_results": _Summed(LABS, LabRow, LabRow.day, labs),
    "passages": _Summed(PASSAGES, PassageRow, PassageRow.day, passages),
}
_TRACE = 4
"""Columns that come after those of the fact: id, reference, moment of learning, day."""


@dataclass
class Books:
    """Opened for one survey: what the two tell of one moment is the same."""

    tx: Transaction
    survey: Survey
    jurisdiction: Jurisdiction
    _told: dict[tuple[str, AreaCode | None], Sequence[Record]] = field(default_factory=dict)

    def told(self, kind: str, area: AreaCode | None = None) -> Sequence[Record]:
        """All records of a kind, of an area and all in it where one is named."""
        if (kind, area) not in self._told:
            self._told[kind, area] = self._asked(kind, area)
        return self._told[kind, area]

    def within(self, area: AreaCode) -> frozenset[AreaCode]:
        """The area and all that lies in it."""
        return frozenset(one.code for one in self.jurisdiction.areas.within(area))

    def _asked(self, kind: str, area: AreaCode | None) -> list[Record]:
        statement, read = _whole(kind) if kind in WHOLE else _single(_SUMMED[kind])
        within = None if area is None else self.within(area)
        if within is not None and kind in _SUMMED:  # a correction may move a thing told whole elsewhere
            statement = statement.where(self.tx.among(_SUMMED[kind].table.area, within))
        given = spans(self.survey.as_of, LONGEST_WINDOW, self.jurisdiction.zone)[kind]
        found = (_record(kind, row, read) for row in self.tx.execute(statement, [given]))
        return [one for one in found if within is None or one.area in within]


def _whole(kind: str) -> tuple[Select[Any], Any]:
    whole = WHOLE[kind]
    return asked(whole, "id", "ref", "learned_at", whole.day), whole.read


def _single(kind: _Summed) -> tuple[Select[Any], Any]:
    """The same question, each row for itself."""
    trace = (kind.table.id, kind.table.ref, kind.table.learned_at, kind.day)
    return kind.statement.add_columns(*trace).group_by(*trace), kind.read


def _record(kind: str, row: Any, read: Any) -> Record:
    fact = read(tuple(row)[:-_TRACE])
    record, ref, learned_at, at = tuple(row)[-_TRACE:]
    return Record(kind, record, ref, fact.area, at, learned_at, fact)
