"""Why people who were in a place are looked through. Rows are added and closed, never deleted."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base, BigKey


class LocalityRow(Base):
    """One telling of one cause: a level, an order, a site, unseen infection."""

    __tablename__ = "tracing_locality"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    ref: Mapped[str] = mapped_column(String(260), index=True)
    """The cause; a later telling of it replaces an earlier one."""
    kind: Mapped[str] = mapped_column(String(12))
    area: Mapped[str] = mapped_column(String(12))
    holds: Mapped[bool]
    """False: this telling ends the cause."""
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    """Before this moment; None: until something else is told."""
    partly: Mapped[bool]
    """It concerns a part of the area."""
    said: Mapped[dict[str, Any]]
    learned_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    """When something else was told, or its time was over; None: it stands."""
