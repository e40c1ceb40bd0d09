"""The list as it stood at a moment: what the newest publication says of each part of it. Statements only."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from services.ingest.publications import stands
from services.ingest.tables import MemberRow, PublicationRow, ScopeRow


def standing(feed: str, as_of: datetime) -> Select[*tuple[Any, ...]]:
    """Key, fingerprint, scope, day, alike, number and publication of each row of the list at a moment.

    A publication speaks for its parts and days until a later one speaks for them; rows of parts or days
    that no later one covers go on standing.
    """
    known = stands(feed) & (PublicationRow.published_at <= as_of)
    speaks = (
        select(ScopeRow.publication, ScopeRow.scope, PublicationRow.published_at)
        .join(PublicationRow, PublicationRow.id == ScopeRow.publication)
        .where(known)
        .where(~_replaced(feed, as_of))
        .subquery()
    )
    columns = (MemberRow.key, MemberRow.fingerprint, MemberRow.scope, MemberRow.day)
    joined = and_(MemberRow.publication == speaks.c.publication, MemberRow.scope == speaks.c.scope)
    rows = select(*columns, MemberRow.alike, MemberRow.number, MemberRow.publication)
    return rows.join(speaks, joined).where(~_overtaken(feed, as_of, speaks.c))


def covered(publication: int, rows: Any) -> ColumnElement[bool]:
    """Does a publication speak of these rows of a list?"""
    scope = aliased(ScopeRow)
    return exists().where(
        scope.publication == publication,
        scope.scope == rows.scope,
        scope.first_day <= _day(rows),
        scope.last_day >= _day(rows),
    )


def _replaced(feed: str, as_of: datetime) -> ColumnElement[bool]:
    """A later publication speaks of the same part, for all its days."""
    later, scope = aliased(PublicationRow), aliased(ScopeRow)
    return (
        select(scope.publication)
        .join(later, later.id == scope.publication)
        .where(
            scope.scope == ScopeRow.scope,
            scope.first_day <= ScopeRow.first_day,
            scope.last_day >= ScopeRow.last_day,
            _known_later(later, feed, as_of, PublicationRow.published_at, PublicationRow.id),
        )
        .exists()
    )


def _overtaken(feed: str, as_of: datetime, speaks: Any) -> ColumnElement[bool]:
    """A later publication speaks of the day of this row."""
    later, scope = aliased(PublicationRow), aliased(ScopeRow)
    return (
        select(scope.publication)
        .join(later, later.id == scope.publication)
        .where(
            scope.scope == MemberRow.scope,
            scope.first_day <= _day(MemberRow),
            scope.last_day >= _day(MemberRow),
            _known_later(later, feed, as_of, speaks.published_at, speaks.publication),
        )
        .exists()
    )


def _known_later(later: Any, feed: str, as_of: datetime, moment: Any, number: Any) -> ColumnElement[bool]:
    """Published later; of one moment: arrived later."""
    return and_(
        later.feed == feed,
        later.state == "stands",
        later.published_at <= as_of,
        or_(later.published_at > moment, and_(later.published_at == moment, later.id > number)),
    )


def _day(rows: Any) -> ColumnElement[date]:
    return func.coalesce(rows.day, date.min)
