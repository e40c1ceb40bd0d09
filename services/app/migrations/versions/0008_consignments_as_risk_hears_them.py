"""Consignments as risk hears them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "risk_consignment",
        sa.Column("gate", sa.String(length=100), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("origin", sa.String(length=12), nullable=True),
        sa.Column("through", sa.String(length=300), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("lots", sa.Integer(), nullable=False),
        sa.Column("cold", sa.Integer(), nullable=False),
        sa.Column("not_disinfected", sa.Integer(), nullable=False),
        sa.Column("not_sampled", sa.Integer(), nullable=False),
        sa.Column("untold", sa.Integer(), nullable=False),
        sa.Column("crew_undeclared", sa.Integer(), nullable=False),
        sa.Column("positive", sa.Integer(), nullable=False),
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_consignment")),
    )
    with op.batch_alter_table("risk_consignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_consignment_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_consignment_learned_at"), ["learned_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_consignment_ref"), ["ref"], unique=False)


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("risk_consignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_consignment_ref"))
        batch_op.drop_index(batch_op.f("ix_risk_consignment_learned_at"))
        batch_op.drop_index(batch_op.f("ix_risk_consignment_day"))

    op.drop_table("risk_consignment")
