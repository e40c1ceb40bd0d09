"""Causes to look through a place as they stand, and who was there by the visits we hold."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, bindparam, func, or_, select, type_coerce, update

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.plumbing.database import Instant, Transaction
from services.tracing.localities import Cause, CauseKind
from services.tracing.tables_localities import LocalityRow
from services.tracing.tables_visits import VisitRow
from services.tracing.visits import VisitKind

PORTION = 500  # few enough that no garbage is looked for meanwhile
_CAUSE = ("ref", "kind", "area", "since", "until", "partly", "said")


def keep_cause(tx: Transaction, cause: Cause, learned_at: datetime, *, holds: bool) -> list[Cause]:
    """Note a telling; what stood of the same cause is closed and returned. An older one changes nothing."""
    newest = tx.execute(_NEWEST, {"of": cause.ref}).scalar_one()
    if newest is not None and newest > learned_at:
        return []
    before = _close(tx, cause.ref) if newest is not None else []
    told = cause._asdict() | {"kind": cause.kind.value, "said": cause.said.model_dump()}
    tx.add(LocalityRow, [told | {"holds": holds, "learned_at": learned_at, "gone_at": None}])
    return before


def standing_causes(tx: Transaction) -> list[Cause]:
    """All that hold now."""
    return [_cause(row) for row in tx.execute(_CAUSES)]


def end_causes(tx: Transaction, lookback: timedelta) -> list[Cause]:
    """Close those whose time is over, sites when nobody looks back on them any more; returns them."""
    moments = {"now": tx.now, "looked_back": tx.now - lookback}
    ended = [_cause(row) for row in tx.execute(_ENDED, moments)]
    if ended:
        tx.execute(_END, moments)
    return ended


def people_there(
    tx: Transaction,
    cause: Cause,
    codes: Collection[AreaCode],
    lookback: timedelta,
    people: Collection[str] | None = None,
) -> Iterator[tuple[str, str, datetime]]:
    """Person, kind of word and until when, of visits to these areas in the cause's time.

    `people`: only of these.
    """
    begin, end = cause.reaches(lookback)
    there: list[ColumnElement[bool]] = [
        VisitRow.area.in_(codes),
        VisitRow.gone_at.is_(None),
        VisitRow.kind != VisitKind.SEEN.value,  # who passed a post was on the way
        VisitRow.until > begin,
        VisitRow.until > VisitRow.since,
        VisitRow.since <= VisitRow.learned_at,  # what was told before it began is a plan
    ]
    if end is not None:
        there.append(VisitRow.since < end)
    wanted = _BEING.where(*there)
    if people is not None:
        wanted = wanted.where(tx.among(VisitRow.person, people))
    # By the hundred thousand: a portion at a time, and a moment at which many left is read once.
    read: dict[Any, datetime] = {}
    portions: Iterator[Any] = tx.execute(wanted).partitions(PORTION)
    for portion in portions:
        for person, kind, written in portion:
            until = read.get(written)
            if until is None:
                until = read[written] = _moment(written)
            yield person, kind, until


def areas_seen(tx: Transaction, people: Collection[str]) -> set[AreaCode]:
    """The areas that anybody of these says to have been in."""
    wanted = select(VisitRow.area).where(tx.among(VisitRow.person, people), VisitRow.area.is_not(None))
    return {area for area in tx.execute(wanted.distinct()).scalars() if area}


_BEING: Select[Any] = select(
    *(getattr(VisitRow, name) for name in ("person", "kind")), type_coerce(VisitRow.until, String)
)

_OF_IT = LocalityRow.ref == bindparam("of")
_NEWEST = select(func.max(LocalityRow.learned_at)).where(_OF_IT)
_CAUSES = select(*(getattr(LocalityRow, name) for name in _CAUSE)).where(
    LocalityRow.gone_at.is_(None), LocalityRow.holds
)
_CAUSES_OF_IT = _CAUSES.where(_OF_IT)
_CLOSE = update(LocalityRow).where(_OF_IT, LocalityRow.gone_at.is_(None)).values(gone_at=bindparam("then"))
_AT_SITE = LocalityRow.kind == CauseKind.SITE.value
_OVER = LocalityRow.holds & or_(
    _AT_SITE & (LocalityRow.until <= bindparam("looked_back", type_=Instant)),
    ~_AT_SITE & (LocalityRow.until <= bindparam("now", type_=Instant)),
)
_ENDED = _CAUSES.where(_OVER)
_END = update(LocalityRow).where(_OVER, LocalityRow.gone_at.is_(None)).values(gone_at=bindparam("now"))


def _close(tx: Transaction, ref: str) -> list[Cause]:
    before = [_cause(row) for row in tx.execute(_CAUSES_OF_IT, {"of": ref})]
    tx.execute(_CLOSE, {"of": ref, "then": tx.now})
    return before


def _moment(written: datetime | str) -> datetime:
    """As SQLite writes moments of ours, or as PostgreSQL gives them."""
    return written if isinstance(written, datetime) else datetime.fromisoformat(written).replace(tzinfo=UTC)


def _cause(row: Row[Any]) -> Cause:
    told = row._asdict()
    return Cause(**told | {"kind": CauseKind(row.kind), "said": Sentence(**row.said)})
