"""The first shape of every table."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step on."""
    op.create_table(
        "alerts_alert",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("root", sa.String(length=300), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=True),
        sa.Column("agency", sa.String(length=20), nullable=False),
        sa.Column("holder", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("area", sa.String(length=20), nullable=True),
        sa.Column("area_name", sa.String(length=120), nullable=True),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("title_vi", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("text_vi", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("cite", sa.JSON(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts_alert")),
        sa.UniqueConstraint("event_id", "agency", name=op.f("uq_alerts_alert_event_id_agency")),
        sa.UniqueConstraint("root", "part", "agency", name=op.f("uq_alerts_alert_root_part_agency")),
    )
    with op.batch_alter_table("alerts_alert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alerts_alert_holder"), ["holder"], unique=False)
        batch_op.create_index(batch_op.f("ix_alerts_alert_raised_at"), ["raised_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_alerts_alert_state_at"), ["state_at"], unique=False)

    op.create_table(
        "alerts_gathering",
        sa.Column("root", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("root", name=op.f("pk_alerts_gathering")),
    )
    op.create_table(
        "alerts_heard",
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("area", sa.String(length=20), nullable=True),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("root", sa.String(length=300), nullable=True),
        sa.Column("part", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_alerts_heard")),
    )
    with op.batch_alter_table("alerts_heard", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alerts_heard_root_part"), ["root", "part"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_alerts_heard_topic_area_learned_at"), ["topic", "area", "learned_at"], unique=False
        )

    op.create_table(
        "alerts_watch",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("agency", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=30), nullable=False),
        sa.Column("recipient", sa.String(length=300), nullable=False),
        sa.Column("area", sa.String(length=20), nullable=True),
        sa.Column("from_level", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts_watch")),
    )
    with op.batch_alter_table("alerts_watch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alerts_watch_agency"), ["agency"], unique=False)

    op.create_table(
        "app_house",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("clock", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_app_house")),
    )
    op.create_table(
        "ingest_feed",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("newest_learned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("newest_day", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_ingest_feed")),
    )
    op.create_table(
        "ingest_file",
        sa.Column("feed", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("receipt", sa.String(length=36), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("feed", "sha256", name=op.f("pk_ingest_file")),
    )
    op.create_table(
        "ingest_identity",
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("record", name=op.f("pk_ingest_identity")),
    )
    op.create_table(
        "ingest_problem",
        sa.Column(
            "seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("receipt", sa.String(length=36), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(length=80), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("message_vi", sa.Text(), nullable=False),
        sa.Column("message_en", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_ingest_problem")),
    )
    with op.batch_alter_table("ingest_problem", schema=None) as batch_op:
        batch_op.create_index("ix_ingest_problem_receipt", ["receipt"], unique=False)

    op.create_table(
        "ingest_receipt",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("feed", sa.String(length=40), nullable=False),
        sa.Column("door", sa.String(length=10), nullable=False),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("warned", sa.Integer(), nullable=False),
        sa.Column("duplicate", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("parked", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ingest_receipt")),
    )
    op.create_table(
        "ingest_record",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("feed", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=40), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("receipt", sa.String(length=36), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("beside", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ingest_record")),
        sa.UniqueConstraint("feed", "key", "revision", name=op.f("uq_ingest_record_feed_key_revision")),
    )
    with op.batch_alter_table("ingest_record", schema=None) as batch_op:
        batch_op.create_index("ix_ingest_record_feed_learned_at", ["feed", "learned_at"], unique=False)

    op.create_table(
        "ingest_refused",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("feed", sa.String(length=40), nullable=False),
        sa.Column("receipt", sa.String(length=36), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ingest_refused")),
    )
    with op.batch_alter_table("ingest_refused", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ingest_refused_outcome"), ["outcome"], unique=False)
        batch_op.create_index(batch_op.f("ix_ingest_refused_receipt"), ["receipt"], unique=False)

    op.create_table(
        "plumbing_inbox",
        sa.Column("consumer", sa.String(length=60), nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("consumer", "event_id", name=op.f("pk_plumbing_inbox")),
    )
    op.create_table(
        "plumbing_log",
        sa.Column("topic", sa.String(length=120), nullable=False),
        sa.Column("offset", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("appended_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("topic", "offset", name=op.f("pk_plumbing_log")),
        sa.UniqueConstraint("topic", "id", name=op.f("uq_plumbing_log_topic_id")),
    )
    op.create_table(
        "plumbing_log_head",
        sa.Column("topic", sa.String(length=120), nullable=False),
        sa.Column("next_offset", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("topic", name=op.f("pk_plumbing_log_head")),
    )
    op.create_table(
        "plumbing_outbox",
        sa.Column(
            "seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_plumbing_outbox")),
    )
    op.create_table(
        "plumbing_parked",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("consumer", sa.String(length=60), nullable=False),
        sa.Column("topic", sa.String(length=120), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("offset", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plumbing_parked")),
    )
    op.create_table(
        "plumbing_position",
        sa.Column("consumer", sa.String(length=60), nullable=False),
        sa.Column("topic", sa.String(length=120), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("next_offset", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("consumer", "topic", "partition", name=op.f("pk_plumbing_position")),
    )
    op.create_table(
        "risk_arrival",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("origin", sa.String(length=12), nullable=True),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("with_symptoms", sa.Integer(), nullable=False),
        sa.Column("with_contact", sa.Integer(), nullable=False),
        sa.Column("untested", sa.Integer(), nullable=False),
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_arrival")),
    )
    with op.batch_alter_table("risk_arrival", schema=None) as batch_op:
        batch_op.create_index(
            "ix_risk_arrival_day",
            ["day", "origin", "area", "learned_at", "people", "with_symptoms", "with_contact"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_risk_arrival_learned_at"), ["learned_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_arrival_ref"), ["ref"], unique=False)

    op.create_table(
        "risk_case",
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("found_in", sa.String(length=16), nullable=False),
        sa.Column("hard_place", sa.Boolean(), nullable=False),
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_case")),
    )
    with op.batch_alter_table("risk_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_case_confirmed_at"), ["confirmed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_case_learned_at"), ["learned_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_case_ref"), ["ref"], unique=False)

    op.create_table(
        "risk_contacts",
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contact_level", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("traced", sa.Integer(), nullable=True),
        sa.Column("in_quarantine", sa.Integer(), nullable=True),
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_contacts")),
    )
    with op.batch_alter_table("risk_contacts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_contacts_learned_at"), ["learned_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_contacts_ref"), ["ref"], unique=False)

    op.create_table(
        "risk_count",
        sa.Column("site", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("new_cases", sa.Integer(), nullable=False),
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_count")),
    )
    with op.batch_alter_table("risk_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_count_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_count_learned_at"), ["learned_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_count_ref"), ["ref"], unique=False)

    op.create_table(
        "risk_grade",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("suggested", sa.Integer(), nullable=True),
        sa.Column("ruleset", sa.String(length=40), nullable=False),
        sa.Column("order_number", sa.String(length=80), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("cite", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_grade")),
    )
    with op.batch_alter_table("risk_grade", schema=None) as batch_op:
        batch_op.create_index("ix_risk_grade_area_at", ["area", "at"], unique=False)

    op.create_table(
        "risk_incident",
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("by_sea", sa.Boolean(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_incident")),
    )
    with op.batch_alter_table("risk_incident", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_incident_happened_at"), ["happened_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_incident_learned_at"), ["learned_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_incident_ref"), ["ref"], unique=False)

    op.create_table(
        "risk_order",
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_order")),
    )
    with op.batch_alter_table("risk_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_order_learned_at"), ["learned_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_risk_order_ref"), ["ref"], unique=False)

    op.create_table(
        "alerts_about",
        sa.Column("alert_id", sa.String(length=36), nullable=False),
        sa.Column("area", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts_alert.id"], name=op.f("fk_alerts_about_alert_id")),
        sa.PrimaryKeyConstraint("alert_id", "area", name=op.f("pk_alerts_about")),
    )
    with op.batch_alter_table("alerts_about", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alerts_about_area"), ["area"], unique=False)

    op.create_table(
        "alerts_delivery",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("alert_id", sa.String(length=36), nullable=False),
        sa.Column("channel", sa.String(length=30), nullable=False),
        sa.Column("recipient", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim", sa.String(length=36), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts_alert.id"], name=op.f("fk_alerts_delivery_alert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts_delivery")),
        sa.UniqueConstraint(
            "alert_id", "channel", "recipient", name=op.f("uq_alerts_delivery_alert_id_channel_recipient")
        ),
    )
    with op.batch_alter_table("alerts_delivery", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_alerts_delivery_state_next_try_at"), ["state", "next_try_at"], unique=False
        )

    op.create_table(
        "alerts_step",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("alert_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("holder", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts_alert.id"], name=op.f("fk_alerts_step_alert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts_step")),
    )
    with op.batch_alter_table("alerts_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alerts_step_alert_id"), ["alert_id"], unique=False)


def downgrade() -> None:
    """One step back."""
    with op.batch_alter_table("alerts_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alerts_step_alert_id"))

    op.drop_table("alerts_step")
    with op.batch_alter_table("alerts_delivery", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alerts_delivery_state_next_try_at"))

    op.drop_table("alerts_delivery")
    with op.batch_alter_table("alerts_about", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alerts_about_area"))

    op.drop_table("alerts_about")
    with op.batch_alter_table("risk_order", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_order_ref"))
        batch_op.drop_index(batch_op.f("ix_risk_order_learned_at"))

    op.drop_table("risk_order")
    with op.batch_alter_table("risk_incident", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_incident_ref"))
        batch_op.drop_index(batch_op.f("ix_risk_incident_learned_at"))
        batch_op.drop_index(batch_op.f("ix_risk_incident_happened_at"))

    op.drop_table("risk_incident")
    with op.batch_alter_table("risk_grade", schema=None) as batch_op:
        batch_op.drop_index("ix_risk_grade_area_at")

    op.drop_table("risk_grade")
    with op.batch_alter_table("risk_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_count_ref"))
        batch_op.drop_index(batch_op.f("ix_risk_count_learned_at"))
        batch_op.drop_index(batch_op.f("ix_risk_count_day"))

    op.drop_table("risk_count")
    with op.batch_alter_table("risk_contacts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_contacts_ref"))
        batch_op.drop_index(batch_op.f("ix_risk_contacts_learned_at"))

    op.drop_table("risk_contacts")
    with op.batch_alter_table("risk_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_case_ref"))
        batch_op.drop_index(batch_op.f("ix_risk_case_learned_at"))
        batch_op.drop_index(batch_op.f("ix_risk_case_confirmed_at"))

    op.drop_table("risk_case")
    with op.batch_alter_table("risk_arrival", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_arrival_ref"))
        batch_op.drop_index(batch_op.f("ix_risk_arrival_learned_at"))
        batch_op.drop_index("ix_risk_arrival_day")

    op.drop_table("risk_arrival")
    op.drop_table("plumbing_position")
    op.drop_table("plumbing_parked")
    op.drop_table("plumbing_outbox")
    op.drop_table("plumbing_log_head")
    op.drop_table("plumbing_log")
    op.drop_table("plumbing_inbox")
    with op.batch_alter_table("ingest_refused", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ingest_refused_receipt"))
        batch_op.drop_index(batch_op.f("ix_ingest_refused_outcome"))

    op.drop_table("ingest_refused")
    with op.batch_alter_table("ingest_record", schema=None) as batch_op:
        batch_op.drop_index("ix_ingest_record_feed_learned_at")

    op.drop_table("ingest_record")
    op.drop_table("ingest_receipt")
    with op.batch_alter_table("ingest_problem", schema=None) as batch_op:
        batch_op.drop_index("ix_ingest_problem_receipt")

    op.drop_table("ingest_problem")
    op.drop_table("ingest_identity")
    op.drop_table("ingest_file")
    op.drop_table("ingest_feed")
    op.drop_table("app_house")
    with op.batch_alter_table("alerts_watch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alerts_watch_agency"))

    op.drop_table("alerts_watch")
    with op.batch_alter_table("alerts_heard", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alerts_heard_topic_area_learned_at"))
        batch_op.drop_index(batch_op.f("ix_alerts_heard_root_part"))

    op.drop_table("alerts_heard")
    op.drop_table("alerts_gathering")
    with op.batch_alter_table("alerts_alert", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alerts_alert_state_at"))
        batch_op.drop_index(batch_op.f("ix_alerts_alert_raised_at"))
        batch_op.drop_index(batch_op.f("ix_alerts_alert_holder"))

    op.drop_table("alerts_alert")
