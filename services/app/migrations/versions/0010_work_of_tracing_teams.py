"""Work of tracing teams."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "tracing_work",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("item", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=True),
        sa.Column("offered_to", sa.String(length=60), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("urgent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("why_not", sa.String(length=20), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_work")),
    )
    with op.batch_alter_table("tracing_work", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracing_work_item"), ["item"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_tracing_work_team_gone_at_urgent_at"),
            ["team", "gone_at", "urgent_at"],
            unique=False,
        )
        batch_op.create_index(
            "uq_tracing_work_person",
            ["person"],
            unique=True,
            postgresql_where=sa.text("gone_at IS NULL"),
            sqlite_where=sa.text("gone_at IS NULL"),
        )

    op.create_table(
        "tracing_work_look",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agency", sa.String(length=20), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_work_look")),
    )
    with op.batch_alter_table("tracing_work_look", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracing_work_look_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracing_work_look_person"), ["person"], unique=False)

    op.create_table(
        "tracing_work_step",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("item", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=False),
        sa.Column("did", sa.String(length=20), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=True),
        sa.Column("why", sa.String(length=20), nullable=True),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_work_step")),
    )
    with op.batch_alter_table("tracing_work_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracing_work_step_item_id"), ["item", "id"], unique=False)


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("tracing_work_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracing_work_step_item_id"))

    op.drop_table("tracing_work_step")
    with op.batch_alter_table("tracing_work_look", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracing_work_look_person"))
        batch_op.drop_index(batch_op.f("ix_tracing_work_look_at"))

    op.drop_table("tracing_work_look")
    with op.batch_alter_table("tracing_work", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_tracing_work_person",
            postgresql_where=sa.text("gone_at IS NULL"),
            sqlite_where=sa.text("gone_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_tracing_work_team_gone_at_urgent_at"))
        batch_op.drop_index(batch_op.f("ix_tracing_work_item"))

    op.drop_table("tracing_work")
