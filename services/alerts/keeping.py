"""Keeps alerts and what must be sent of them; decides whether a late event may still join its alert."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from services.alerts.causes import Cause
from services.alerts.tables import AboutRow, AlertRow, DeliveryRow, GatheringRow
from services.alerts.terms import Terms
from services.alerts.watches import Watch, watches
from services.alerts.words import AlertState, DeliveryState, Kind, Told
from services.domain.agencies import Agency
from services.domain.areas import AreaCode, Areas
from services.domain.events import Event, new_id
from services.domain.levels import RiskLevel
from services.plumbing.database import Row, Transaction


@dataclass(frozen=True)
class Opened:
    """The part of a cause that events go into now."""

    root: str
    part: int
    raised_at: datetime
    send_from: datetime
    complete: bool = False
    """True: it was told before, and what comes now changes nothing."""


def open_part(tx: Transaction, cause: Cause, terms: Terms) -> Opened:
    """Where the events of a cause belong: to alerts that still gather, else to a new part."""
    if cause.gathers:
        hold(tx, cause.root)
    latest = tx.execute(
        select(AlertRow.part, AlertRow.raised_at, AlertRow.kind, AlertRow.state)
        .where(AlertRow.root == cause.root)
        .order_by(AlertRow.part.desc())
        .limit(1)
    ).first()
    gathering = terms.following if cause.is_list and _goes_on(latest) else terms.gathering
    send_from = tx.now + gathering if cause.gathers else tx.now
    if latest is None:
        return Opened(cause.root, 1, tx.now, send_from)
    if not cause.gathers:
        return Opened(cause.root, latest.part, latest.raised_at, send_from, complete=True)
    until = latest.raised_at + (terms.gathering if latest.part == 1 else gathering)
    told_over = latest.kind == Kind.LIST_EMPTIED  # nothing joins the word that a list is empty
    if tx.now < until and not told_over and _untouched(tx, cause.root, latest.part):
        return Opened(cause.root, latest.part, latest.raised_at, until)
    return Opened(cause.root, latest.part + 1, tx.now, send_from)


def _goes_on(latest: Any) -> bool:
    """Is it news of a list that a team works on? Not when it is new, or was empty meanwhile."""
    if latest is None:
        return False
    return bool(latest.kind == Kind.PEOPLE_LISTED and latest.state != AlertState.REVOKED)


def keep_alerts(
    tx: Transaction, opened: Opened, texts: Mapping[Agency, Told], events: Sequence[Event], terms: Terms
) -> None:
    """One alert for each agency, or the new text of the one it has; and its deliveries."""
    about = list(dict.fromkeys(code for event in events if (code := getattr(event, "area", None))))
    shared = {
        "root": opened.root,
        "part": opened.part,
        "event_id": events[0].id if events else None,
        "areas": about,
        "raised_at": opened.raised_at,
        "learned_at": max((event.learned_at for event in events), default=tx.now),
        "state": AlertState.NEW.value,
        "state_at": opened.raised_at,
    }
    fresh = [_new(told, agency, terms.areas) | shared for agency, told in texts.items()]
    tx.add_new(AlertRow, fresh)
    ids = {row.agency: row.id for row in tx.execute(_HERE, [{"of": opened.root, "at": opened.part}])}
    alerts = [(ids[agency.value], agency, told) for agency, told in texts.items()]
    # Others were there from an earlier batch: the list is then the union, and so must the text be.
    just_made = {row["id"] for row in fresh}
    for alert_id, _, told in alerts:
        if alert_id not in just_made:
            _write_text(tx, alert_id, told, about)
    reach = _upwards(terms.areas, about)
    tx.add_new(AboutRow, [{"alert_id": one, "area": code} for one, _, _ in alerts for code in reach])
    asked = list(_asked(watches(tx), alerts, _highest(events), reach))
    tx.add_new(DeliveryRow, [_delivery(one, watch, opened.send_from) for one, watch in asked])


def _asked(
    wanted: Sequence[Watch],
    alerts: Sequence[tuple[str, Agency, Told]],
    level: RiskLevel | None,
    reach: Collection[AreaCode],
) -> Iterator[tuple[str, Watch]]:
    """Each alert with who asked to be told of it."""
    for alert_id, agency, told in alerts:
        for watch in wanted:
            if watch.agency is agency and watch.concerns(told.kind, level, reach):
                yield alert_id, watch


def hold(tx: Transaction, root: str) -> None:
    """Until we commit, no other worker reads or writes this cause; the insert waits for one that is at it."""
    tx.add_new(GatheringRow, [{"root": root}])
    tx.execute(select(GatheringRow.root).where(GatheringRow.root == root).with_for_update())


def _untouched(tx: Transaction, root: str, part: int) -> bool:
    """Nobody has taken a step on it and no sender has claimed it; holds both off until we commit."""
    here = (AlertRow.root == root) & (AlertRow.part == part)
    states = tx.execute(select(AlertRow.state).where(here).with_for_update()).scalars().all()
    ids = select(AlertRow.id).where(here)
    # The update that changes nothing takes the rows: a sender's claim waits for us, or we see its claim.
    tx.execute(update(DeliveryRow).where(DeliveryRow.alert_id.in_(ids)).values(attempts=DeliveryRow.attempts))
    claimed = tx.execute(
        select(DeliveryRow.id).where(DeliveryRow.alert_id.in_(ids), DeliveryRow.attempts > 0).limit(1)
    ).first()
    return claimed is None and all(state == AlertState.NEW for state in states)


def _new(told: Told, agency: Agency, areas: Areas) -> dict[str, Any]:
    area = areas.get(told.area) if told.area else None
    return _text_columns(told) | {
        "id": new_id(),
        "agency": agency.value,
        "holder": agency.value,
        "kind": told.kind.value,
        "area": told.area,
        "area_name": area.name if area else told.area,
        "deadline": told.deadline,
    }


def _text_columns(told: Told) -> dict[str, Any]:
    return {
        "severity": told.severity.value,
        "title_vi": told.title.vi,
        "title_en": told.title.en,
        "text_vi": told.text.vi,
        "text_en": told.text.en,
        "reasons": [reason.model_dump(mode="json") for reason in told.reasons],
        "cite": told.cite.model_dump(mode="json"),
    }


def _write_text(tx: Transaction, alert_id: str, told: Told, about: Sequence[AreaCode]) -> None:
    tx.execute(
        update(AlertRow)
        .where(AlertRow.id == alert_id)
        .values(**_text_columns(told), areas=list(about), area=told.area, deadline=told.deadline)
    )


def _upwards(areas: Areas, codes: Sequence[AreaCode]) -> set[AreaCode]:
    above = {area.code for code in codes for area in areas.path(code)}
    return above | set(codes)


def _highest(events: Sequence[Event]) -> RiskLevel | None:
    """The highest level spoken of, before or after: who watches red also hears that red is over."""
    levels = [
        level
        for event in events
        for level in (getattr(event, "before", None), getattr(event, "after", None))
        if level
    ]
    return max(levels, default=None)


def _delivery(alert_id: str, watch: Watch, send_from: datetime) -> Row:
    return {
        "alert_id": alert_id,
        "channel": watch.channel,
        "recipient": watch.recipient,
        "language": watch.language,
        "state": DeliveryState.WAITING.value,
        "attempts": 0,
        "next_try_at": send_from,
    }


_HERE = select(AlertRow.id, AlertRow.agency).where(
    AlertRow.root == bindparam("of"), AlertRow.part == bindparam("at")
)
