"""What ingest keeps. Rows are only added: a correction is a new revision of the same key."""

from datetime import date, datetime

from sqlalchemy import Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base, BigKey

KEY_LENGTH = 200


def _where_known(name: str) -> Index:
    known = text(f"{name} IS NOT NULL")  # most feeds are about no person: their rows cost the index nothing
    return Index(f"ix_ingest_record_{name}", name, postgresql_where=known, sqlite_where=known)


class FeedRow(Base):
    """One feed: what was last heard of it."""

    __tablename__ = "ingest_feed"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    newest_learned_at: Mapped[datetime | None]
    newest_day: Mapped[date | None]


class RecordRow(Base):
    """One revision of what one feed says about one thing, without anything that names a person."""

    __tablename__ = "ingest_record"
    __table_args__ = (
        UniqueConstraint("feed", "key", "revision"),
        Index("ix_ingest_record_feed_learned_at", "feed", "learned_at"),
        _where_known("person"),
        _where_known("phone"),
    )
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    feed: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    revision: Mapped[int]
    """1, 2, 3 in the order of arrival; it orders revisions that share one moment of learning."""
    fingerprint: Mapped[str] = mapped_column(String(40))
    learned_at: Mapped[datetime]
    receipt: Mapped[str] = mapped_column(String(36))
    body: Mapped[str] = mapped_column(Text)
    """The record as JSON."""
    beside: Mapped[str | None] = mapped_column(Text)
    """What was sent and has no field in the record, as JSON."""
    person: Mapped[str | None] = mapped_column(String(40))
    """The pseudonym of whom it is about."""
    phone: Mapped[str | None] = mapped_column(String(24))
    """A keyed hash of the telephone given."""


class IdentityRow(Base):
    """The personal cells of a record as they were sent, sealed; forgotten before the record is."""

    __tablename__ = "ingest_identity"
    record: Mapped[str] = mapped_column(String(36), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class RefusedRow(Base):
    """A row as it was sent that did not become a record: refused, or parked by a fault of ours."""

    __tablename__ = "ingest_refused"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    feed: Mapped[str] = mapped_column(String(40))
    receipt: Mapped[str] = mapped_column(String(36), index=True)
    row: Mapped[int | None]
    outcome: Mapped[str] = mapped_column(String(10), index=True)
    learned_at: Mapped[datetime]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ReceiptRow(Base):
    """What a sender is told of a file or a message; grows batch by batch with the rows it counts."""

    __tablename__ = "ingest_receipt"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    feed: Mapped[str] = mapped_column(String(40))
    door: Mapped[str] = mapped_column(String(10))
    file: Mapped[str | None] = mapped_column(Text)
    learned_at: Mapped[datetime]
    received_at: Mapped[datetime]
    enterprise: Mapped[str | None] = mapped_column(Text)
    """The enterprise that sent it, when its sender is bound to one."""
    repeats: Mapped[str | None] = mapped_column(String(36))
    """The receipt under which the same bytes were taken in before; its problems are this one's."""
    rows: Mapped[int]
    kept: Mapped[int]
    warned: Mapped[int]
    duplicate: Mapped[int]
    refused: Mapped[int]
    parked: Mapped[int]


class ProblemRow(Base):
    """One mistake in one row of a receipt, with what became of the row."""

    __tablename__ = "ingest_problem"
    __table_args__ = (Index("ix_ingest_problem_receipt", "receipt"),)
    seq: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    receipt: Mapped[str] = mapped_column(String(36))
    row: Mapped[int | None]
    field: Mapped[str | None] = mapped_column(String(80))
    code: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(10))
    message_vi: Mapped[str] = mapped_column(Text)
    message_en: Mapped[str] = mapped_column(Text)


class FileRow(Base):
    """How far the taking in of a file has come; moved in the transaction of each batch."""

    __tablename__ = "ingest_file"
    feed: Mapped[str] = mapped_column(String(40), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    receipt: Mapped[str] = mapped_column(String(36))
    learned_at: Mapped[datetime]
    rows_done: Mapped[int]
    finished_at: Mapped[datetime | None]


class OpenedRow(Base):
    """Somebody took away what was sent, names and all: who, when, under which receipt."""

    __tablename__ = "ingest_opened"
    seq: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(index=True)
    agency: Mapped[str] = mapped_column(String(20))
    enterprise: Mapped[str | None] = mapped_column(Text)
    door: Mapped[str] = mapped_column(String(10))
    receipt: Mapped[str] = mapped_column(String(36), index=True)


class PublicationRow(Base):
    """One publication of a list, with what it changed; refused ones too. Ids order those of one moment."""

    __tablename__ = "ingest_publication"
    __table_args__ = (Index("ix_ingest_publication_feed", "feed", "published_at"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    feed: Mapped[str] = mapped_column(String(40))
    sha256: Mapped[str] = mapped_column(String(64))
    identity: Mapped[str] = mapped_column(String(64))
    """Under which `ingest_file` knows it: the same bytes may be published again after other ones."""
    published_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    """read: being looked through; whole: may be taken in; stands; refused."""
    receipt: Mapped[str | None] = mapped_column(String(36))
    code: Mapped[str | None] = mapped_column(String(40))
    """Why it was refused."""
    rows: Mapped[int]
    added: Mapped[int]
    changed: Mapped[int]
    withdrawn: Mapped[int]


class ScopeRow(Base):
    """A part of the list that a publication speaks of, and from which day to which."""

    __tablename__ = "ingest_publication_scope"
    publication: Mapped[int] = mapped_column(BigKey, primary_key=True)
    scope: Mapped[str] = mapped_column(String(120), primary_key=True)
    first_day: Mapped[date]
    last_day: Mapped[date]


class MemberRow(Base):
    """A row of a published list: which thing, with which content. So the list of any moment is a lookup."""

    __tablename__ = "ingest_publication_member"
    __table_args__ = (Index("ix_ingest_publication_member_alike", "publication", "alike"),)
    publication: Mapped[int] = mapped_column(BigKey, primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    scope: Mapped[str] = mapped_column(String(120))
    fingerprint: Mapped[str] = mapped_column(String(40))
    """Empty: the row could not be read; what was known of the thing before goes on standing."""
    alike: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    day: Mapped[date | None]
    number: Mapped[int]
    """Its row in the sender's own sheet."""
