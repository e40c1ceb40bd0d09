"""Of which moments steps of chains tell."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# Which step told of which moment was not kept: earlier ones count as one batch of all that was learned.
_MOMENTS = " union all ".join(
    f"select {column} as moment from {table}"
    for table in ("tracing_case", "tracing_link", "tracing_same", "tracing_standing")
    for column in ("learned_at", "gone_at")
)


def upgrade() -> None:
    """One step on."""
    with op.batch_alter_table("tracing_chain_step", schema=None) as batch_op:
        batch_op.add_column(sa.Column("earliest", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("newest", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "update tracing_chain_step set"
        f" earliest = (select min(moment) from ({_MOMENTS}) as told),"
        f" newest = (select max(moment) from ({_MOMENTS}) as told)"
    )


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("tracing_chain_step", schema=None) as batch_op:
        batch_op.drop_column("newest")
        batch_op.drop_column("earliest")
