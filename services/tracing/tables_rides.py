"""Who says that they rode in which vehicle on which day. Rows are added and closed, never deleted."""

from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base, BigKey


class RideRow(Base):
    """Somebody in a vehicle that has a number, as one record says."""

    __tablename__ = "tracing_ride"
    __table_args__ = (Index(None, "ref", "gone_at"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    record: Mapped[str] = mapped_column(String(36), index=True)
    person: Mapped[str] = mapped_column(String(40), index=True)
    ref: Mapped[str] = mapped_column(String(60))
    """The vehicle and the day; who rode together have it in common."""
    day: Mapped[date]
    kind: Mapped[str] = mapped_column(String(10))
    """As this person says; `other` when untold."""
    size: Mapped[int | None]
    """Seats with the driver's; None: not told."""
    seat: Mapped[str] = mapped_column(String(40))
    """As written."""
    learned_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    """When we learned something else in its place; None: it stands."""
