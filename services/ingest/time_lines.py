"""The time line of one person as it stands, for who may see people. Reads only."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from services.domain.records import Milestone
from services.ingest.feeds import milestones
from services.ingest.tables import RecordRow
from services.plumbing.database import Transaction


class Line(NamedTuple):
    """A milestone and the record that tells it."""

    record: str
    milestone: Milestone


def time_line_of(tx: Transaction, person: str, as_of: datetime | None = None) -> list[Line]:
    """Where somebody says to have been, by the newest word of each place, in the order of time."""
    wanted = select(RecordRow.id, RecordRow.key, RecordRow.body).where(
        RecordRow.feed == milestones.NAME, RecordRow.person == person
    )
    if as_of is not None:
        wanted = wanted.where(RecordRow.learned_at <= as_of)
    rows = tx.execute(wanted.order_by(RecordRow.learned_at, RecordRow.revision))
    newest = {row.key: Line(row.id, Milestone.model_validate_json(row.body)) for row in rows}
    standing = (line for line in newest.values() if not line.milestone.mistaken)
    return sorted(standing, key=lambda line: (line.milestone.since, line.milestone.place))
