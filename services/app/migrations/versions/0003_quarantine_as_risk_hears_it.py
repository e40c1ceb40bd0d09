"""Quarantine as risk hears it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "risk_entrant",
        sa.Column("gate", sa.String(length=100), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("unplaced", sa.Integer(), nullable=False),
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_entrant")),
    )
    with op.batch_alter_table("risk_entrant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_entrant_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_entrant_learned_at"), ["learned_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_entrant_ref"), ["ref"], unique=False)

    op.create_table(
        "risk_roll_call",
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("absent", sa.Integer(), nullable=False),
        sa.Column("overdue_tests", sa.Integer(), nullable=False),
        sa.Column("tests_told", sa.Integer(), nullable=False),
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_roll_call")),
    )
    with op.batch_alter_table("risk_roll_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_roll_call_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_roll_call_learned_at"), ["learned_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_roll_call_ref"), ["ref"], unique=False)

    op.create_table(
        "risk_stay",
        sa.Column("place", sa.String(length=40), nullable=True),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("planned_until", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("ended", sa.String(length=12), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_stay")),
    )
    with op.batch_alter_table("risk_stay", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_stay_learned_at"), ["learned_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_stay_ref"), ["ref"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_stay_since"), ["since"], unique=False)


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("risk_stay", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_stay_since"))
        batch_op.drop_index(batch_op.f("ix_risk_stay_ref"))
        batch_op.drop_index(batch_op.f("ix_risk_stay_learned_at"))

    op.drop_table("risk_stay")
    with op.batch_alter_table("risk_roll_call", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_roll_call_ref"))
        batch_op.drop_index(batch_op.f("ix_risk_roll_call_learned_at"))
        batch_op.drop_index(batch_op.f("ix_risk_roll_call_at"))

    op.drop_table("risk_roll_call")
    with op.batch_alter_table("risk_entrant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_entrant_ref"))
        batch_op.drop_index(batch_op.f("ix_risk_entrant_learned_at"))
        batch_op.drop_index(batch_op.f("ix_risk_entrant_day"))

    op.drop_table("risk_entrant")
