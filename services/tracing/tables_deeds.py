"""What was done about people who are followed up: kept, tested, counted. Rows are added and closed."""

from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base, BigKey


class DeedRow(Base):
    """One thing done about one person on one local day, as a record says."""

    __tablename__ = "tracing_deed"
    __table_args__ = (Index(None, "person", "gone_at"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    record: Mapped[str] = mapped_column(String(36), index=True)
    person: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(10))
    """`entered` (quarantine), `test` or `check`."""
    outcome: Mapped[str] = mapped_column(String(10))
    day: Mapped[date]
    learned_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
