"""What was done about people who are followed up."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "tracing_deed",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_deed")),
    )
    with op.batch_alter_table("tracing_deed", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tracing_deed_person_gone_at"), ["person", "gone_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_tracing_deed_record"), ["record"], unique=False)


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("tracing_deed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracing_deed_record"))
        batch_op.drop_index(batch_op.f("ix_tracing_deed_person_gone_at"))

    op.drop_table("tracing_deed")
