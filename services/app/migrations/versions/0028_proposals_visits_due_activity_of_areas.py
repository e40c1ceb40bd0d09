"""Proposals, visits due, activity of areas."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "risk_area_activity",
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("workers_back", sa.Integer(), nullable=True),
        sa.Column("enterprises_open", sa.Integer(), nullable=True),
        sa.Column("tourism_open", sa.Integer(), nullable=True),
        sa.Column("tourism_closed", sa.Integer(), nullable=True),
        sa.Column("visitors", sa.Integer(), nullable=True),
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_area_activity")),
    )
    with op.batch_alter_table("risk_area_activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_area_activity_learned_at"), ["learned_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_area_activity_ref"), ["ref"], unique=False)

    op.create_table(
        "risk_inspections_due",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_inspections_due")),
    )
    with op.batch_alter_table("risk_inspections_due", schema=None) as batch_op:
        batch_op.create_index("ix_risk_inspections_due_area_day", ["area", "day"], unique=False)

    op.create_table(
        "risk_proposal",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("ordered", sa.Integer(), nullable=False),
        sa.Column("to_level", sa.Integer(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_proposal")),
    )
    with op.batch_alter_table("risk_proposal", schema=None) as batch_op:
        batch_op.create_index("ix_risk_proposal_area_way_part", ["area", "way", "part"], unique=False)


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("risk_proposal", schema=None) as batch_op:
        batch_op.drop_index("ix_risk_proposal_area_way_part")

    op.drop_table("risk_proposal")
    with op.batch_alter_table("risk_inspections_due", schema=None) as batch_op:
        batch_op.drop_index("ix_risk_inspections_due_area_day")

    op.drop_table("risk_inspections_due")
    with op.batch_alter_table("risk_area_activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_area_activity_ref"))
        batch_op.drop_index(batch_op.f("ix_risk_area_activity_learned_at"))

    op.drop_table("risk_area_activity")
