"""Events heard, alerts, the steps taken on them, their deliveries, and watches."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base, BigKey


class HeardRow(Base):
    """An event this room has heard, and the alert it went into: one event is told once."""

    __tablename__ = "alerts_heard"
    __table_args__ = (Index(None, "root", "part"), Index(None, "topic", "area", "learned_at"))
    event_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    topic: Mapped[str] = mapped_column(String(80))
    area: Mapped[str | None] = mapped_column(String(20))
    after: Mapped[int | None] = mapped_column(Integer)
    """The level after a change of level; what the public feed is made of."""
    learned_at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text)
    root: Mapped[str | None] = mapped_column(String(300))
    part: Mapped[int | None] = mapped_column(Integer)
    """None: not raised yet (only inside the transaction that heard it). 0: heard, and worth no alert."""


class GatheringRow(Base):
    """A cause that several workers may tell parts of: holding its row, they go one after another."""

    __tablename__ = "alerts_gathering"
    root: Mapped[str] = mapped_column(String(300), primary_key=True)


class AlertRow(Base):
    """What one agency is told about one cause; never two for one cause and part."""

    __tablename__ = "alerts_alert"
    __table_args__ = (
        UniqueConstraint("root", "part", "agency"),
        UniqueConstraint("event_id", "agency"),
    )
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    root: Mapped[str] = mapped_column(String(300))
    """What caused it: an event, or the order (and moment) that touched many areas."""
    part: Mapped[int]
    event_id: Mapped[str | None] = mapped_column(String(64))
    """The first event of the cause; None when no event caused it (a delivery given up)."""
    agency: Mapped[str] = mapped_column(String(20))
    holder: Mapped[str] = mapped_column(String(20), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    severity: Mapped[str] = mapped_column(String(10))
    area: Mapped[str | None] = mapped_column(String(20))
    area_name: Mapped[str | None] = mapped_column(String(120))
    areas: Mapped[list[Any]]
    title_vi: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300))
    text_vi: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text)
    reasons: Mapped[list[Any]]
    cite: Mapped[dict[str, Any]]
    raised_at: Mapped[datetime] = mapped_column(index=True)
    learned_at: Mapped[datetime]
    deadline: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(20))
    state_at: Mapped[datetime] = mapped_column(index=True)


class AboutRow(Base):
    """An area an alert tells about, or one that holds it: what filters and a viewer's areas look at."""

    __tablename__ = "alerts_about"
    alert_id: Mapped[str] = mapped_column(ForeignKey("alerts_alert.id"), primary_key=True)
    area: Mapped[str] = mapped_column(String(20), primary_key=True, index=True)


class StepRow(Base):
    """A step somebody took; rows are only added. Who: the agency, no personal name."""

    __tablename__ = "alerts_step"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    alert_id: Mapped[str] = mapped_column(ForeignKey("alerts_alert.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    holder: Mapped[str] = mapped_column(String(20))
    """Who has the alert after this step: the receiver of a hand-over."""
    note: Mapped[str | None] = mapped_column(Text)


class DeliveryRow(Base):
    """One alert to one recipient by one channel, and whether it went out."""

    __tablename__ = "alerts_delivery"
    __table_args__ = (
        UniqueConstraint("alert_id", "channel", "recipient"),
        Index(None, "state", "next_try_at"),
    )
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    alert_id: Mapped[str] = mapped_column(ForeignKey("alerts_alert.id"))
    channel: Mapped[str] = mapped_column(String(30))
    recipient: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(20))
    attempts: Mapped[int]
    next_try_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    claim: Mapped[str | None] = mapped_column(String(36))
    """Names the attempt that holds the row: an attempt whose lease ran out can no longer note anything."""
    last_error: Mapped[str | None] = mapped_column(Text)
    sent_at: Mapped[datetime | None]


class WatchRow(Base):
    """Who wants to hear about which area, from which level on, which kinds, by which channel."""

    __tablename__ = "alerts_watch"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    agency: Mapped[str] = mapped_column(String(20), index=True)
    channel: Mapped[str] = mapped_column(String(30))
    recipient: Mapped[str] = mapped_column(String(300))
    area: Mapped[str | None] = mapped_column(String(20))
    from_level: Mapped[int]
    kinds: Mapped[list[Any]]
    language: Mapped[str] = mapped_column(String(2))
