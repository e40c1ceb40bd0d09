"""Work lists as teams read them: by urgency, now or as it was known then. Reads only; names nobody."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, false, func, select

from services.domain.base import Sentence
from services.domain.events import ListKind
from services.plumbing.database import Transaction
from services.tracing.called_levels import SURE, called, list_name, title
from services.tracing.called_levels import why as because
from services.tracing.dated_rows import stood
from services.tracing.list_history import titles_then
from services.tracing.tables_lists import ListedRow, ListRow
from services.tracing.tables_work import WorkLookRow, WorkRow
from services.tracing.teams import Teams
from services.tracing.work_rows import Part, work_where
from services.tracing.work_words import OPEN, TeamView, ToBeDone, WorkState


class WhyListed(NamedTuple):
    """One list on which somebody stands."""

    list: str
    kind: ListKind
    title: Sentence
    why: Sentence
    score: float
    since: datetime


def work_of(
    tx: Transaction,
    teams: Collection[str] | None,
    *,
    states: Collection[WorkState] = OPEN,
    as_of: datetime | None = None,
    part: Part | None = None,
) -> list[ToBeDone]:
    """What these teams have to do, and what they were offered; None: every team, and who has none."""
    return work_where(tx, _of_teams(tx, teams, states), as_of, part)


def work_count(
    tx: Transaction,
    teams: Collection[str] | None,
    *,
    states: Collection[WorkState] = OPEN,
    as_of: datetime | None = None,
) -> int:
    """How many items `work_of` would give without a part."""
    wanted = select(func.count()).select_from(WorkRow).where(stood(WorkRow, as_of))
    return int(tx.execute(wanted.where(_of_teams(tx, teams, states))).scalar_one())


def work_about(tx: Transaction, people: Collection[str], as_of: datetime | None = None) -> list[ToBeDone]:
    """What is still to be done about these people."""
    is_open = WorkRow.state.in_([one.value for one in OPEN])
    return work_where(tx, is_open & tx.among(WorkRow.person, people), as_of)


def team_views(tx: Transaction, teams: Teams, now: datetime, as_of: datetime | None = None) -> list[TeamView]:
    """Every team that has something to do, the busiest first."""
    states = [one.value for one in OPEN]
    late, lost = WorkRow.due < now, WorkRow.state == WorkState.LOST.value
    wanted = (
        select(
            WorkRow.team,
            func.count().label("open"),
            func.count().filter(late).label("overdue"),
            func.count().filter(lost).label("lost"),
        )
        .where(stood(WorkRow, as_of), WorkRow.state.in_(states), WorkRow.team.is_not(None))
        .group_by(WorkRow.team)
    )
    known = teams.roster.teams
    rows = [row for row in tx.execute(wanted) if row.team in known]
    views = [TeamView(known[r.team], teams.title(r.team), r.open, r.overdue, r.lost) for r in rows]
    return sorted(views, key=lambda one: (-one.overdue, -one.open, one.team.id))


def whys_of(
    tx: Transaction, people: Collection[str], levels: Collection[int], as_of: datetime | None = None
) -> dict[str, list[WhyListed]]:
    """Why people stand on their team's list, surest first; `levels`: of chains, that are called anyhow."""
    wanted = (
        select(ListedRow.person, ListedRow.list, ListedRow.why, ListedRow.score, ListedRow.learned_at)
        .add_columns(ListRow.kind, ListRow.title)
        .join(ListRow, ListRow.id == ListedRow.list)
        .where(stood(ListedRow, as_of), tx.among(ListedRow.person, people))
        .order_by(ListedRow.score.desc(), ListedRow.list)
    )
    rows = tx.execute(wanted).all()
    then = titles_then(tx, tx.among(ListRow.id, {row.list for row in rows}), as_of) if as_of else {}
    found: dict[str, list[WhyListed]] = {}
    for row in rows:
        why = WhyListed(
            row.list,
            ListKind(row.kind),
            then.get(row.list) or Sentence(**row.title),
            Sentence(**row.why),
            row.score,
            row.learned_at,
        )
        found.setdefault(row.person, []).append(why)
    for one in called(tx, people, levels, as_of):
        why = WhyListed(list_name(one.level), ListKind.CHAIN, title(one), because(one), SURE, one.since)
        found.setdefault(one.person, []).insert(0, why)
    return found


def note_looks(tx: Transaction, people: Sequence[str], agency: str, door: str) -> None:
    """Keep who saw which people by name, and where."""
    tx.pour(WorkLookRow, ("at", "agency", "person", "door"), ((tx.now, agency, one, door) for one in people))


def _of_teams(
    tx: Transaction, teams: Collection[str] | None, states: Collection[WorkState]
) -> ColumnElement[bool]:
    which: ColumnElement[bool] = WorkRow.state.in_([one.value for one in states])
    if teams is None:
        return which
    return which & (tx.among(WorkRow.team, teams) | tx.among(WorkRow.offered_to, teams) if teams else false())
