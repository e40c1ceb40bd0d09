"""Whose visit or test is overdue stands on the list of their district, and falls off once met and tested.

By the clock. Who comes is listed once a local day, so that a district is told once a day, with a list;
who was met and tested falls off at any time (decisions 0049 and 0064).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
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
from services.tracing.overdue import check_missing, day_one, missing_test
from services.tracing.overdue_people import followed_people
from services.tracing.tables_lists import ListedRow, ListRow

_SCORE = {1: 0.8}
_OTHERS = 0.5


class Late(NamedTuple):
    """What somebody has waited too long for: the first days without a check and without a test."""

    level: int
    check: date | None
    test: date | None

    @property
    def why(self) -> Sentence:
        """What has to be made up for."""
        said = [*_check_said(self.check), *_test_said(self.test)]
        return Sentence(vi=" ".join(one.vi for one in said), en=" ".join(one.en for one in said))


@dataclass(frozen=True)
class FollowUpRules:
    """What overdue visits and tests go by."""

    areas: Areas
    home: AreaCode
    """The whole territory: the list of those of whom no district is known."""
    zone: ZoneInfo
    rules_of: Callable[[int, date], FollowRules | None]
    levels: Callable[[datetime], Collection[int]]
    """Levels whose missed visits and tests are told."""
    days: Callable[[datetime], int]
    """After so many days a visit that was not made, or a test, is overdue."""
    result_days: Callable[[datetime], int]
    """So many days a sample may be without a result before its test counts as not done."""
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
    put = _members(tx, rules, {one: overdue[one] for one in coming}, {})
    came = sum(map(len, put.values()))
    moved = {one: overdue[one] for one, (_, why) in standing.items() if _is_other(overdue.get(one), why)}
    for heading, members in _members(tx, rules, moved, {one: standing[one][0] for one in moved}).items():
        put.setdefault(heading, []).extend(members)
    gone: defaultdict[Heading, list[str]] = defaultdict(list)
    for person in sorted(standing.keys() - overdue.keys()):
        gone[_heading(rules, standing[person][0])].append(person)
    for heading in sorted(put.keys() | gone.keys(), key=lambda one: one.ref):
        change_members(tx, heading, put.get(heading, []), gone.get(heading, []))
    return came + sum(map(len, gone.values()))


def _overdue(tx: Transaction, rules: FollowUpRules) -> dict[str, Late]:
    """Everybody who has waited too long, and for what."""
    today = tx.now.astimezone(rules.zone).date()
    latest = today - timedelta(days=rules.days(tx.now))
    sampled = today - timedelta(days=rules.result_days(tx.now))
    found = {}
    for person, one in followed_people(tx, rules.levels(tx.now), rules.zone).items():
        told = day_one(one.entered, one.last_contact, one.learned)
        duty = rules.rules_of(one.level, told[0]) if told else None
        if duty and told:
            check = check_missing(duty, told[0], one.met, one.learned)
            test = missing_test(duty, told[0], one.tests(sampled), one.learned)
            found[person] = Late(one.level, _by(check, latest), _by(test, latest))
    return {person: late for person, late in found.items() if late.check or late.test}


def _by(due: date | None, latest: date) -> date | None:
    return due if due is not None and due <= latest else None


def _is_other(late: Late | None, why: str) -> bool:
    """Is somebody who stands on a list still overdue, and for something else?"""
    return late is not None and late.why.vi != why


def _standing(tx: Transaction) -> dict[str, tuple[str, str]]:
    """By person the area whose list they stand on, and the reason."""
    wanted = _listed().add_columns(ListedRow.why).where(ListedRow.gone_at.is_(None))
    return {row.person: (row.ref, row.why["vi"]) for row in tx.execute(wanted)}


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
    tx: Transaction, rules: FollowUpRules, overdue: Mapping[str, Late], standing: Mapping[str, str]
) -> dict[Heading, list[Member]]:
    """By list; who stands on one stays on it, wherever they are now."""
    where = rules.whereabouts(tx, overdue) if overdue else {}
    found: defaultdict[Heading, list[Member]] = defaultdict(list)
    whys = {late: late.why for late in set(overdue.values())}
    for person, late in sorted(overdue.items()):
        area = _list_of(rules, where.get(person))
        code = standing.get(person) or (area.code if area else None)
        if code is not None:
            member = Member(person, where.get(person), _SCORE.get(late.level, _OTHERS), whys[late])
            found[_heading(rules, code)].append(member)
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
    title = Sentence(vi=f"Quá hạn theo dõi, xét nghiệm: {vi}", en=f"Follow-up or test overdue: {en}")
    return Heading(ListKind.FOLLOW_UP, code, code, title)


def _check_said(due: date | None) -> Iterator[Sentence]:
    if due is not None:
        yield Sentence(
            vi=f"Chưa ai gặp hoặc gọi được từ ngày {due:%d/%m/%Y}; phải kiểm tra hằng ngày.",
            en=f"Nobody has met or reached them since {due:%d %b %Y}; a check is due each day.",
        )


def _test_said(due: date | None) -> Iterator[Sentence]:
    if due is not None:
        yield Sentence(
            vi=f"Chưa có kết quả xét nghiệm PCR đến hạn ngày {due:%d/%m/%Y}.",
            en=f"No result yet of the PCR test that was due on {due:%d %b %Y}.",
        )
