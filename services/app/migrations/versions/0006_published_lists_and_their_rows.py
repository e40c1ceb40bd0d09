"""Published lists and their rows."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "ingest_publication",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("feed", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("receipt", sa.String(length=36), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ingest_publication")),
    )
    with op.batch_alter_table("ingest_publication", schema=None) as batch_op:
        batch_op.create_index("ix_ingest_publication_feed", ["feed", "published_at"], unique=False)

    op.create_table(
        "ingest_publication_member",
        sa.Column("publication", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("scope", sa.String(length=120), nullable=False),
        sa.Column("fingerprint", sa.String(length=40), nullable=False),
        sa.Column("alike", sa.String(length=200), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("publication", "key", name=op.f("pk_ingest_publication_member")),
    )
    with op.batch_alter_table("ingest_publication_member", schema=None) as batch_op:
        batch_op.create_index("ix_ingest_publication_member_alike", ["publication", "alike"], unique=False)

    op.create_table(
        "ingest_publication_scope",
        sa.Column("publication", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("scope", sa.String(length=120), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("publication", "scope", name=op.f("pk_ingest_publication_scope")),
    )


def downgrade() -> None:
    """One step back."""
    op.drop_table("ingest_publication_scope")
    with op.batch_alter_table("ingest_publication_member", schema=None) as batch_op:
        batch_op.drop_index("ix_ingest_publication_member_alike")

    op.drop_table("ingest_publication_member")
    with op.batch_alter_table("ingest_publication", schema=None) as batch_op:
        batch_op.drop_index("ix_ingest_publication_feed")

    op.drop_table("ingest_publication")
