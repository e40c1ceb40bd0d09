"""Where people say they were, or were seen. Rows are only added; one that no longer stands is closed."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base, BigKey


class VisitRow(Base):
    """Somebody at a place, from a moment until before a later one."""

    __tablename__ = "tracing_visit"
    __table_args__ = (Index(None, "area", "until"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    record: Mapped[str] = mapped_column(String(36), index=True)
    """The record that says so."""
    person: Mapped[str] = mapped_column(String(40), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    place: Mapped[str | None] = mapped_column(String(200))
    """As written; a public place, or what people call it."""
    address: Mapped[str | None] = mapped_column(String(200))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    area: Mapped[str | None] = mapped_column(String(12))
    since: Mapped[datetime]
    until: Mapped[datetime]
    learned_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    """When we learned something else in its place; None: it stands."""
