"""Makes work of lists: everybody listed is with one team, who is listed no more is revoked. Idempotent."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from services.domain.events import ListKind
from services.plumbing.database import Transaction
from services.tracing.assigning import Call, calls_of
from services.tracing.called_levels import level_standings, people_called
from services.tracing.hearing import WORK_PEN, Whereabouts
from services.tracing.reasons import Standing, due_anew, reasons_of
from services.tracing.tables_lists import ListedRow, ListRow
from services.tracing.tables_work import WorkRow
from services.tracing.teams import Teams
from services.tracing.unnamed_cases import cases_of, is_ours
from services.tracing.work_rows import Step, item_of, keep_work, settled_before, standing_work
from services.tracing.work_words import OPEN, Did, ToBeDone, WorkState

PORTION = 2_000  # people of one round: their rows fit in memory, and nobody waits long for the pen
_LISTED = ("person", "list", "area", "score", "learned_at", "gone_at")


@dataclass(frozen=True)
class WorkRules:
    """What work goes by."""

    teams: Teams
    hours: Callable[[int, datetime], float]
    """Hours to find somebody of a level, by the law of a moment."""
    head_start: Callable[[datetime], float]
    """Hours by which a sure reason comes before an unsure one."""
    tries: Callable[[datetime], int]
    """How often somebody is looked for until they count as lost."""
    levels: Callable[[datetime], Collection[int]] = lambda moment: ()
    """Levels of chains that are called although they stand on no list."""
    whereabouts: Whereabouts = lambda tx, people: {}


class Wanted(NamedTuple):
    """Somebody who is to be called, and since when for the newest reason."""

    call: Call
    newest: datetime


def generate_all(tx: Transaction, rules: WorkRules) -> int:
    """The same for everybody, for the clock: teams come and go. Returns how many people it changed."""
    tx.lock(WORK_PEN)
    listed = select(ListedRow.person).where(ListedRow.gone_at.is_(None))
    working = select(WorkRow.person).where(
        WorkRow.gone_at.is_(None), WorkRow.state.in_([one.value for one in OPEN])
    )
    people = {*tx.execute(listed).scalars(), *tx.execute(working).scalars()}
    return generate(tx, rules, sorted(people.union(people_called(tx, rules.levels(tx.now)))))


def generate(tx: Transaction, rules: WorkRules, people: Sequence[str]) -> int:
    """Bring the work of these people up to their lists; how many changed. The caller holds the pen."""
    parts = (people[start : start + PORTION] for start in range(0, len(people), PORTION))
    return sum(_generate(tx, rules, part) for part in parts)


def _generate(tx: Transaction, rules: WorkRules, people: Sequence[str]) -> int:
    wanted = _wanted(tx, rules, people)
    named = cases_of(tx, [person for person, one in wanted.items() if one.call.level == 0])
    people = [*people, *named.keys() - set(people)]
    before = standing_work(tx, people)
    open_calls = [one.call for person, one in wanted.items() if _is_open(one, before.get(person))]
    held = {named.get(one.person, one.person): one.team for one in _own_last(before, named) if one.team}
    found = rules.teams.roster.assign(open_calls, held, _load(tx, before))
    changed: list[ToBeDone] = []
    steps: list[Step] = []
    for person in people:
        old = before.get(person)
        new = _worked(person, wanted.get(person), old, found)
        if new is not None and new != old:
            changed.append(new)
            steps += _steps(new, old, named)
    keep_work(tx, changed, steps)
    return len(changed)


def _own_last(before: Mapping[str, ToBeDone], named: Collection[str]) -> list[ToBeDone]:
    """A person's own item decides about the team; one that was the case's before it was named comes first."""
    return sorted(before.values(), key=lambda one: one.person not in named)


def _wanted(tx: Transaction, rules: WorkRules, people: Sequence[str]) -> dict[str, Wanted]:
    areas = rules.teams.areas
    rows = [*_standings(tx, people), *level_standings(tx, people, rules.levels(tx.now), rules.whereabouts)]
    ours = reasons_of((one for one in rows if is_ours(areas, one.person, one.area)), rules.hours)
    told = due_anew(ours, settled_before(tx, people))
    newest: dict[str, datetime] = {}
    for reason, since in told:
        newest[reason.person] = max(since, newest.get(reason.person, since))
    head_start = timedelta(hours=rules.head_start(tx.now))
    calls = calls_of((reason for reason, _ in told), head_start)
    return {call.person: Wanted(call, newest[call.person]) for call in calls}


def _standings(tx: Transaction, people: Sequence[str]) -> Iterator[Standing]:
    wanted = (
        select(*(getattr(ListedRow, name) for name in _LISTED), ListRow.kind, ListRow.ref)
        .join(ListRow, ListRow.id == ListedRow.list)
        .where(tx.among(ListedRow.person, people))
        .order_by(ListedRow.id)
    )
    for row in tx.execute(wanted).all():
        yield Standing(**row._asdict() | {"kind": ListKind(row.kind)})


def _load(tx: Transaction, before: Mapping[str, ToBeDone]) -> dict[str, int]:
    """What each team has to do, without these people."""
    states = [one.value for one in OPEN]
    wanted = (
        select(WorkRow.team, func.count().label("many"))
        .where(WorkRow.gone_at.is_(None), WorkRow.state.in_(states), WorkRow.team.is_not(None))
        .group_by(WorkRow.team)
    )
    load = {row.team: int(row.many) for row in tx.execute(wanted)}
    for one in before.values():
        if one.team in load and one.state in OPEN:
            load[one.team] -= 1
    return load


def _is_open(wanted: Wanted, old: ToBeDone | None) -> bool:
    """To be worked on: also what was done, when something was learned since."""
    if old is None or old.state is WorkState.REVOKED:
        return True
    return old.state in OPEN or old.settled_at is None or wanted.newest > old.settled_at


def _worked(
    person: str, wanted: Wanted | None, old: ToBeDone | None, found: Mapping[str, str | None]
) -> ToBeDone | None:
    """The item as it should stand; None: there is none."""
    if wanted is None:
        return _fallen_away(old)
    if old is not None and person not in found:
        return old
    call = wanted.call
    again = old is None or old.state not in OPEN
    team = found[person]
    return ToBeDone(
        item=item_of(person),
        person=person,
        team=team,
        offered_to=old.offered_to if old and old.team == team and not again else None,
        state=WorkState.TO_DO if again or old is None else old.state,
        area=call.area,
        level=call.level,
        score=call.score,
        due=call.due,
        urgent_at=call.urgent_at,
        tries=0 if again or old is None else old.tries,
        why_not=None if again or old is None else old.why_not,
        settled_at=None,
    )


def _fallen_away(old: ToBeDone | None) -> ToBeDone | None:
    if old is None or old.state not in OPEN:
        return old
    return old._replace(state=WorkState.REVOKED, offered_to=None)


def _steps(new: ToBeDone, old: ToBeDone | None, named: Collection[str]) -> Iterator[Step]:
    if new.state is WorkState.REVOKED:
        yield Step(new.item, Did.NAMED if new.person in named else Did.REVOKED, new.team)
    elif old is None or old.state not in OPEN:
        yield Step(new.item, Did.LISTED, new.team)
    elif new.team != old.team:
        yield Step(new.item, Did.MOVED, new.team)
