"""Sends what waits, outside any transaction; tries again later; tells the operators when it gives up.

At least once: a crash between sending and noting repeats the letter, with the same key.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from services.alerts.deliveries import MAX_ATTEMPTS, Claimed, claim, due, note_failed, note_sent
from services.alerts.keeping import Opened, keep_alerts
from services.alerts.letters import Send, not_taken
from services.alerts.operator_messages import not_delivered
from services.alerts.terms import Terms
from services.alerts.words import DeliveryState, Kind
from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.errors import PhenDauError
from services.plumbing.database import Database, Transaction

log = logging.getLogger(__name__)

LIMIT = 100  # one call: a dead receiver holds the rest up for a quarter of an hour at most


@dataclass(frozen=True)
class Sent:
    """What one call did."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0


def send_waiting(
    database: Database, channels: Mapping[str, Send], terms: Terms, now: datetime, limit: int = LIMIT
) -> Sent:
    """Try every delivery that is due by `now`, each alone; senders side by side never send the same."""
    counts = {DeliveryState.SENT: 0, DeliveryState.FAILED: 0, DeliveryState.GIVEN_UP: 0}
    for delivery in due(database, now, limit):
        with database.transaction() as tx:
            claimed = claim(tx, delivery, now)
        outcome = _try(database, channels, terms, claimed) if claimed else None
        if outcome is not None:
            counts[outcome] += 1
    sent = Sent(*counts.values())
    if sent != Sent():
        log.info("sent alerts", extra={"sent": sent.sent, "failed": sent.failed, "given_up": sent.given_up})
    return sent


def _try(
    database: Database, channels: Mapping[str, Send], terms: Terms, claimed: Claimed
) -> DeliveryState | None:
    error = _problem_of(channels, claimed)
    with database.transaction() as tx:
        if error is None:
            return DeliveryState.SENT if note_sent(tx, claimed) else None
        state = note_failed(tx, claimed, error)
        if state is DeliveryState.GIVEN_UP:
            _tell_operators(tx, claimed, terms)
    return state


def _problem_of(channels: Mapping[str, Send], claimed: Claimed) -> Sentence | None:
    """None when the letter was taken; else what went wrong, without address or secret."""
    name = claimed.channel
    send = channels.get(name)
    if claimed.attempt > MAX_ATTEMPTS:
        return not_taken(
            name, "các lần thử trước bị ngắt giữa chừng", "earlier attempts were cut off"
        ).sentence
    if send is None:
        return not_taken(name, "kênh chưa được cấu hình", "the channel is not set up here").sentence
    try:
        send(claimed.recipient, claimed.letter)
    except PhenDauError as error:
        return error.sentence
    except Exception as error:  # a fault of one channel must not hold up the others
        what = type(error).__name__  # the class alone: its text may quote an address
        log.error("channel fault", extra={"channel": name, "fault": what})
        return not_taken(name, f"lỗi không lường trước ({what})", f"unexpected fault ({what})").sentence
    return None


def _tell_operators(tx: Transaction, claimed: Claimed, terms: Terms) -> None:
    """One alert a day for an agency's channel; none about an alert of this very kind."""
    if claimed.letter.kind == Kind.NOT_DELIVERED:
        return
    agency = Agency(claimed.letter.agency)
    day = tx.now.astimezone(terms.zone).date().isoformat()
    opened = Opened(f"given_up:{claimed.channel}:{agency}:{day}", 1, tx.now, tx.now)
    keep_alerts(tx, opened, {Agency.COMMAND: not_delivered(agency, claimed.channel, terms)}, (), terms)
