"""Visits and lists of people for teams."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "tracing_list",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=True),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("untold_added", sa.Integer(), nullable=False),
        sa.Column("untold_gone", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_list")),
    )
    with op.batch_alter_table("tracing_list", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracing_list_kind_ref"), ["kind", "ref"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracing_list_revised_at"), ["revised_at"], unique=False)

    op.create_table(
        "tracing_listed",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("list", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=True),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_listed")),
    )
    with op.batch_alter_table("tracing_listed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracing_listed_list_gone_at"), ["list", "gone_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_tracing_listed_person_gone_at"), ["person", "gone_at"], unique=False
        )

    op.create_table(
        "tracing_visit",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("area", sa.String(length=12), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_visit")),
    )
    with op.batch_alter_table("tracing_visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracing_visit_area_until"), ["area", "until"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracing_visit_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracing_visit_record"), ["record"], unique=False)


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("tracing_visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracing_visit_record"))
        batch_op.drop_index(batch_op.f("ix_tracing_visit_person"))
        batch_op.drop_index(batch_op.f("ix_tracing_visit_area_until"))

    op.drop_table("tracing_visit")
    with op.batch_alter_table("tracing_listed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracing_listed_person_gone_at"))
        batch_op.drop_index(batch_op.f("ix_tracing_listed_list_gone_at"))

    op.drop_table("tracing_listed")
    with op.batch_alter_table("tracing_list", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracing_list_revised_at"))
        batch_op.drop_index(batch_op.f("ix_tracing_list_kind_ref"))

    op.drop_table("tracing_list")
