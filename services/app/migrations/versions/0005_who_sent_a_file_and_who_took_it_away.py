"""Who sent a file, which one it repeats, and who took its rows away."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "ingest_opened",
        sa.Column(
            "seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agency", sa.String(length=20), nullable=False),
        sa.Column("enterprise", sa.Text(), nullable=True),
        sa.Column("door", sa.String(length=10), nullable=False),
        sa.Column("receipt", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_ingest_opened")),
    )
    with op.batch_alter_table("ingest_opened", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ingest_opened_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_ingest_opened_receipt"), ["receipt"], unique=False)

    with op.batch_alter_table("ingest_receipt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("enterprise", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("repeats", sa.String(length=36), nullable=True))


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("ingest_receipt", schema=None) as batch_op:
        batch_op.drop_column("repeats")
        batch_op.drop_column("enterprise")

    with op.batch_alter_table("ingest_opened", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ingest_opened_receipt"))
        batch_op.drop_index(batch_op.f("ix_ingest_opened_at"))

    op.drop_table("ingest_opened")
