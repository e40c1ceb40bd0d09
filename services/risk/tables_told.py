"""What risk told of that goes on standing: proposals, and places to be inspected. The newest row stands."""

from datetime import date, datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base, BigKey


class ProposalRow(Base):
    """One proposal at the moment it came up, changed or fell away."""

    __tablename__ = "risk_proposal"
    __table_args__ = (Index("ix_risk_proposal_area_way_part", "area", "way", "part"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    area: Mapped[str] = mapped_column(String(12))
    way: Mapped[str] = mapped_column(String(10))
    part: Mapped[str] = mapped_column(Text)
    """Empty: the whole area."""
    standing: Mapped[bool]
    ordered: Mapped[int]
    to_level: Mapped[int]
    order_number: Mapped[str | None] = mapped_column(Text)


class InspectionsDueRow(Base):
    """How many places of an area were due on a day; that of the territory says: the day was looked at."""

    __tablename__ = "risk_inspections_due"
    __table_args__ = (Index("ix_risk_inspections_due_area_day", "area", "day"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    area: Mapped[str] = mapped_column(String(12))
    day: Mapped[date]
    places: Mapped[int]
