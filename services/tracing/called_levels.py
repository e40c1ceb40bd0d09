"""Levels of chains that are called without a list: the F0's first interview, the F2 whom communes call.

An F0 whom nobody named is called by its code: whoever reported it is asked who it is.

Source: rule book 2.1, 2.3 and 5.2. Which levels these are is the law's parameter `work_chain_levels`.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_, select

from services.domain.base import Sentence
from services.domain.events import ListKind
from services.plumbing.database import Transaction
from services.tracing.dated_rows import stood
from services.tracing.hearing import Whereabouts
from services.tracing.reasons import Standing
from services.tracing.tables_chains import StandingRow
from services.tracing.unnamed_cases import TITLE, WHY, areas_of_cases, code_of

SURE = 0.8
"""A level is known from contacts that somebody told of."""
_FIRST = Sentence(vi="F0: hỏi mốc dịch tễ, người đã gặp", en="F0: ask for milestones and people met")
_CAN_BE_CALLED = or_(~StandingRow.person.contains(":"), StandingRow.level == 0)
_WHY = Sentence(vi="Xếp mức theo các tiếp xúc đang biết.", en="The level follows from the contacts known.")


class Called(NamedTuple):
    """Somebody stands on a level that is called, since when."""

    person: str
    level: int
    since: datetime


def list_name(level: int) -> str:
    """What stands for a list where there is none."""
    return f"level-F{level}"


def title(one: Called) -> Sentence:
    """What such a reason is called."""
    if code_of(one.person):
        return TITLE
    level = one.level
    return _FIRST if level == 0 else Sentence(vi=f"F{level} trong chuỗi tiếp xúc", en=f"F{level} in a chain")


def why(one: Called) -> Sentence:
    """Why somebody stands on a level."""
    return WHY if code_of(one.person) else _WHY


def level_standings(
    tx: Transaction, people: Collection[str], levels: Collection[int], where: Whereabouts
) -> Iterator[Standing]:
    """The levels of people, past ones too, as rows of a list; of cases that nobody named the F0 alone."""
    wanted = (
        select(StandingRow.person, StandingRow.level, StandingRow.learned_at, StandingRow.gone_at)
        .where(tx.among(StandingRow.person, people), StandingRow.level.in_(sorted(levels)), _CAN_BE_CALLED)
        .order_by(StandingRow.id)
    )
    rows = tx.execute(wanted).all() if levels else []
    unnamed = {row.person for row in rows if code_of(row.person)}
    named = {row.person for row in rows} - unnamed
    found = {**(where(tx, named) if named else {}), **areas_of_cases(tx, unnamed)}
    for row in rows:
        yield Standing(
            row.person, list_name(row.level), ListKind.CHAIN, f"F{row.level}", found.get(row.person), SURE,
            row.learned_at, row.gone_at,
        )  # fmt: skip


def people_called(tx: Transaction, levels: Collection[int]) -> list[str]:
    """Everybody who stands on one of these levels now and can be called."""
    wanted = select(StandingRow.person).where(
        StandingRow.gone_at.is_(None),
        StandingRow.level.in_(sorted(levels)),
        _CAN_BE_CALLED,
    )
    return list(tx.execute(wanted).scalars()) if levels else []


def called(
    tx: Transaction, people: Collection[str], levels: Collection[int], as_of: datetime | None
) -> list[Called]:
    """Which of these people stood on such a level, as it was known then; None: now."""
    wanted = select(StandingRow.person, StandingRow.level, StandingRow.learned_at).where(
        stood(StandingRow, as_of),
        tx.among(StandingRow.person, people),
        StandingRow.level.in_(sorted(levels)),
        _CAN_BE_CALLED,
    )
    return [Called(row.person, row.level, row.learned_at) for row in tx.execute(wanted)] if levels else []
