"""Who rode in which vehicle."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "tracing_ride",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("ref", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("seat", sa.String(length=40), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_ride")),
    )
    with op.batch_alter_table("tracing_ride", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracing_ride_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracing_ride_record"), ["record"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracing_ride_ref_gone_at"), ["ref", "gone_at"], unique=False)


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("tracing_ride", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracing_ride_ref_gone_at"))
        batch_op.drop_index(batch_op.f("ix_tracing_ride_record"))
        batch_op.drop_index(batch_op.f("ix_tracing_ride_person"))

    op.drop_table("tracing_ride")
