"""What was known then: the newest telling of each thing among all we had learned by a moment."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import func, select

from services.plumbing.database import Transaction
from services.risk.heard import Heard
from services.risk.newest import THEN
from services.risk.recall_first import first_told
from services.risk.recall_goods import CONSIGNMENTS, goods
from services.risk.recall_judged import AREA_FACTS, JUDGEMENTS, area_facts, judgement
from services.risk.recall_posts import ARRIVALS, LABS, PASSAGES, arrivals, labs, passages
from services.risk.recall_quarantine import (
    ENTRANTS,
    QUARANTINED,
    ROLL_CALLS,
    STAYS,
    entrants,
    quarantined,
    roll_call,
    stays,
)
from services.risk.recall_whole import WHOLE, asked
from services.risk.tables import (
    ArrivalRow,
    CaseRow,
    ConsignmentRow,
    ContactsRow,
    CountRow,
    EntrantRow,
    IncidentRow,
    OrderRow,
    RollCallRow,
    StayRow,
)
from services.risk.tables_counted import InspectionRow, LabRow, PassageRow
from services.risk.tables_judged import AreaFactsRow, JudgementRow

LONGEST_WINDOW = timedelta(days=60)
"""No indicator looks further back than 28 days; the rest tells how long ago the last case was."""
ARRIVAL_DAYS = 14
ARRIVAL_WINDOW = timedelta(days=ARRIVAL_DAYS)
WHOLE_HISTORY = timedelta(days=20_000)

KINDS: dict[str, Any] = {
    "case_counts": CountRow,
    "cases": CaseRow,
    "contacts": ContactsRow,
    "orders": OrderRow,
    "border_incidents": IncidentRow,
    "arrivals": ArrivalRow,
    "entrants": EntrantRow,
    "stays": StayRow,
    "roll_calls": RollCallRow,
    "consignments": ConsignmentRow,
    "passages": PassageRow,
    "lab_results": LabRow,
    "inspections": InspectionRow,
    "judgements": JudgementRow,
    "area_facts": AreaFactsRow,
}
"""Every kind of fact that risk hears, by the name people see on the data page."""


def recall(tx: Transaction, as_of: datetime, reach: timedelta = LONGEST_WINDOW, zone: tzinfo = UTC) -> Heard:
    """All facts of the time before `as_of`, as far back as `reach`, as known at that moment.

    `zone`: whose calendar tells which days the last two weeks of arrivals are.
    """
    given = spans(as_of, reach, zone)
    return Heard(
        as_of=as_of,
        counts=_whole(tx, "case_counts", given),
        cases=_whole(tx, "cases", given),
        contacts=_whole(tx, "contacts", given),
        orders=_whole(tx, "orders", given),
        incidents=_whole(tx, "border_incidents", given),
        arrivals=_told(tx, ARRIVALS, arrivals, given["arrivals"]),
        quarantined=_told(tx, QUARANTINED, quarantined, given["stays"]),
        stays=_told(tx, STAYS, stays, given["stays"]),
        roll_calls=_told(tx, ROLL_CALLS, roll_call, given["roll_calls"]),
        entrants=_told(tx, ENTRANTS, entrants, given["entrants"]),
        goods=_told(tx, CONSIGNMENTS, goods, given["consignments"]),
        passages=_told(tx, PASSAGES, passages, given["passages"]),
        labs=_told(tx, LABS, labs, given["lab_results"]),
        judgements=_told(tx, JUDGEMENTS, judgement, given["judgements"]),
        area_facts=_told(tx, AREA_FACTS, area_facts, given["area_facts"]),
        last_learned=last_learned(tx, as_of),
        first_told=first_told(tx, as_of, zone),
    )


def spans(as_of: datetime, reach: timedelta, zone: tzinfo) -> Mapping[str, dict[str, Any]]:
    """What the question of each kind of fact is asked with: until when it was learned, and of which days."""
    here = as_of.astimezone(zone)
    recent = {"then": as_of, "since": here - reach}
    two_weeks = {"then": as_of, "since": here.date() - timedelta(days=ARRIVAL_DAYS - 1), "today": here.date()}
    return {
        **dict.fromkeys(("cases", "contacts", "border_incidents"), recent),
        **dict.fromkeys(("orders", "judgements", "area_facts"), {"then": as_of}),
        **dict.fromkeys(("arrivals", "entrants", "consignments", "passages", "lab_results"), two_weeks),
        "case_counts": recent | {"since": recent["since"].date()},
        "roll_calls": {"then": as_of, "since": here - ARRIVAL_WINDOW},
        "stays": two_weeks | {"long_ago": here.date() - LONGEST_WINDOW},
    }


def last_learned(tx: Transaction, as_of: datetime) -> dict[str, datetime]:
    """For each kind of fact the newest moment, up to `as_of`, at which we learned one."""
    found = tx.execute(_LAST_LEARNED, [{"then": as_of}]).one()._mapping
    return {kind: moment for kind, moment in found.items() if moment is not None}


def _told(
    tx: Transaction, statement: Any, read: Callable[[Any], Any], values: dict[str, Any]
) -> Sequence[Any]:
    return [read(row) for row in tx.execute(statement, [values]).all()]


def _whole(tx: Transaction, kind: str, given: Mapping[str, dict[str, Any]]) -> Sequence[Any]:
    return _told(tx, _WHOLE[kind], WHOLE[kind].read, given[kind])


_WHOLE = {name: asked(kind) for name, kind in WHOLE.items()}

_LAST_LEARNED = select(
    *(
        select(func.max(table.learned_at)).where(table.learned_at <= THEN).scalar_subquery().label(kind)
        for kind, table in KINDS.items()
    )
)
