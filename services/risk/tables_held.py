"""What every area was held at, and when: a row for each change, the newest up to a moment stands."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base, BigKey


class HeldRow(Base):
    """The held level of an area since a moment, and since when the numbers alone have said less."""

    __tablename__ = "risk_held"
    __table_args__ = (Index("ix_risk_held_area_at", "area", "at"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    area: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime]
    level: Mapped[int]
    since: Mapped[datetime]
    below_since: Mapped[datetime | None]
