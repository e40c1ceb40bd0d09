"""What risk has heard, and the grades it gave. Rows are only added: the newest of a `ref` stands."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.database import Base, BigKey


class Told:
    """Every fact heard: which thing it is about, which area, and when we learned it."""

    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    ref: Mapped[str] = mapped_column(String(200), index=True)
    learned_at: Mapped[datetime] = mapped_column(index=True)


class CountRow(Told, Base):
    """New cases of a day in an area, as one site tells it."""

    __tablename__ = "risk_count"
    site: Mapped[str] = mapped_column(String(40))
    area: Mapped[str] = mapped_column(String(12))
    day: Mapped[date] = mapped_column(index=True)
    new_cases: Mapped[int]
    found_in_quarantine: Mapped[int | None]
    found_in_community: Mapped[int | None]


class CaseRow(Told, Base):
    """F0 told by a locality; count 0 is an explicit zero report."""

    __tablename__ = "risk_case"
    area: Mapped[str] = mapped_column(String(12))
    confirmed_at: Mapped[datetime] = mapped_column(index=True)
    count: Mapped[int]
    source: Mapped[str] = mapped_column(String(12))
    found_in: Mapped[str] = mapped_column(String(16))
    hard_place: Mapped[bool]


class ContactsRow(Told, Base):
    """Contacts of one level that a locality counts."""

    __tablename__ = "risk_contacts"
    area: Mapped[str] = mapped_column(String(12))
    reported_at: Mapped[datetime]
    contact_level: Mapped[int]
    total: Mapped[int]
    traced: Mapped[int | None]
    in_quarantine: Mapped[int | None]
    awaiting_result: Mapped[int | None]


class OrderRow(Told, Base):
    """A state set over an area by a competent body."""

    __tablename__ = "risk_order"
    number: Mapped[str] = mapped_column(String(80))
    issuer: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(20))
    area: Mapped[str] = mapped_column(String(12))
    part: Mapped[str | None] = mapped_column(String(200))
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class IncidentRow(Told, Base):
    """People who came in, or tried to, without a gate."""

    __tablename__ = "risk_incident"
    area: Mapped[str] = mapped_column(String(12))
    happened_at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(16))
    by_sea: Mapped[bool]
    people: Mapped[int]
    place: Mapped[str | None] = mapped_column(Text)
    marker: Mapped[str | None] = mapped_column(String(40))


class ArrivalRow(Told, Base):
    """How many people of one batch go from one origin to one area on one day."""

    __tablename__ = "risk_arrival"
    # Covering: arrivals come by the hundred thousand, and each grading sums two weeks of them.
    __table_args__ = (
        Index(
            "ix_risk_arrival_day",
            *("day", "origin", "area", "post", "learned_at", "people", "with_symptoms", "with_contact"),
        ),
    )
    kind: Mapped[str] = mapped_column(String(20))
    origin: Mapped[str | None] = mapped_column(String(12))
    area: Mapped[str] = mapped_column(String(12))
    day: Mapped[date]
    people: Mapped[int]
    with_symptoms: Mapped[int]
    with_contact: Mapped[int]
    untested: Mapped[int]
    post: Mapped[str | None] = mapped_column(String(100))
    enterprise: Mapped[str | None] = mapped_column(Text)


class EntrantRow(Told, Base):
    """How many people of one batch came in through one gate on one day and were sent to one area."""

    __tablename__ = "risk_entrant"
    gate: Mapped[str] = mapped_column(String(100))
    area: Mapped[str] = mapped_column(String(12))
    day: Mapped[date] = mapped_column(index=True)
    people: Mapped[int]
    unplaced: Mapped[int]
    country: Mapped[str | None] = mapped_column(String(12))


class StayRow(Told, Base):
    """How many people of one batch began, and perhaps ended, quarantine on the same days in one place."""

    __tablename__ = "risk_stay"
    place: Mapped[str | None] = mapped_column(String(40))
    area: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(12))
    why: Mapped[str] = mapped_column(String(16))
    since: Mapped[date] = mapped_column(index=True)
    planned_until: Mapped[date | None]
    left_on: Mapped[date | None]
    ended: Mapped[str | None] = mapped_column(String(12))
    people: Mapped[int]


class RollCallRow(Told, Base):
    """Who was there when one place counted, as one batch tells it."""

    __tablename__ = "risk_roll_call"
    place: Mapped[str] = mapped_column(String(40))
    area: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(index=True)
    present: Mapped[int]
    absent: Mapped[int]
    overdue_tests: Mapped[int]
    tests_told: Mapped[int]


class ConsignmentRow(Told, Base):
    """How many lots of one batch came through one gate from one origin by one route on one day."""

    __tablename__ = "risk_consignment"
    gate: Mapped[str] = mapped_column(String(100))
    area: Mapped[str] = mapped_column(String(12))
    origin: Mapped[str | None] = mapped_column(String(12))
    through: Mapped[str] = mapped_column(String(300))
    """Codes of the places on the route, separated by spaces."""
    day: Mapped[date] = mapped_column(index=True)
    lots: Mapped[int]
    cold: Mapped[int]
    not_disinfected: Mapped[int]
    not_sampled: Mapped[int]
    untold: Mapped[int]
    crew_undeclared: Mapped[int]
    positive: Mapped[int]
    crew: Mapped[int]
    crew_told: Mapped[int]


class GradeRow(Base):
    """An area's standing since a moment: what is shown, what the law suggests, which order decides."""

    __tablename__ = "risk_grade"
    __table_args__ = (Index("ix_risk_grade_area_at", "area", "at"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    area: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime]
    level: Mapped[int | None]
    suggested: Mapped[int | None]
    ruleset: Mapped[str] = mapped_column(String(40))
    order_number: Mapped[str | None] = mapped_column(String(80))
    reasons: Mapped[list[Any]]
    cite: Mapped[dict[str, Any]]


class PressureRow(Base):
    """Where unseen infection is high, or no longer: a row for each time that was told."""

    __tablename__ = "risk_pressure"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    area: Mapped[str] = mapped_column(String(12), index=True)
    at: Mapped[datetime]
    high: Mapped[bool]
    pressure: Mapped[float]
