"""Everyone's level as the house knows it: held in memory, brought up to date from the database, written down.

Memory is never trusted alone. It knows the step up to which it is true and that step's token: after a
rollback, or when another worker wrote a step of the same number, all is read anew (decision 0039).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update

from services.plumbing.database import Transaction
from services.tracing.chain_known import Delta, Known, is_unseen, shown
from services.tracing.chain_reading import Step, changed_since, newest_step, span_since
from services.tracing.chains import Chains
from services.tracing.standings import Standing
from services.tracing.tables_chains import ChainStepRow, StandingRow

LAST_LEVEL = 5
"""F5 is the last level that has a name (rule book 2.1); duties end earlier (`trace_depth`)."""
_STANDING = ("person", "level", "via", "learned_at", "gone_at")


class Shift(NamedTuple):
    """Where somebody stood and stands; None: in no chain."""

    person: str
    before: Standing | None
    after: Standing | None


class _Held(NamedTuple):
    known: Known
    chains: Chains
    step: Step


class Levels:
    """The chains of the house. One a worker; call `refresh` under the room's pen."""

    def __init__(self) -> None:
        """Holds nothing yet: the first `refresh` reads all."""
        self._held: _Held | None = None
        self._begun: int | None = None

    @property
    def known(self) -> Known:
        """What the last refresh knew."""
        return self._held.known if self._held else Known()

    def begin(self, tx: Transaction) -> None:
        """Note how far others have come, before anything of this transaction is written."""
        self._begun = newest_step(tx).id

    def refresh(self, tx: Transaction) -> list[Shift]:
        """Bring the standings up to the last step; whoever's standing is another than was written."""
        newest = newest_step(tx)
        held, self._held = self._held, None  # what fails half way leaves nothing half learned
        begun, self._begun = self._begun, None
        if not newest.id:
            return []
        if held is None or _token(tx, held.step.id) != held.step.token:
            held = _Held(Known(), Chains(depth=LAST_LEVEL), Step(0, ""))
        shifts: list[Shift] = []
        if held.step != newest:
            since = held.step.id
            moved = revised(held.chains, held.known.take(changed_since(tx, since)))
            # Past steps of others, the graph may never have named some whom they wrote down.
            people = moved if since and since == begun else None
            moment = _dated(tx, (since or newest.id - 1) if begun is None else begun)
            shifts = _written(tx, held.chains, people, moment)
        self._held = held._replace(step=newest)
        return shifts


def revised(chains: Chains, delta: Delta) -> list[str]:
    """Change the graph; everyone whose standing may be another by it."""
    return chains.concerned(chains.revise(*delta))


def told_standings(chains: Chains, people: Sequence[str] | None = None) -> Iterator[Standing]:
    """Standings of those somebody told of, each with the nearest one before that somebody told of."""
    for one in chains.standings(people):
        if not is_unseen(one.person) and not one.person.startswith("chain:"):
            yield one._replace(via=shown(one.via))


def _token(tx: Transaction, step: int) -> str | None:
    found = tx.execute(select(ChainStepRow.token).where(ChainStepRow.id == step)).scalar_one_or_none()
    return str(found) if found else None


def _dated(tx: Transaction, step: int) -> datetime:
    """Write down of which moments the steps after this one tell, all as one batch; the newest of them."""
    span = span_since(tx, step)
    if span is None:
        return tx.now
    fresh = update(ChainStepRow).where(ChainStepRow.id > step, ChainStepRow.earliest.is_(None))
    tx.execute(fresh.values(span._asdict()))
    return span.newest


def _written(tx: Transaction, chains: Chains, people: Sequence[str] | None, moment: datetime) -> list[Shift]:
    """`people`: whom it may concern; None: everyone."""
    if people is not None:
        people = [one for one in people if not is_unseen(one)]
    before = _standing(tx, people)
    after = {one.person: one for one in told_standings(chains, people)}
    named = sorted(before.keys() | after.keys())
    shifts = [
        Shift(one, before.get(one), after.get(one)) for one in named if before.get(one) != after.get(one)
    ]
    tx.execute(
        update(StandingRow)
        .where(
            StandingRow.gone_at.is_(None),
            tx.among(StandingRow.person, [one.person for one in shifts if one.before]),
        )
        .values(gone_at=moment)
    )
    rows = ((*one.after, moment, None) for one in shifts if one.after)
    tx.pour(StandingRow, _STANDING, rows)
    return shifts


def _standing(tx: Transaction, people: Sequence[str] | None) -> Mapping[str, Standing]:
    wanted = select(StandingRow.person, StandingRow.level, StandingRow.via).where(
        StandingRow.gone_at.is_(None)
    )
    if people is not None:
        wanted = wanted.where(tx.among(StandingRow.person, people))
    return {row.person: Standing(row.person, row.level, row.via) for row in tx.execute(wanted)}
