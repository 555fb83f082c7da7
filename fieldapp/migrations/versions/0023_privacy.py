"""How long what is kept, what stops that, what was purged, and what owners are told about it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

FOR_GOOD = "state IN ('closed', 'cancelled', 'declined', 'stopped_at_price', 'rework')"
HAS_PHOTOS = f"photos_gone_at IS NULL AND {FOR_GOOD}"
HAS_WORDS = f"words_gone_at IS NULL AND {FOR_GOOD}"
GONE = "left_at IS NOT NULL AND erased_at IS NULL"
HAS_PLACE = "place <> ''"
STILL_THERE = "removed_at IS NULL"


def _where(words: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(words), "postgresql_where": sa.text(words)}


def upgrade() -> None:
    for table, column in MARKS:
        op.add_column(table, sa.Column(column, sa.DateTime(), nullable=True))
    op.create_index("ix_service_order_photos", "service_order", ["branch_id", "changed_at"], **_where(HAS_PHOTOS))
    op.create_index("ix_service_order_words", "service_order", ["branch_id", "changed_at"], **_where(HAS_WORDS))
    op.create_index("ix_owner_gone", "owner", ["left_at"], **_where(GONE))
    op.create_index("ix_visit_place", "visit", ["arrived_at"], **_where(HAS_PLACE))
    op.create_index("ix_message_written_at", "message", ["branch_id", "written_at"])
    op.create_table(
        "retention_period",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("kept", sa.String(length=20), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_retention_period_branch_id")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["person.id"], name=op.f("fk_retention_period_changed_by_id")),
        sa.PrimaryKeyConstraint("branch_id", "kept", name=op.f("pk_retention_period")),
    )
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("put_by_id", sa.Uuid(), nullable=True),
        sa.Column("put_at", sa.DateTime(), nullable=False),
        sa.Column("lifted_by_id", sa.Uuid(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_legal_hold_branch_id")),
        sa.ForeignKeyConstraint(["order_id"], ["service_order.id"], name=op.f("fk_legal_hold_order_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_legal_hold_owner_id")),
        sa.ForeignKeyConstraint(["put_by_id"], ["person.id"], name=op.f("fk_legal_hold_put_by_id")),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["person.id"], name=op.f("fk_legal_hold_lifted_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index("ix_legal_hold_branch_id", "legal_hold", ["branch_id", "put_at"])
    op.create_index("ix_legal_hold_order_id", "legal_hold", ["order_id"])
    op.create_index("ix_legal_hold_owner_id", "legal_hold", ["owner_id"])
    op.create_table(
        "purge_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kept", sa.String(length=20), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("over_before", sa.DateTime(), nullable=True),
        sa.Column("length", sa.Integer(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_purge_record_branch_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_purge_record_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purge_record")),
        sa.UniqueConstraint("branch_id", "key", name="uq_purge_record_branch_id"),
    )
    op.create_index("ix_purge_record_at", "purge_record", ["branch_id", "at", "id"])
    op.create_table(
        "gone_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("gone_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_gone_file")),
    )
    op.create_index("ix_gone_file_still_there", "gone_file", ["gone_at"], **_where(STILL_THERE))
    op.create_table(
        "privacy_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_zh", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("said_by_id", sa.Uuid(), nullable=True),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_privacy_notice_branch_id")),
        sa.ForeignKeyConstraint(["said_by_id"], ["person.id"], name=op.f("fk_privacy_notice_said_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_notice")),
        sa.UniqueConstraint("branch_id", "number", name="uq_privacy_notice_branch_id"),
    )


def downgrade() -> None:
    for table in ("privacy_notice", "gone_file", "purge_record", "legal_hold", "retention_period"):
        op.drop_table(table)
    for index, table in INDEXES:
        op.drop_index(index, table)
    for table, column in MARKS:
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)


MARKS = (
    ("service_order", "photos_gone_at"),
    ("service_order", "words_gone_at"),
    ("owner", "erased_at"),
    ("agreement", "words_gone_at"),
)
INDEXES = (
    ("ix_message_written_at", "message"),
    ("ix_visit_place", "visit"),
    ("ix_owner_gone", "owner"),
    ("ix_service_order_words", "service_order"),
    ("ix_service_order_photos", "service_order"),
)
