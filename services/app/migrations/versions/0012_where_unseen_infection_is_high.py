"""Where unseen infection is high."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "risk_pressure",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("high", sa.Boolean(), nullable=False),
        sa.Column("pressure", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_pressure")),
    )
    with op.batch_alter_table("risk_pressure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_pressure_area"), ["area"], unique=False)


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("risk_pressure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_pressure_area"))

    op.drop_table("risk_pressure")
