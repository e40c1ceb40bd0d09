"""Who is F0, who met whom, and where everyone stands. Rows are added and closed, never deleted."""

from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base, BigKey


class ChainStepRow(Base):
    """One change of what is known of chains; they follow each other by ones.

    What a worker holds in memory is true up to the step whose token it knows.
    """

    __tablename__ = "tracing_chain_step"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(String(36))
    """A step that was rolled back had another token than the one that took its number."""
    earliest: Mapped[datetime | None]
    newest: Mapped[datetime | None]
    """Of which moments the batch of this step told, from the first to the last; None: it changed nothing."""


class CaseRow(Base):
    """What one record says of one case: that it is an F0, or that it is none."""

    __tablename__ = "tracing_case"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    record: Mapped[str] = mapped_column(String(36), index=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    """`case:` and the public code, or `lab:` and the sample, or `contact:` and the record."""
    person: Mapped[str | None] = mapped_column(String(40), index=True)
    chain: Mapped[str | None] = mapped_column(String(120))
    area: Mapped[str | None] = mapped_column(String(12))
    confirmed_on: Mapped[date]
    positive: Mapped[bool]
    """False: withdrawn."""
    learned_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    step_in: Mapped[int] = mapped_column(BigKey, index=True)
    step_out: Mapped[int | None] = mapped_column(BigKey, index=True)


class LinkRow(Base):
    """Two met, or are so many contacts apart, as one record says."""

    __tablename__ = "tracing_link"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    record: Mapped[str] = mapped_column(String(80), index=True)
    a: Mapped[str] = mapped_column(String(200), index=True)
    """The one nearer to the F0: a pseudonym, `case:` and a code, or `chain:` and a name."""
    b: Mapped[str] = mapped_column(String(200), index=True)
    steps: Mapped[int]
    """1: they met. More: nobody told of the people between."""
    kind: Mapped[str] = mapped_column(String(40))
    directed: Mapped[bool]
    since: Mapped[date | None]
    until: Mapped[date | None]
    area: Mapped[str | None] = mapped_column(String(12))
    """Where `b` is found."""
    learned_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    step_in: Mapped[int] = mapped_column(BigKey, index=True)
    step_out: Mapped[int | None] = mapped_column(BigKey, index=True)


class SameRow(Base):
    """A pseudonym that is another's person, as the linkage knew when we asked."""

    __tablename__ = "tracing_same"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    pseudonym: Mapped[str] = mapped_column(String(40), index=True)
    person: Mapped[str] = mapped_column(String(40))
    learned_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    step_in: Mapped[int] = mapped_column(BigKey, index=True)
    step_out: Mapped[int | None] = mapped_column(BigKey, index=True)


class StandingRow(Base):
    """The level of somebody, from when we learned it until we learned otherwise."""

    __tablename__ = "tracing_standing"
    __table_args__ = (Index(None, "person", "gone_at"), Index(None, "level", "gone_at"))
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    person: Mapped[str] = mapped_column(String(200))
    """A pseudonym, or `case:` and the code of a case nobody named."""
    level: Mapped[int]
    via: Mapped[str | None] = mapped_column(String(200))
    """The nearest known one before; between them may be people nobody told of."""
    learned_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
