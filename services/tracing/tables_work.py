"""Work for tracing teams: who is on whose list, what was done, who looked; never deleted. And who is due."""

from datetime import datetime

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base, BigKey

_OPEN = text("gone_at IS NULL")


class WorkRow(Base):
    """One person to be called, as it stood from a moment until before a later one."""

    __tablename__ = "tracing_work"
    __table_args__ = (
        # One open row a person: nobody is on two lists, whatever two workers do at once.
        Index("uq_tracing_work_person", "person", unique=True, postgresql_where=_OPEN, sqlite_where=_OPEN),
        Index(None, "team", "gone_at", "urgent_at"),
    )
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    item: Mapped[str] = mapped_column(String(36), index=True)
    """Made of the pseudonym: one item a person, however often it is opened again."""
    person: Mapped[str] = mapped_column(String(200))
    """A pseudonym, or `case:` and the code of an F0 nobody named."""
    team: Mapped[str | None] = mapped_column(String(60))
    """None: no team takes them."""
    offered_to: Mapped[str | None] = mapped_column(String(60))
    """A team that was asked to take over and has not answered."""
    state: Mapped[str] = mapped_column(String(12))
    area: Mapped[str | None] = mapped_column(String(12))
    level: Mapped[int]
    score: Mapped[float]
    due: Mapped[datetime]
    urgent_at: Mapped[datetime]
    tries: Mapped[int]
    why_not: Mapped[str | None] = mapped_column(String(20))
    """Why they were not found, when last looked for."""
    settled_at: Mapped[datetime | None]
    """When the work was done; what is listed later opens it again."""
    learned_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]


class WorkStepRow(Base):
    """A step in the life of an item; rows are only added. Who: an agency or the machine, no personal name."""

    __tablename__ = "tracing_work_step"
    __table_args__ = (Index(None, "item", "id"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    item: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(20))
    did: Mapped[str] = mapped_column(String(20))
    team: Mapped[str | None] = mapped_column(String(60))
    """Whose list it is on after the step, or who was asked."""
    why: Mapped[str | None] = mapped_column(String(20))
    sealed: Mapped[str | None] = mapped_column(Text)
    """A note in the team's own words, sealed: it may name people. None: none, or forgotten."""


class WorkLookRow(Base):
    """Somebody saw who a person on a list is: who, when, where."""

    __tablename__ = "tracing_work_look"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(index=True)
    agency: Mapped[str] = mapped_column(String(20))
    person: Mapped[str] = mapped_column(String(40), index=True)
    door: Mapped[str] = mapped_column(String(20))


class WorkWantedRow(Base):
    """Somebody whose lists or level changed; taken away by whoever brings their work up to that."""

    __tablename__ = "tracing_work_wanted"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    person: Mapped[str] = mapped_column(String(200))
