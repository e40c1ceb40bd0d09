"""Levels as they are held."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "risk_held",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("below_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_held")),
    )
    with op.batch_alter_table("risk_held", schema=None) as batch_op:
        batch_op.create_index("ix_risk_held_area_at", ["area", "at"], unique=False)


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("risk_held", schema=None) as batch_op:
        batch_op.drop_index("ix_risk_held_area_at")

    op.drop_table("risk_held")
