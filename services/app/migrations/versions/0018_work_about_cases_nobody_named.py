"""Work about cases nobody named: their code is longer than a pseudonym."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Room for the code of a case."""
    with op.batch_alter_table("tracing_work", schema=None) as batch_op:
        batch_op.alter_column(
            "person", existing_type=sa.String(length=40), type_=sa.String(length=200), existing_nullable=False
        )


def downgrade() -> None:
    """As it was; such work goes, and is made again from the chains."""
    op.execute("DELETE FROM tracing_work WHERE person LIKE 'case:%'")
    with op.batch_alter_table("tracing_work", schema=None) as batch_op:
        batch_op.alter_column(
            "person", existing_type=sa.String(length=200), type_=sa.String(length=40), existing_nullable=False
        )
