"""What is known of everybody who is followed up, read a kind of row at a time. Reads only."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from services.plumbing.database import Transaction
from services.tracing.closing import DueKind, Outcome
from services.tracing.deeds import ENTERED, local_day
from services.tracing.overdue import Followed
from services.tracing.tables_chains import LinkRow, SameRow, StandingRow
from services.tracing.tables_deeds import DeedRow
from services.tracing.tables_work import WorkRow
from services.tracing.work_words import FINAL, WorkState


def followed_people(tx: Transaction, levels: Collection[int], zone: ZoneInfo) -> dict[str, Followed]:
    """Everybody who stands on one of these levels; without those who died or left the country."""
    wanted = select(StandingRow.person, StandingRow.level, StandingRow.learned_at).where(
        StandingRow.gone_at.is_(None),
        StandingRow.level.in_(sorted(levels)),
        ~StandingRow.person.contains(":"),
    )
    rows = tx.execute(wanted).all()
    if not rows:
        return {}
    first = _first_pseudonyms(tx)
    last, met = _last_contacts(tx, first), _met(tx, first)
    entered, tested, sampled = (_days(tx, first, kind, told) for kind, told in _TOLD)
    nobody = _looked_for_no_more(tx)
    return {
        row.person: Followed(
            row.level,
            local_day(row.learned_at, zone),
            last.get(row.person),
            entered.get(row.person, ()),
            met.get(row.person),
            tested.get(row.person, ()),
            sampled.get(row.person, ()),
        )
        for row in rows
        if row.person not in nobody
    }


def _first_pseudonyms(tx: Transaction) -> dict[str, str]:
    wanted = select(SameRow.pseudonym, SameRow.person).where(SameRow.gone_at.is_(None))
    return {row.pseudonym: row.person for row in tx.execute(wanted)}


def _last_contacts(tx: Transaction, first: Mapping[str, str]) -> dict[str, date]:
    wanted = (
        select(LinkRow.b, func.max(LinkRow.until).label("day"))
        .where(LinkRow.gone_at.is_(None), LinkRow.until.is_not(None))
        .group_by(LinkRow.b)
    )
    return _latest(((row.b, row.day) for row in tx.execute(wanted)), first)


def _met(tx: Transaction, first: Mapping[str, str]) -> dict[str, date]:
    wanted = (
        select(DeedRow.person, func.max(DeedRow.day).label("day"))
        .where(
            DeedRow.gone_at.is_(None),
            DeedRow.kind == DueKind.CHECK.value,
            DeedRow.outcome == Outcome.DONE.value,
        )
        .group_by(DeedRow.person)
    )
    return _latest(((row.person, row.day) for row in tx.execute(wanted)), first)


_TOLD = (
    (ENTERED, (Outcome.DONE,)),
    (DueKind.TEST, (Outcome.DONE, Outcome.POSITIVE)),
    (DueKind.TEST, (Outcome.PENDING,)),
)


def _days(
    tx: Transaction, first: Mapping[str, str], kind: str, told: Collection[Outcome]
) -> dict[str, list[date]]:
    wanted = select(DeedRow.person, DeedRow.day).where(
        DeedRow.gone_at.is_(None), DeedRow.kind == str(kind), DeedRow.outcome.in_([one.value for one in told])
    )
    found: defaultdict[str, list[date]] = defaultdict(list)
    for row in tx.execute(wanted.order_by(DeedRow.day)):
        found[first.get(row.person, row.person)].append(row.day)
    return found


def _looked_for_no_more(tx: Transaction) -> set[str]:
    wanted = select(WorkRow.person).where(
        WorkRow.gone_at.is_(None),
        WorkRow.state == WorkState.DONE.value,
        WorkRow.why_not.in_([one.value for one in FINAL]),
    )
    return set(tx.execute(wanted).scalars())


def _latest(rows: Iterable[tuple[str, date]], first: Mapping[str, str]) -> dict[str, date]:
    """By person the latest day told under any of their pseudonyms."""
    found: dict[str, date] = {}
    for name, day in rows:
        person = first.get(name, name)
        found[person] = max(day, found.get(person, day))
    return found
