"""Lists of people for teams, and who stands on them. Members are closed, never deleted."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base, BigKey


class ListRow(Base):
    """One list: what it is about, and what was last told of it."""

    __tablename__ = "tracing_list"
    __table_args__ = (Index(None, "kind", "ref"),)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    ref: Mapped[str] = mapped_column(String(300))
    area: Mapped[str | None] = mapped_column(String(12))
    title: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]
    revised_at: Mapped[datetime] = mapped_column(index=True)
    untold_added: Mapped[int]
    """People who came on and of whom nobody was told yet; told, and 0 again, before each commit."""
    untold_gone: Mapped[int]


class ListTitleRow(Base):
    """What a list was called, from when it was: its title changes as what it is about does."""

    __tablename__ = "tracing_list_title"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    list: Mapped[str] = mapped_column(String(36), index=True)
    title: Mapped[dict[str, Any]]
    learned_at: Mapped[datetime]


class ListedRow(Base):
    """Somebody on a list, from when we learned it until we learned otherwise."""

    __tablename__ = "tracing_listed"
    __table_args__ = (Index(None, "list", "gone_at"), Index(None, "person", "gone_at"))
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    list: Mapped[str] = mapped_column(String(36))
    person: Mapped[str] = mapped_column(String(40))
    area: Mapped[str | None] = mapped_column(String(12))
    score: Mapped[float]
    why: Mapped[dict[str, Any]]
    learned_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
