"""Exposure windows as lists told them: one row a telling. Rows are only added; one replaced is closed."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base, BigKey


class WindowRow(Base):
    """What was told of a site once: where, from when until when, or that it was withdrawn."""

    __tablename__ = "tracing_window"
    __table_args__ = (Index(None, "ref", "learned_at"), UniqueConstraint("telling"))
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    telling: Mapped[str] = mapped_column(String(64))
    """The event that told it; orders tellings of one moment."""
    ref: Mapped[str] = mapped_column(String(300))
    """The site, under the name it keeps through all corrections."""
    source: Mapped[str] = mapped_column(String(60))
    place: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    area: Mapped[str | None] = mapped_column(String(12))
    kind: Mapped[str | None] = mapped_column(Text)
    """The publisher's own word for the kind of exposure."""
    since: Mapped[datetime | None]
    until: Mapped[datetime | None]
    advice: Mapped[str] = mapped_column(String(30))
    trouble: Mapped[str | None] = mapped_column(String(30))
    """Why it matches nobody, or that its end was read otherwise; None: nothing is wrong with it."""
    withdrawn: Mapped[bool]
    learned_at: Mapped[datetime]
    gone_at: Mapped[datetime | None] = mapped_column(index=True)
    """When we learned something else in its place; None: it stands."""
