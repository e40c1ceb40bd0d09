"""Claims a delivery for one attempt, and notes what became of it; each in one short transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, select, update

from services.alerts.letters import Letter
from services.alerts.tables import AlertRow, DeliveryRow
from services.alerts.words import DeliveryState
from services.domain.base import Sentence
from services.domain.events import new_id
from services.plumbing.database import Database, Instant, Transaction

LEASE = timedelta(minutes=3)
"""How long an attempt may take: the slowest channel needs 20 s for each of a handful of answers."""

BACKOFF_MINUTES = (1, 2, 4, 8, 15, 30, 60)
"""Waits between attempts: a restart is over in a minute, a broken line in two hours; then a person looks."""

MAX_ATTEMPTS = len(BACKOFF_MINUTES) + 1


@dataclass(frozen=True)
class Claimed:
    """A delivery that this sender, and no other, may try now."""

    id: int
    claim: str
    attempt: int
    channel: str
    recipient: str
    letter: Letter


def due(database: Database, now: datetime, limit: int) -> list[int]:
    """Deliveries to try, the longest waiting first."""
    order = (DeliveryRow.next_try_at, DeliveryRow.id)
    with database.reading() as tx:
        wanted = select(DeliveryRow.id).where(_IS_DUE).order_by(*order).limit(limit)
        return list(tx.execute(wanted, [{"by": now, "now": tx.now}]).scalars())


def claim(tx: Transaction, delivery: int, now: datetime) -> Claimed | None:
    """Take a delivery for one attempt; None when another sender was faster.

    The attempt is counted here, before it is made: one that kills its process must not be made for ever.
    """
    token = new_id()
    here = {"of": delivery, "by": now, "now": tx.now}
    taken = tx.execute(_CLAIM, here | {"token": token, "leased": tx.now + LEASE})
    if taken.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result has it
        return None
    found = tx.execute(_DELIVERY, [{"of": delivery}]).one()
    told = tx.execute(_ALERT, [{"of": found.alert_id}]).one()
    return Claimed(found.id, token, found.attempts, found.channel, found.recipient, _letter(found, told))


def note_sent(tx: Transaction, claimed: Claimed) -> bool:
    """It went out. False: our lease had run out and somebody else holds it."""
    return _note(tx, claimed, {"state": DeliveryState.SENT.value, "sent_at": tx.now, "last_error": None})


def note_failed(tx: Transaction, claimed: Claimed, error: Sentence) -> DeliveryState | None:
    """It did not: tried again later, or given up. None: somebody else holds it."""
    last = claimed.attempt >= MAX_ATTEMPTS
    state = DeliveryState.GIVEN_UP if last else DeliveryState.FAILED
    wait = timedelta(minutes=BACKOFF_MINUTES[min(claimed.attempt, len(BACKOFF_MINUTES)) - 1])
    values = {"state": state.value, "last_error": error.en, "next_try_at": tx.now + wait}
    return state if _note(tx, claimed, values) else None


# `by` may lie ahead (a replay that ends sends all that waits); a lease runs by the clock alone.
_IS_DUE = (
    DeliveryRow.state.in_([DeliveryState.WAITING.value, DeliveryState.FAILED.value])
    & (DeliveryRow.next_try_at <= bindparam("by", type_=Instant))
    & (DeliveryRow.claimed_until.is_(None) | (DeliveryRow.claimed_until <= bindparam("now", type_=Instant)))
)
_CLAIM = (
    update(DeliveryRow)
    .where(_IS_DUE, DeliveryRow.id == bindparam("of"))
    .values(claim=bindparam("token"), claimed_until=bindparam("leased"), attempts=DeliveryRow.attempts + 1)
)
_MINE = update(DeliveryRow).where(DeliveryRow.id == bindparam("of"), DeliveryRow.claim == bindparam("held"))
"""What is set is said with each execution."""
_DELIVERY = select(DeliveryRow.__table__).where(DeliveryRow.id == bindparam("of"))
_ALERT = select(AlertRow.__table__).where(AlertRow.id == bindparam("of"))


def _note(tx: Transaction, claimed: Claimed, values: dict[str, Any]) -> bool:
    mine = {"of": claimed.id, "held": claimed.claim, "claim": None, "claimed_until": None}
    noted = tx.execute(_MINE, mine | values)
    return bool(noted.rowcount == 1)  # type: ignore[attr-defined]  # an UPDATE's result has it


def _letter(found: Any, told: Any) -> Letter:  # rows of whole tables have no type of their own
    return Letter(
        key=f"{found.alert_id}:{found.channel}:{sha256(found.recipient.encode()).hexdigest()[:8]}",
        alert_id=found.alert_id,
        agency=told.agency,
        kind=told.kind,
        severity=told.severity,
        area=told.area,
        areas=tuple(told.areas),
        title=Sentence(vi=told.title_vi, en=told.title_en),
        text=Sentence(vi=told.text_vi, en=told.text_en),
        reasons=tuple(told.reasons),
        cite=told.cite,
        raised_at=told.raised_at,
        deadline=told.deadline,
        language=found.language,
    )
