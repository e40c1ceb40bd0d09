"""Keeps what events tell; says when a case is the first after a quiet period."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import aliased

from services.domain.areas import Area, AreaCode, Areas, Tier
from services.domain.events import (
    AreaActivityReported,
    AreaFactsReported,
    BorderIncidentReported,
    CaseCountReported,
    CaseReported,
    ContactsReported,
    Event,
    FirstCaseAfterQuiet,
    JudgementMade,
    OrderIssued,
)
from services.plumbing.consuming import Handler
from services.plumbing.database import Instant, Transaction
from services.risk.hearing_counts import COUNTED
from services.risk.tables import CaseRow, ContactsRow, CountRow, IncidentRow, OrderRow
from services.risk.tables_judged import AreaActivityRow, AreaFactsRow, JudgementRow

ONE_NIGHT = timedelta(days=1)
"""Cases of one night are told in several bulletins, out of order."""


def handlers(areas: Areas, quiet_days: Callable[[], int]) -> dict[type[Event], Handler]:
    """Which event is kept how. `quiet_days`: days without a case after which one counts as the first."""

    def on_case(happened: Event, tx: Transaction) -> None:
        assert isinstance(happened, CaseReported)
        _tell_first(happened, tx, areas, quiet_days())
        _keep_case(happened, tx)

    return {
        CaseCountReported: _keep_count,
        CaseReported: on_case,
        ContactsReported: _keep_contacts,
        OrderIssued: _keep_order,
        BorderIncidentReported: _keep_incident,
        JudgementMade: _keep_judgement,
        AreaFactsReported: _keep_area_facts,
        AreaActivityReported: _keep_area_activity,
        **COUNTED,
    }


def _keep_count(happened: Event, tx: Transaction) -> None:
    assert isinstance(happened, CaseCountReported)
    tx.add(CountRow, [happened.model_dump(exclude={"id"})])


def _keep_case(happened: CaseReported, tx: Transaction) -> None:
    kept = happened.model_dump(
        include={"ref", "learned_at", "area", "confirmed_at", "count", "source", "found_in"}
    )
    tx.add(CaseRow, [kept | {"hard_place": happened.hard_to_trace_place}])


def _keep_contacts(happened: Event, tx: Transaction) -> None:
    tx.add(ContactsRow, [happened.model_dump(exclude={"id"})])


def _keep_order(happened: Event, tx: Transaction) -> None:
    tx.add(OrderRow, [happened.model_dump(exclude={"id"})])


def _keep_incident(happened: Event, tx: Transaction) -> None:
    tx.add(IncidentRow, [happened.model_dump(exclude={"id"})])


def _keep_judgement(happened: Event, tx: Transaction) -> None:
    tx.add(JudgementRow, [happened.model_dump(exclude={"id"})])


def _keep_area_facts(happened: Event, tx: Transaction) -> None:
    tx.add(AreaFactsRow, [happened.model_dump(exclude={"id"})])


def _keep_area_activity(happened: Event, tx: Transaction) -> None:
    assert isinstance(happened, AreaActivityReported)
    tx.add(AreaActivityRow, [happened.model_dump(exclude={"id"})])


def _tell_first(happened: CaseReported, tx: Transaction, areas: Areas, quiet_days: int) -> None:
    """Emit FirstCaseAfterQuiet for the largest area up to the district for which this case is one."""
    if happened.count == 0 or (happened.learned_at - happened.confirmed_at).days >= quiet_days:
        return  # nobody ill; or so long ago that hours no longer count: a chain would have shown itself
    tx.lock("risk.first-case")  # two workers with two communes of one district would each tell the first
    if _heard_before(happened, tx):
        return
    for area in reversed(_up_to_district(areas, happened.area)):
        codes = [a.code for a in areas.within(area.code)]
        last = _last_case(tx, codes, happened.learned_at)
        quiet = None if last is None else _days(happened, last)
        if quiet is None or quiet >= quiet_days:
            first = FirstCaseAfterQuiet(
                learned_at=happened.learned_at,
                area=area.code,
                at=happened.confirmed_at,
                cases=happened.count,
                quiet_days=quiet,
            )
            tx.emit(first)
            return
        eve = _last_case(tx, codes, happened.learned_at, until=happened.confirmed_at - ONE_NIGHT)
        if eve is None or _days(happened, eve) >= quiet_days:
            return  # one more of the night that was told as a first case already


def _days(happened: CaseReported, last: datetime) -> int:
    return (happened.confirmed_at - last).days


def _up_to_district(areas: Areas, code: AreaCode) -> list[Area]:
    path = areas.path(code)
    return [a for a in path if a.tier in (Tier.COMMUNE, Tier.DISTRICT)] or list(path[:1])


def _heard_before(happened: CaseReported, tx: Transaction) -> bool:
    return tx.execute(_OF_REF, [{"ref": happened.ref}]).first() is not None


def _last_case(
    tx: Transaction, codes: list[AreaCode], then: datetime, until: datetime | None = None
) -> datetime | None:
    """When the newest case of these areas was, as known then; also one later than the case at hand.

    What a correction has moved elsewhere, or taken back, was never here.
    """
    asked = {"codes": codes, "then": then, "until": until or _ANY_TIME}
    found: datetime | None = tx.execute(_NEWEST, [asked]).scalar_one()
    return found


_ANY_TIME = datetime.max.replace(tzinfo=UTC)
_LATER = aliased(CaseRow)
_CORRECTED = exists().where(_LATER.ref == CaseRow.ref, _LATER.id > CaseRow.id)
# Made once: a statement of this size takes longer to make than to run.
_OF_REF = select(CaseRow.id).where(CaseRow.ref == bindparam("ref")).limit(1)
_NEWEST = select(func.max(CaseRow.confirmed_at)).where(
    CaseRow.area.in_(bindparam("codes", expanding=True)),
    CaseRow.count > 0,
    CaseRow.learned_at <= bindparam("then", type_=Instant),
    CaseRow.confirmed_at <= bindparam("until", type_=Instant),
    ~_CORRECTED,
)
