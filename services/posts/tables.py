"""What posts keep: every scan that was answered, and every look at a traveller."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base, BigKey


class ScanRow(Base):
    """One scan and its answer; people are not in it, only which declaration was shown."""

    __tablename__ = "posts_scan"
    __table_args__ = (Index("ix_posts_scan_ref", "ref", "at"),)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    post: Mapped[str | None] = mapped_column(String(60))
    agency: Mapped[str] = mapped_column(String(20))
    ref: Mapped[str | None] = mapped_column(String(80))
    """Id of the declaration's record; None: the code could not be trusted."""
    decision: Mapped[str] = mapped_column(String(20))
    row: Mapped[str] = mapped_column(String(10))
    ruleset: Mapped[str] = mapped_column(String(40))
    fault: Mapped[str | None] = mapped_column(String(30))


class LookRow(Base):
    """Somebody looked at what is known of one person: who, when, why."""

    __tablename__ = "posts_look"
    seq: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(index=True)
    agency: Mapped[str] = mapped_column(String(20))
    person: Mapped[str] = mapped_column(String(40), index=True)
    why: Mapped[str] = mapped_column(String(20))
    ref: Mapped[str] = mapped_column(String(80))
