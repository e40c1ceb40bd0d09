"""Cases, contacts and levels of chains."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "tracing_case",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=True),
        sa.Column("chain", sa.String(length=120), nullable=True),
        sa.Column("area", sa.String(length=12), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("positive", sa.Boolean(), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("step_in", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step_out", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_case")),
    )
    with op.batch_alter_table("tracing_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracing_case_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracing_case_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracing_case_record"), ["record"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracing_case_step_in"), ["step_in"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracing_case_step_out"), ["step_out"], unique=False)

    op.create_table(
        "tracing_chain_step",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("token", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_chain_step")),
    )
    op.create_table(
        "tracing_link",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("record", sa.String(length=80), nullable=False),
        sa.Column("a", sa.String(length=200), nullable=False),
        sa.Column("b", sa.String(length=200), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("directed", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("area", sa.String(length=12), nullable=True),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("step_in", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step_out", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_link")),
    )
    with op.batch_alter_table("tracing_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracing_link_a"), ["a"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracing_link_b"), ["b"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracing_link_record"), ["record"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracing_link_step_in"), ["step_in"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracing_link_step_out"), ["step_out"], unique=False)

    op.create_table(
        "tracing_same",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("pseudonym", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("step_in", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step_out", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_same")),
    )
    with op.batch_alter_table("tracing_same", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracing_same_pseudonym"), ["pseudonym"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracing_same_step_in"), ["step_in"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracing_same_step_out"), ["step_out"], unique=False)

    op.create_table(
        "tracing_standing",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("via", sa.String(length=200), nullable=True),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_standing")),
    )
    with op.batch_alter_table("tracing_standing", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tracing_standing_level_gone_at"), ["level", "gone_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_tracing_standing_person_gone_at"), ["person", "gone_at"], unique=False
        )


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("tracing_standing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracing_standing_person_gone_at"))
        batch_op.drop_index(batch_op.f("ix_tracing_standing_level_gone_at"))

    op.drop_table("tracing_standing")
    with op.batch_alter_table("tracing_same", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracing_same_step_out"))
        batch_op.drop_index(batch_op.f("ix_tracing_same_step_in"))
        batch_op.drop_index(batch_op.f("ix_tracing_same_pseudonym"))

    op.drop_table("tracing_same")
    with op.batch_alter_table("tracing_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracing_link_step_out"))
        batch_op.drop_index(batch_op.f("ix_tracing_link_step_in"))
        batch_op.drop_index(batch_op.f("ix_tracing_link_record"))
        batch_op.drop_index(batch_op.f("ix_tracing_link_b"))
        batch_op.drop_index(batch_op.f("ix_tracing_link_a"))

    op.drop_table("tracing_link")
    op.drop_table("tracing_chain_step")
    with op.batch_alter_table("tracing_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracing_case_step_out"))
        batch_op.drop_index(batch_op.f("ix_tracing_case_step_in"))
        batch_op.drop_index(batch_op.f("ix_tracing_case_record"))
        batch_op.drop_index(batch_op.f("ix_tracing_case_person"))
        batch_op.drop_index(batch_op.f("ix_tracing_case_name"))

    op.drop_table("tracing_case")
