"""Exposure windows as they were told."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "tracing_window",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("telling", sa.String(length=64), nullable=False),
        sa.Column("ref", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("area", sa.String(length=12), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("advice", sa.String(length=30), nullable=False),
        sa.Column("trouble", sa.String(length=30), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_window")),
        sa.UniqueConstraint("telling", name=op.f("uq_tracing_window_telling")),
    )
    with op.batch_alter_table("tracing_window", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracing_window_gone_at"), ["gone_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_tracing_window_ref_learned_at"), ["ref", "learned_at"], unique=False
        )
    with op.batch_alter_table("tracing_list", schema=None) as batch_op:
        # A site's own number may be as long as any key, and its feed's name stands before it.
        batch_op.alter_column("ref", type_=sa.String(length=300), existing_nullable=False)


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("tracing_list", schema=None) as batch_op:
        batch_op.alter_column("ref", type_=sa.String(length=200), existing_nullable=False)
    with op.batch_alter_table("tracing_window", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracing_window_ref_learned_at"))
        batch_op.drop_index(batch_op.f("ix_tracing_window_gone_at"))

    op.drop_table("tracing_window")
