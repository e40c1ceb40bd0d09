"""What lists were called."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on. Of lists that are there only the last title is known: it counts from their first day."""
    op.create_table(
        "tracing_list_title",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("list", sa.String(length=36), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracing_list_title")),
    )
    with op.batch_alter_table("tracing_list_title", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracing_list_title_list"), ["list"], unique=False)
    op.execute(
        "INSERT INTO tracing_list_title (list, title, learned_at) "
        "SELECT id, title, opened_at FROM tracing_list"
    )


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("tracing_list_title", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracing_list_title_list"))

    op.drop_table("tracing_list_title")
