"""Run by Alembic: migrates the connection that `migrating` hands over."""

from typing import Any, Literal

from alembic import context

from services.app.tables import Base
from services.plumbing.database import Instant


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A step must not depend on code that may change later: our moment is written as what it is stored as."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a column by copying its table
    render_item=_render,
    compare_type=False,  # the two databases name the same types differently; a test compares names
)
with context.begin_transaction():
    context.run_migrations()
