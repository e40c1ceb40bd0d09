"""Who shared a room, a shift or a table."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "tracing_shared_stay",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_shared_stay")),
    )
    with op.batch_alter_table("tracing_shared_stay", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracing_shared_stay_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracing_shared_stay_record"), ["record"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_tracing_shared_stay_ref_gone_at_person"),
            ["ref", "gone_at", "person"],
            unique=False,
        )


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("tracing_shared_stay", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracing_shared_stay_ref_gone_at_person"))
        batch_op.drop_index(batch_op.f("ix_tracing_shared_stay_record"))
        batch_op.drop_index(batch_op.f("ix_tracing_shared_stay_person"))

    op.drop_table("tracing_shared_stay")
