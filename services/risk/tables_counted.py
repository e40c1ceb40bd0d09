"""What risk has heard of posts, laboratories and places: changes that add up, a row for each count."""

from datetime import date

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base
from services.risk.tables import Told


class PassageRow(Told, Base):
    """How many people of one batch met one decision at one post on one day."""

    __tablename__ = "risk_passage"
    # Covering: every scan at a post is a row, and each grading sums two weeks of them.
    __table_args__ = (
        Index("ix_risk_passage_day", *("day", "post", "area", "decision", "learned_at", "people")),
    )
    post: Mapped[str] = mapped_column(String(100))
    area: Mapped[str | None] = mapped_column(String(12))
    day: Mapped[date]
    decision: Mapped[str] = mapped_column(String(16))
    people: Mapped[int]


class LabRow(Told, Base):
    """How many tubes of one batch were taken in one area on one day, and what was found in them."""

    __tablename__ = "risk_lab"
    area: Mapped[str] = mapped_column(String(12))
    day: Mapped[date] = mapped_column(index=True)
    method: Mapped[str] = mapped_column(String(16))
    samples: Mapped[int]
    people: Mapped[int]
    positive: Mapped[int]
    positive_pools: Mapped[int]
    pending: Mapped[int]
    invalid: Mapped[int]
    to_retest: Mapped[int]
    retested: Mapped[int]


class InspectionRow(Told, Base):
    """How many visits of one batch to one place on one day found the same."""

    __tablename__ = "risk_inspection"
    area: Mapped[str] = mapped_column(String(12), index=True)
    place_type: Mapped[str] = mapped_column(String(32))
    place: Mapped[str | None] = mapped_column(Text)
    day: Mapped[date] = mapped_column(index=True)
    checklist: Mapped[str | None] = mapped_column(String(5))
    reinspect_on: Mapped[date | None]
    inspections: Mapped[int]
    failed_items: Mapped[int]
    breaches: Mapped[int]
    to_reinspect: Mapped[int]
    score: Mapped[int]
    scored: Mapped[int]
