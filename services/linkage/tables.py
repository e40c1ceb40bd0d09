"""Faces, keys to find them by, records, pairs with a memory, and how common words of names are."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base, BigKey


class FaceRow(Base):
    """A pseudonym and what is known of who bears it; `person` is the first face of the same person."""

    __tablename__ = "linkage_face"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    """Made of the pseudonym: rows about one face can be written without asking for its number first."""
    pseudonym: Mapped[str] = mapped_column(String(64), unique=True)
    person: Mapped[int] = mapped_column(BigKey, index=True)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The card; None once it was forgotten."""
    learned_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)


class KeyRow(Base):
    """A face can be found under this keyed hash of parts of its card."""

    __tablename__ = "linkage_key"
    __table_args__ = (Index(None, "face"), {"sqlite_with_rowid": False})
    key: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    face: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)


class MemberRow(Base):
    """A record and the face it shows."""

    __tablename__ = "linkage_member"
    record: Mapped[str] = mapped_column(String(36), primary_key=True)
    face: Mapped[int] = mapped_column(BigKey, index=True)
    learned_at: Mapped[datetime]


class PairRow(Base):
    """Two faces about which something was decided, as it stands; `one` < `other`."""

    __tablename__ = "linkage_pair"
    __table_args__ = (UniqueConstraint("one", "other"), Index(None, "state", "at"))
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    one: Mapped[int] = mapped_column(BigKey)
    other: Mapped[int] = mapped_column(BigKey, index=True)
    state: Mapped[str] = mapped_column(String(10))
    probability: Mapped[float | None]
    """None: people paired them, no machine."""
    grounds: Mapped[list[Any]]
    by: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]


class StepRow(Base):
    """A step in the life of a pair; rows are only added. Who: the machine or an agency, no personal name."""

    __tablename__ = "linkage_step"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    pair: Mapped[str] = mapped_column(String(36), index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10))
    why: Mapped[str | None] = mapped_column(String(40))


class WordRow(Base):
    """How many faces bear a word in their name; under a keyed hash, 0 counts all faces."""

    __tablename__ = "linkage_word"
    word: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    times: Mapped[int]
