"""Causes to look through places."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "tracing_locality",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("ref", sa.String(length=260), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partly", sa.Boolean(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_locality")),
    )
    with op.batch_alter_table("tracing_locality", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracing_locality_ref"), ["ref"], unique=False)


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("tracing_locality", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracing_locality_ref"))

    op.drop_table("tracing_locality")
