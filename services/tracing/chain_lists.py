"""The F1 of each case as a list for a team: who came, who moved up, who fell away."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Row, select

from services.domain.base import Sentence
from services.domain.events import ListKind
from services.plumbing.database import Transaction
from services.tracing.chain_known import Known
from services.tracing.chain_levels import Shift
from services.tracing.list_views import Member
from services.tracing.lists import Heading, change_members
from services.tracing.standings import Standing
from services.tracing.tables_lists import ListedRow, ListRow

_TOLD, _MOVED_UP = 0.8, 0.9  # who moved up is a contact of a case found today: the trail is warmest there


def keep_chain_lists(tx: Transaction, known: Known, shifts: Sequence[Shift]) -> None:
    """Each F1 stands on the list of the case through whom they are one; a person stands on one of them."""
    if not shifts:
        return
    stood = _listed(tx, [one.person for one in shifts])
    put: defaultdict[Heading, list[Member]] = defaultdict(list)
    gone: defaultdict[Heading, list[str]] = defaultdict(list)
    for shift in shifts:
        here = _heading(known, shift.after)
        before = stood.get(shift.person)
        if before and before != here:
            gone[before].append(shift.person)
        if here and ":" not in shift.person:
            put[here].append(_member(known, shift))
    for heading in sorted(put.keys() | gone.keys(), key=lambda one: one.ref):
        change_members(tx, heading, put[heading], gone[heading])


def _heading(known: Known, standing: Standing | None) -> Heading | None:
    if standing is None or standing.level != 1 or standing.via is None:
        return None
    code = known.code_of(standing.via)
    cases = known.cases_of(standing.via)
    title = Sentence(vi=f"F1 của ca {code}", en=f"F1 of case {code}")
    return Heading(ListKind.CHAIN, code, cases[0].area if cases else None, title)


def _member(known: Known, shift: Shift) -> Member:
    before = shift.before.level if shift.before else None
    if before is None or before <= 1:
        why, score = Sentence(vi="Tiếp xúc gần với ca bệnh.", en="Close contact of the case."), _TOLD
    else:
        why = Sentence(
            vi=f"Nâng từ F{before} lên F1: người ở trước nay là F0.",
            en=f"From F{before} to F1: the one before is an F0 now.",
        )
        score = _MOVED_UP
    return Member(shift.person, known.area_of(shift.person), score, why)


def _listed(tx: Transaction, people: Sequence[str]) -> Mapping[str, Heading]:
    wanted = (
        select(ListedRow.person, ListRow.kind, ListRow.ref, ListRow.area, ListRow.title)
        .join(ListRow, ListRow.id == ListedRow.list)
        .where(
            ListRow.kind == ListKind.CHAIN.value,
            ListedRow.gone_at.is_(None),
            tx.among(ListedRow.person, people),
        )
    )
    return {row.person: _heading_in(row) for row in tx.execute(wanted)}


def _heading_in(row: Row[tuple[str, str, str, str | None, dict[str, str]]]) -> Heading:
    return Heading(ListKind(row.kind), row.ref, row.area, Sentence(**row.title))
