"""Who a record is about and which telephone was given."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Records of before carry their pseudonym in the body only.
_PERSON = {"sqlite": "json_extract(body, '$.person')", "postgresql": "body::json ->> 'person'"}


def upgrade() -> None:
    """One step on."""
    with op.batch_alter_table("ingest_record", schema=None) as batch_op:
        batch_op.add_column(sa.Column("person", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("phone", sa.String(length=24), nullable=True))
        batch_op.create_index(
            "ix_ingest_record_person",
            ["person"],
            unique=False,
            postgresql_where=sa.text("person IS NOT NULL"),
            sqlite_where=sa.text("person IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_ingest_record_phone",
            ["phone"],
            unique=False,
            postgresql_where=sa.text("phone IS NOT NULL"),
            sqlite_where=sa.text("phone IS NOT NULL"),
        )

    op.execute(f"UPDATE ingest_record SET person = {_PERSON[op.get_bind().dialect.name]}")


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("ingest_record", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_ingest_record_phone",
            postgresql_where=sa.text("phone IS NOT NULL"),
            sqlite_where=sa.text("phone IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_ingest_record_person",
            postgresql_where=sa.text("person IS NOT NULL"),
            sqlite_where=sa.text("person IS NOT NULL"),
        )
        batch_op.drop_column("phone")
        batch_op.drop_column("person")
