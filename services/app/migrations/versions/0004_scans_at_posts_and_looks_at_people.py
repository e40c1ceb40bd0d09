"""Scans at posts and looks at people."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "posts_look",
        sa.Column(
            "seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agency", sa.String(length=20), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("ref", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_posts_look")),
    )
    with op.batch_alter_table("posts_look", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_posts_look_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_posts_look_person"), ["person"], unique=False)

    op.create_table(
        "posts_scan",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("post", sa.String(length=60), nullable=True),
        sa.Column("agency", sa.String(length=20), nullable=False),
        sa.Column("ref", sa.String(length=80), nullable=True),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("row", sa.String(length=10), nullable=False),
        sa.Column("ruleset", sa.String(length=40), nullable=False),
        sa.Column("fault", sa.String(length=30), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts_scan")),
    )
    with op.batch_alter_table("posts_scan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_posts_scan_at"), ["at"], unique=False)
        batch_op.create_index("ix_posts_scan_ref", ["ref", "at"], unique=False)


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("posts_scan", schema=None) as batch_op:
        batch_op.drop_index("ix_posts_scan_ref")
        batch_op.drop_index(batch_op.f("ix_posts_scan_at"))

    op.drop_table("posts_scan")
    with op.batch_alter_table("posts_look", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_posts_look_person"))
        batch_op.drop_index(batch_op.f("ix_posts_look_at"))

    op.drop_table("posts_look")
