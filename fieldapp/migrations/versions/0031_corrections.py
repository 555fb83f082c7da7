"""Corrections of what was signed: another version of a document, until the owner has answered and for ever after."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

OPEN_CORRECTION = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "order_correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Uuid(), nullable=False),
        sa.Column("replaces", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("document_sha256", sa.String(length=64), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("was_fen", sa.BigInteger(), nullable=False),
        sa.Column("total_fen", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("opened_by_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("ending", sa.String(length=20), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.Column("signature_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["service_order.id"], name="fk_order_correction_order_id"),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name="fk_order_correction_visit_id"),
        sa.ForeignKeyConstraint(["replaces_id"], ["signature.id"], name="fk_order_correction_replaces_id"),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name="fk_order_correction_opened_by_id"),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name="fk_order_correction_ended_by_id"),
        sa.ForeignKeyConstraint(["signature_id"], ["signature.id"], name="fk_order_correction_signature_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_correction"),
        sa.UniqueConstraint("order_id", "number", name="uq_order_correction_order_id"),
        sa.UniqueConstraint("token", name="uq_order_correction_token"),
    )
    op.create_index(
        "ix_order_correction_open",
        "order_correction",
        ["order_id"],
        unique=True,
        sqlite_where=OPEN_CORRECTION,
        postgresql_where=OPEN_CORRECTION,
    )


def downgrade() -> None:
    op.drop_index("ix_order_correction_open", table_name="order_correction")
    op.drop_table("order_correction")
