"""Visits and all that is written down of them: marks, photos, prices, signatures."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_blob_by_id")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_table(
        "visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("technician_id", sa.Uuid(), nullable=False),
        sa.Column("procedure_id", sa.Uuid(), nullable=False),
        sa.Column("planned_from", sa.DateTime(), nullable=True),
        sa.Column("planned_until", sa.DateTime(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.Column("set_out_at", sa.DateTime(), nullable=True),
        sa.Column("early_agreed_at", sa.DateTime(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=True),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("rings", sa.Integer(), nullable=False),
        sa.Column("rang_at", sa.DateTime(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("signature_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["service_order.id"], name=op.f("fk_visit_order_id")),
        sa.ForeignKeyConstraint(["procedure_id"], ["procedure.id"], name=op.f("fk_visit_procedure_id")),
        sa.ForeignKeyConstraint(["technician_id"], ["person.id"], name=op.f("fk_visit_technician_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit") as batch_op:
        batch_op.create_index("ix_visit_order_id", ["order_id"], unique=False)
        batch_op.create_index("ix_visit_technician_id", ["technician_id", "ended_at"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("technician_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("state_before", sa.String(length=20), nullable=False),
        sa.Column("hold_reason_before", sa.String(length=20), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_as", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_assignment_by_id")),
        sa.ForeignKeyConstraint(["order_id"], ["service_order.id"], name=op.f("fk_assignment_order_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["assignment.id"], name=op.f("fk_assignment_replaces_id")),
        sa.ForeignKeyConstraint(["technician_id"], ["person.id"], name=op.f("fk_assignment_technician_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_assignment_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment") as batch_op:
        batch_op.create_index("ix_assignment_order_id", ["order_id", "at"], unique=False)

    op.create_table(
        "photo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("moment", sa.String(length=20), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("dropped_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_photo_by_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_photo_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
    )
    with op.batch_alter_table("photo") as batch_op:
        batch_op.create_index("ix_photo_sha256", ["sha256"], unique=False)
        batch_op.create_index("ix_photo_visit_id", ["visit_id"], unique=False)

    op.create_table(
        "price_agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("catalogue_version_id", sa.Uuid(), nullable=False),
        sa.Column("total_fen", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("document_sha256", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("differs", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["catalogue_version_id"], ["catalogue_version.id"], name=op.f("fk_price_agreement_catalogue_version_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_price_agreement_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_agreement")),
    )
    with op.batch_alter_table("price_agreement") as batch_op:
        batch_op.create_index("ix_price_agreement_visit_id", ["visit_id"], unique=False)

    op.create_table(
        "signature",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("document_sha256", sa.String(length=64), nullable=False),
        sa.Column("strokes", sa.JSON(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("copy_token", sa.String(length=64), nullable=False),
        sa.Column("copy_until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["service_order.id"], name=op.f("fk_signature_order_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_signature_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint("copy_token", name=op.f("uq_signature_copy_token")),
    )
    with op.batch_alter_table("signature") as batch_op:
        batch_op.create_index("ix_signature_visit_id", ["visit_id"], unique=False)

    op.create_table(
        "step_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_step_mark_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_mark")),
        sa.UniqueConstraint("visit_id", "key", name="uq_step_mark_visit_id"),
    )
    op.create_table(
        "trial_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_trial_mark_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial_mark")),
    )
    with op.batch_alter_table("trial_mark") as batch_op:
        batch_op.create_index("ix_trial_mark_visit_id", ["visit_id"], unique=False)

    # A visit names its agreement and its signature, which name the visit: tied now that all three are there.
    with op.batch_alter_table("visit") as batch_op:
        batch_op.create_foreign_key(op.f("fk_visit_agreement_id"), "price_agreement", ["agreement_id"], ["id"])
        batch_op.create_foreign_key(op.f("fk_visit_signature_id"), "signature", ["signature_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("visit") as batch_op:
        batch_op.drop_constraint(op.f("fk_visit_agreement_id"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_visit_signature_id"), type_="foreignkey")

    with op.batch_alter_table("trial_mark") as batch_op:
        batch_op.drop_index("ix_trial_mark_visit_id")

    op.drop_table("trial_mark")
    op.drop_table("step_mark")
    with op.batch_alter_table("signature") as batch_op:
        batch_op.drop_index("ix_signature_visit_id")

    op.drop_table("signature")
    with op.batch_alter_table("price_agreement") as batch_op:
        batch_op.drop_index("ix_price_agreement_visit_id")

    op.drop_table("price_agreement")
    with op.batch_alter_table("photo") as batch_op:
        batch_op.drop_index("ix_photo_visit_id")
        batch_op.drop_index("ix_photo_sha256")

    op.drop_table("photo")
    with op.batch_alter_table("assignment") as batch_op:
        batch_op.drop_index("ix_assignment_order_id")

    op.drop_table("assignment")
    with op.batch_alter_table("visit") as batch_op:
        batch_op.drop_index("ix_visit_technician_id")
        batch_op.drop_index("ix_visit_order_id")

    op.drop_table("visit")
    op.drop_table("blob")
