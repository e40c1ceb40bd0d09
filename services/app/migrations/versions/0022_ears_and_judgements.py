"""Posts, laboratories, inspections and judgements as risk hears them, and what else it keeps."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "risk_area_facts",
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("adults_one_dose_share", sa.Double(), nullable=True),
        sa.Column("treatment_capacity_met", sa.Boolean(), nullable=True),
        sa.Column("beds", sa.Integer(), nullable=True),
        sa.Column("beds_used", sa.Integer(), nullable=True),
        sa.Column("quarantine_capacity", sa.Integer(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_area_facts")),
    )
    with op.batch_alter_table("risk_area_facts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_area_facts_learned_at"), ["learned_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_area_facts_ref"), ["ref"], unique=False)

    op.create_table(
        "risk_inspection",
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("place_type", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("checklist", sa.String(length=5), nullable=True),
        sa.Column("reinspect_on", sa.Date(), nullable=True),
        sa.Column("inspections", sa.Integer(), nullable=False),
        sa.Column("failed_items", sa.Integer(), nullable=False),
        sa.Column("breaches", sa.Integer(), nullable=False),
        sa.Column("to_reinspect", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("scored", sa.Integer(), nullable=False),
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_inspection")),
    )
    with op.batch_alter_table("risk_inspection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_inspection_area"), ["area"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_inspection_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_inspection_learned_at"), ["learned_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_inspection_ref"), ["ref"], unique=False)

    op.create_table(
        "risk_judgement",
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_judgement")),
    )
    with op.batch_alter_table("risk_judgement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_judgement_learned_at"), ["learned_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_judgement_ref"), ["ref"], unique=False)

    op.create_table(
        "risk_lab",
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("samples", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("positive", sa.Integer(), nullable=False),
        sa.Column("positive_pools", sa.Integer(), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.Column("to_retest", sa.Integer(), nullable=False),
        sa.Column("retested", sa.Integer(), nullable=False),
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_lab")),
    )
    with op.batch_alter_table("risk_lab", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_lab_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_lab_learned_at"), ["learned_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_lab_ref"), ["ref"], unique=False)

    op.create_table(
        "risk_passage",
        sa.Column("post", sa.String(length=100), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_passage")),
    )
    with op.batch_alter_table("risk_passage", schema=None) as batch_op:
        batch_op.create_index(
            "ix_risk_passage_day", ["day", "post", "area", "decision", "learned_at", "people"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_risk_passage_learned_at"), ["learned_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_passage_ref"), ["ref"], unique=False)

    with op.batch_alter_table("risk_arrival", schema=None) as batch_op:
        batch_op.add_column(sa.Column("post", sa.String(length=100), nullable=True))
        batch_op.add_column(sa.Column("enterprise", sa.Text(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_risk_arrival_day"))
        batch_op.create_index(
            "ix_risk_arrival_day",
            ["day", "origin", "area", "post", "learned_at", "people", "with_symptoms", "with_contact"],
            unique=False,
        )

    with op.batch_alter_table("risk_consignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("crew", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("crew_told", sa.Integer(), nullable=False, server_default="0"))

    with op.batch_alter_table("risk_contacts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("awaiting_result", sa.Integer(), nullable=True))

    with op.batch_alter_table("risk_count", schema=None) as batch_op:
        batch_op.add_column(sa.Column("found_in_quarantine", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("found_in_community", sa.Integer(), nullable=True))

    with op.batch_alter_table("risk_entrant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("country", sa.String(length=12), nullable=True))

    with op.batch_alter_table("risk_incident", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("marker", sa.String(length=40), nullable=True))


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("risk_incident", schema=None) as batch_op:
        batch_op.drop_column("marker")
        batch_op.drop_column("place")

    with op.batch_alter_table("risk_entrant", schema=None) as batch_op:
        batch_op.drop_column("country")

    with op.batch_alter_table("risk_count", schema=None) as batch_op:
        batch_op.drop_column("found_in_community")
        batch_op.drop_column("found_in_quarantine")

    with op.batch_alter_table("risk_contacts", schema=None) as batch_op:
        batch_op.drop_column("awaiting_result")

    with op.batch_alter_table("risk_consignment", schema=None) as batch_op:
        batch_op.drop_column("crew_told")
        batch_op.drop_column("crew")

    with op.batch_alter_table("risk_arrival", schema=None) as batch_op:
        batch_op.drop_index("ix_risk_arrival_day")
        batch_op.create_index(
            batch_op.f("ix_risk_arrival_day"),
            ["day", "origin", "area", "learned_at", "people", "with_symptoms", "with_contact"],
            unique=False,
        )
        batch_op.drop_column("enterprise")
        batch_op.drop_column("post")

    with op.batch_alter_table("risk_passage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_passage_ref"))
        batch_op.drop_index(batch_op.f("ix_risk_passage_learned_at"))
        batch_op.drop_index("ix_risk_passage_day")

    op.drop_table("risk_passage")
    with op.batch_alter_table("risk_lab", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_lab_ref"))
        batch_op.drop_index(batch_op.f("ix_risk_lab_learned_at"))
        batch_op.drop_index(batch_op.f("ix_risk_lab_day"))

    op.drop_table("risk_lab")
    with op.batch_alter_table("risk_judgement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_judgement_ref"))
        batch_op.drop_index(batch_op.f("ix_risk_judgement_learned_at"))

    op.drop_table("risk_judgement")
    with op.batch_alter_table("risk_inspection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_inspection_ref"))
        batch_op.drop_index(batch_op.f("ix_risk_inspection_learned_at"))
        batch_op.drop_index(batch_op.f("ix_risk_inspection_day"))
        batch_op.drop_index(batch_op.f("ix_risk_inspection_area"))

    op.drop_table("risk_inspection")
    with op.batch_alter_table("risk_area_facts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_area_facts_ref"))
        batch_op.drop_index(batch_op.f("ix_risk_area_facts_learned_at"))

    op.drop_table("risk_area_facts")
