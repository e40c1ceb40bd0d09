"""Who is who: faces, keys, pairs."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "linkage_face",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("pseudonym", sa.String(length=64), nullable=False),
        sa.Column("person", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linkage_face")),
        sa.UniqueConstraint("pseudonym", name=op.f("uq_linkage_face_pseudonym")),
    )
    with op.batch_alter_table("linkage_face", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_linkage_face_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_linkage_face_seen_at"), ["seen_at"], unique=False)

    op.create_table(
        "linkage_key",
        sa.Column(
            "key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column(
            "face", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.PrimaryKeyConstraint("key", "face", name=op.f("pk_linkage_key")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("linkage_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_linkage_key_face"), ["face"], unique=False)

    op.create_table(
        "linkage_member",
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("face", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("record", name=op.f("pk_linkage_member")),
    )
    with op.batch_alter_table("linkage_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_linkage_member_face"), ["face"], unique=False)

    op.create_table(
        "linkage_pair",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("one", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("other", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("probability", sa.Double(), nullable=True),
        sa.Column("grounds", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linkage_pair")),
        sa.UniqueConstraint("one", "other", name=op.f("uq_linkage_pair_one_other")),
    )
    with op.batch_alter_table("linkage_pair", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_linkage_pair_other"), ["other"], unique=False)
        batch_op.create_index(batch_op.f("ix_linkage_pair_state_at"), ["state", "at"], unique=False)

    op.create_table(
        "linkage_step",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("pair", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linkage_step")),
    )
    with op.batch_alter_table("linkage_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_linkage_step_pair"), ["pair"], unique=False)

    op.create_table(
        "linkage_word",
        sa.Column(
            "word", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_linkage_word")),
    )


def downgrade() -> None:
    """One step back."""
    op.drop_table("linkage_word")
    with op.batch_alter_table("linkage_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_linkage_step_pair"))

    op.drop_table("linkage_step")
    with op.batch_alter_table("linkage_pair", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_linkage_pair_state_at"))
        batch_op.drop_index(batch_op.f("ix_linkage_pair_other"))

    op.drop_table("linkage_pair")
    with op.batch_alter_table("linkage_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_linkage_member_face"))

    op.drop_table("linkage_member")
    with op.batch_alter_table("linkage_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_linkage_key_face"))

    op.drop_table("linkage_key")
    with op.batch_alter_table("linkage_face", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_linkage_face_seen_at"))
        batch_op.drop_index(batch_op.f("ix_linkage_face_person"))

    op.drop_table("linkage_face")
