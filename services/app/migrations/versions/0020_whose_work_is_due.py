"""Whose work is due."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""

    op.create_table(
        "tracing_work_wanted",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_work_wanted")),
    )


def downgrade() -> None:
    """One step back."""

    op.drop_table("tracing_work_wanted")
