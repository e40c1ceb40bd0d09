"""The ledger: every alert, as it stands or as it stood, with its history. Reads only."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from services.alerts.causes import LIST
from services.alerts.tables import AboutRow, AlertRow, StepRow
from services.alerts.words import AlertState, AlertView, Kind, Severity, StepView
from services.domain.agencies import Agency
from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.domain.errors import NotFound
from services.domain.levels import Citation, Reason
from services.domain.viewers import Viewer
from services.plumbing.database import Transaction

LIMIT = 500  # one page of a list that people read


def alerts(
    tx: Transaction,
    *,
    agency: Agency | None = None,
    state: AlertState | None = None,
    as_of: datetime | None = None,
    area: AreaCode | None = None,
    viewer: Viewer | None = None,
    limit: int | None = None,
    after: str | None = None,
) -> list[AlertView]:
    """Alerts, oldest first; `after`: the id of the last one already read.

    `as_of`: only what had been raised by then, in the state of then. `agency`: raised for it, or held by it.
    `area`: about it, or about an area inside it. `viewer`: only what this caller may see (None: all).
    """
    wanted, state_then, holder_then = _as_known(as_of)
    if agency is not None:
        wanted = wanted.where((AlertRow.agency == agency.value) | (holder_then == agency.value))
    if state is not None:
        wanted = wanted.where(state_then == state.value)
    if area is not None:
        wanted = wanted.where(_about([area]))
    if after is not None:
        wanted = wanted.where(AlertRow.id > after)
    if viewer is not None:
        wanted = wanted.where(_seen_by(viewer, holder_then))
    rows = tx.execute(wanted.order_by(AlertRow.id).limit(limit)).all()
    return [_view(row) for row in rows]


def alert(
    tx: Transaction, alert_id: str, *, as_of: datetime | None = None, viewer: Viewer | None = None
) -> AlertView:
    """One alert with its history; raises NotFound, also when this viewer may not see it."""
    wanted, _, holder_then = _as_known(as_of)
    wanted = wanted.where(AlertRow.id == alert_id)
    if viewer is not None:
        wanted = wanted.where(_seen_by(viewer, holder_then))
    row = tx.execute(wanted).first()
    if row is None:
        raise NotFound(
            vi="Không có cảnh báo này, hoặc đơn vị không được xem; xem danh sách ở /api/alerts.",
            en="There is no such alert, or your agency may not see it; /api/alerts lists yours.",
            field="id",
            code="unknown_alert",
        )
    return _view(row).model_copy(update={"steps": _steps(tx, alert_id, as_of)})


def changed_since(tx: Transaction, since: datetime, viewer: Viewer) -> list[AlertView]:
    """Alerts raised, or taken a step on, at this moment or later; in the order in which that happened.

    Without a limit: a page that ends within one moment would hide the rest of that moment from the stream.
    """
    wanted, _, holder = _as_known(None)
    wanted = wanted.where(AlertRow.state_at >= since, _seen_by(viewer, holder))
    rows = tx.execute(wanted.order_by(AlertRow.state_at, AlertRow.id)).all()
    return [_view(row) for row in rows]


def counts_by_agency_and_state(tx: Transaction) -> dict[Agency, dict[AlertState, int]]:
    """How many alerts each agency was raised, by the state they are in."""
    found: dict[Agency, dict[AlertState, int]] = {}
    count = select(AlertRow.agency, AlertRow.state, func.count().label("many")).group_by(
        AlertRow.agency, AlertRow.state
    )
    for row in tx.execute(count.order_by(AlertRow.agency, AlertRow.state)):
        found.setdefault(Agency(row.agency), {})[AlertState(row.state)] = row.many
    return found


def _as_known(as_of: datetime | None) -> tuple[Select[Any], ColumnElement[Any], ColumnElement[Any]]:
    """Alerts with state and holder as of a moment, and the expressions to filter by them."""
    columns = [
        column for column in AlertRow.__table__.c if column.name not in ("state", "state_at", "holder")
    ]
    if as_of is None:
        table = AlertRow.__table__.c
        return select(*columns, table.state, table.state_at, table.holder), table.state, table.holder
    state = func.coalesce(_last_step(StepRow.state, as_of), AlertState.NEW.value)
    state_at = func.coalesce(_last_step(StepRow.at, as_of), AlertRow.raised_at)
    holder = func.coalesce(_last_step(StepRow.holder, as_of), AlertRow.agency)
    known = select(*columns, state.label("state"), state_at.label("state_at"), holder.label("holder"))
    return known.where(AlertRow.raised_at <= as_of), state, holder


def _last_step(column: Any, as_of: datetime) -> Any:  # SQLAlchemy's typing has no word for these columns
    steps = select(column).where(StepRow.alert_id == AlertRow.id, StepRow.at <= as_of)
    return steps.order_by(StepRow.id.desc()).limit(1).correlate(AlertRow).scalar_subquery()


def _about(areas: Sequence[AreaCode]) -> ColumnElement[bool]:
    told = select(AboutRow.alert_id).where(AboutRow.alert_id == AlertRow.id, AboutRow.area.in_(areas))
    return told.correlate(AlertRow).exists()


def _seen_by(viewer: Viewer, holder: ColumnElement[Any]) -> ColumnElement[bool]:
    """`policy.sight.may_see` as a filter, so that pages stay whole; a test holds the two together.

    An agency sees what was raised for it or handed to it; command sees all; a viewer's areas narrow both.
    """
    own: ColumnElement[bool] = (AlertRow.agency == viewer.agency.value) | (holder == viewer.agency.value)
    if viewer.agency is Agency.COMMAND:
        own = AlertRow.id.is_not(None)
    return own if viewer.areas is None else own & _about(sorted(viewer.areas))


def _steps(tx: Transaction, alert_id: str, as_of: datetime | None) -> tuple[StepView, ...]:
    wanted = select(StepRow.__table__).where(StepRow.alert_id == alert_id).order_by(StepRow.id)
    if as_of is not None:
        wanted = wanted.where(StepRow.at <= as_of)
    return tuple(
        StepView(
            at=row.at,
            by=Agency(row.by),
            state=AlertState(row.state),
            holder=Agency(row.holder),
            note=row.note,
        )
        for row in tx.execute(wanted)
    )


def _view(row: Any) -> AlertView:  # a row of computed columns has no type of its own
    same = ("id", "event_id", "area", "area_name", "raised_at", "learned_at", "deadline", "state_at")
    return AlertView(
        **{name: getattr(row, name) for name in same},
        agency=Agency(row.agency),
        holder=Agency(row.holder),
        kind=Kind(row.kind),
        severity=Severity(row.severity),
        areas=tuple(row.areas),
        title=Sentence(vi=row.title_vi, en=row.title_en),
        text=Sentence(vi=row.text_vi, en=row.text_en),
        reasons=tuple(Reason.model_validate(reason) for reason in row.reasons),
        cite=Citation.model_validate(row.cite),
        state=AlertState(row.state),
        list_id=row.root.removeprefix(LIST) if row.root.startswith(LIST) else None,
    )
