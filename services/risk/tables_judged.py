"""What risk has heard of judgements and of areas themselves: the newest telling of a `ref` stands."""

from datetime import date, datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base
from services.risk.tables import Told


class JudgementRow(Told, Base):
    """What an officer judged of an area, from when until when."""

    __tablename__ = "risk_judgement"
    area: Mapped[str] = mapped_column(String(12))
    what: Mapped[str] = mapped_column(String(20))
    value: Mapped[float]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    author: Mapped[str] = mapped_column(Text)
    ground: Mapped[str | None] = mapped_column(Text)


class AreaFactsRow(Told, Base):
    """What one area told of one day: doses, beds, people; empty: not told."""

    __tablename__ = "risk_area_facts"
    area: Mapped[str] = mapped_column(String(12))
    day: Mapped[date]
    adults_one_dose_share: Mapped[float | None]
    treatment_capacity_met: Mapped[bool | None]
    beds: Mapped[int | None]
    beds_used: Mapped[int | None]
    quarantine_capacity: Mapped[int | None]
    population: Mapped[int | None]


class AreaActivityRow(Told, Base):
    """How much of life goes on in one area on one day, in counts; empty: not told."""

    __tablename__ = "risk_area_activity"
    area: Mapped[str] = mapped_column(String(12))
    day: Mapped[date]
    workers_back: Mapped[int | None]
    enterprises_open: Mapped[int | None]
    tourism_open: Mapped[int | None]
    tourism_closed: Mapped[int | None]
    visitors: Mapped[int | None]
