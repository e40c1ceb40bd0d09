"""Who shared which room, shift, team or table, and when. Rows are added and closed, never deleted."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base, BigKey


class SharedStayRow(Base):
    """Somebody in a place that others share, as one record says."""

    __tablename__ = "tracing_shared_stay"
    __table_args__ = (Index(None, "ref", "gone_at", "person"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    record: Mapped[str] = mapped_column(String(36), index=True)
    person: Mapped[str] = mapped_column(String(40), index=True)
    ref: Mapped[str] = mapped_column(String(40))
    """What they share; the same for everybody there."""
    kind: Mapped[str] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(String(200))
    """As written."""
    unit: Mapped[str] = mapped_column(String(200))
    area: Mapped[str | None] = mapped_column(String(12))
    since: Mapped[datetime]
    until: Mapped[datetime]
    learned_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    """When we learned something else in its place; None: it stands."""
