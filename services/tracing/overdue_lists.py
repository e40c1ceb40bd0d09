"""Whose visit at home is overdue stands on the list of their district, and falls off once met.

By the clock. Who comes is listed once a local day, so that a district is told once a day, with a list;
who was met falls off at any time (decision 0049).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select

from services.domain.areas import Area, AreaCode, Areas, Tier
from services.domain.base import Sentence
from services.domain.days import midnight
from services.domain.events import ListKind
from services.plumbing.database import Transaction
from services.tracing.closing import FollowRules
from services.tracing.hearing import PEN, Whereabouts
from services.tracing.list_views import Member
from services.tracing.lists import Heading, change_members
from services.tracing.overdue import check_missing, day_one
from services.tracing.overdue_people import followed_people
from services.tracing.tables_lists import ListedRow, ListRow

_SCORE = {1: 0.8}
_OTHERS = 0.5


@dataclass(frozen=True)
class FollowUpRules:
    """What overdue visits go by."""

    areas: Areas
    home: AreaCode
    """The whole territory: the list of those of whom no district is known."""
    zone: ZoneInfo
    rules_of: Callable[[int, date], FollowRules | None]
    levels: Callable[[datetime], Collection[int]]
    """Levels whose missed visits are told."""
    days: Callable[[datetime], int]
    """After so many days a visit that was not made is overdue."""
    whereabouts: Whereabouts


def list_overdue(tx: Transaction, rules: FollowUpRules) -> int:
    """Bring the lists up to this moment; how many came or fell off. Doing it again changes nothing."""
    tx.lock(PEN)
    overdue = _overdue(tx, rules)
    standing = _standing(tx)
    coming = overdue.keys() - standing.keys()
    today = midnight(tx.now.astimezone(rules.zone).date(), rules.zone)
    if _came_since(tx, today):  # who was to come has come; only a mistake may bring somebody back
        coming &= _fell_since(tx, today)
    put = _members(tx, rules, {one: overdue[one] for one in coming})
    gone: defaultdict[Heading, list[str]] = defaultdict(list)
    for person in sorted(standing.keys() - overdue.keys()):
        gone[_heading(rules, standing[person])].append(person)
    for heading in sorted(put.keys() | gone.keys(), key=lambda one: one.ref):
        change_members(tx, heading, put.get(heading, []), gone.get(heading, []))
    return sum(map(len, put.values())) + sum(map(len, gone.values()))


def _overdue(tx: Transaction, rules: FollowUpRules) -> dict[str, tuple[int, date]]:
    """Level, and the first day without a check, of everybody who has waited too long."""
    latest = tx.now.astimezone(rules.zone).date() - timedelta(days=rules.days(tx.now))
    found = {}
    for person, one in followed_people(tx, rules.levels(tx.now), rules.zone).items():
        told = day_one(one.entered, one.last_contact, one.learned)
        duty = rules.rules_of(one.level, told[0]) if told else None
        due = check_missing(duty, told[0], one.met, one.learned) if duty and told else None
        if due is not None and due <= latest:
            found[person] = (one.level, due)
    return found


def _standing(tx: Transaction) -> dict[str, str]:
    """By person the area whose list they stand on."""
    return {row.person: row.ref for row in tx.execute(_listed().where(ListedRow.gone_at.is_(None)))}


def _listed() -> Select[str, str]:
    """Who stands or stood on a list of this kind."""
    return (
        select(ListedRow.person, ListRow.ref)
        .join(ListRow, ListRow.id == ListedRow.list)
        .where(ListRow.kind == ListKind.FOLLOW_UP.value)
    )


def _came_since(tx: Transaction, since: datetime) -> bool:
    """Did anybody come on one of these lists since then?"""
    wanted = _listed().where(ListedRow.learned_at >= since).limit(1)
    return tx.execute(wanted).first() is not None


def _fell_since(tx: Transaction, since: datetime) -> set[str]:
    """Who fell off one of these lists since then."""
    return {row.person for row in tx.execute(_listed().where(ListedRow.gone_at >= since))}


def _members(
    tx: Transaction, rules: FollowUpRules, overdue: Mapping[str, tuple[int, date]]
) -> dict[Heading, list[Member]]:
    where = rules.whereabouts(tx, overdue) if overdue else {}
    found: defaultdict[Heading, list[Member]] = defaultdict(list)
    whys = {due: _why(due) for _, due in overdue.values()}
    for person, (level, due) in sorted(overdue.items()):
        area = _list_of(rules, where.get(person))
        if area is not None:
            member = Member(person, where.get(person), _SCORE.get(level, _OTHERS), whys[due])
            found[_heading(rules, area.code)].append(member)
    return found


def _list_of(rules: FollowUpRules, area: AreaCode | None) -> Area | None:
    """The district, or the territory where none is known; None: elsewhere, and followed up there."""
    known = rules.areas.get(area) if area else None
    if known is None:
        return rules.areas[rules.home]
    if not known.inside:
        return None
    return next((one for one in rules.areas.path(known.code) if one.tier is Tier.DISTRICT), known)


def _heading(rules: FollowUpRules, code: AreaCode) -> Heading:
    """The list of an area; one that has left the register since is called by its code."""
    area = rules.areas.get(code)
    vi, en = (area.name, area.name_en) if area else (code, code)
    title = Sentence(vi=f"Quá hạn theo dõi tại nhà: {vi}", en=f"Follow-up at home overdue: {en}")
    return Heading(ListKind.FOLLOW_UP, code, code, title)


def _why(due: date) -> Sentence:
    return Sentence(
        vi=f"Chưa ai gặp hoặc gọi được từ ngày {due:%d/%m/%Y}; phải kiểm tra hằng ngày.",
        en=f"Nobody has met or reached them since {due:%d %b %Y}; a check is due each day.",
    )
