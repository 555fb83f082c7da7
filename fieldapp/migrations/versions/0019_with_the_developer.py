"""Developers of estates, what is in their hands, and warranty periods of a city or an estate (4.3.4)."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

OPEN_CASE = "closed_at IS NULL"


def upgrade() -> None:
    op.create_table(
        "developer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("company", sa.String(length=60), nullable=False),
        sa.Column("contact", sa.String(length=60), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_developer_branch_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_developer_site_id")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["person.id"], name=op.f("fk_developer_changed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_developer")),
        sa.UniqueConstraint("site_id", name="uq_developer_site_id"),
    )
    op.create_table(
        "developer_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("developer_id", sa.Uuid(), nullable=True),
        sa.Column("component", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("handed_by_id", sa.Uuid(), nullable=True),
        sa.Column("handed_at", sa.DateTime(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=True),
        sa.Column("received_by", sa.String(length=60), nullable=False),
        sa.Column("reply", sa.String(length=20), nullable=True),
        sa.Column("reply_words", sa.Text(), nullable=False),
        sa.Column("reply_by", sa.String(length=60), nullable=False),
        sa.Column("replied_at", sa.DateTime(), nullable=True),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("next_at", sa.DateTime(), nullable=True),
        sa.Column("chases", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_developer_case_branch_id")),
        sa.ForeignKeyConstraint(["order_id"], ["service_order.id"], name=op.f("fk_developer_case_order_id")),
        sa.ForeignKeyConstraint(["developer_id"], ["developer.id"], name=op.f("fk_developer_case_developer_id")),
        sa.ForeignKeyConstraint(["handed_by_id"], ["person.id"], name=op.f("fk_developer_case_handed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_developer_case")),
        sa.UniqueConstraint("token", name=op.f("uq_developer_case_token")),
    )
    op.create_index("ix_developer_case_order_id", "developer_case", ["order_id"])
    op.create_index(
        "ix_developer_case_open",
        "developer_case",
        ["branch_id", "next_at"],
        sqlite_where=sa.text(OPEN_CASE),
        postgresql_where=sa.text(OPEN_CASE),
    )
    op.create_table(
        "warranty_period",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("component", sa.String(length=20), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("said_by_id", sa.Uuid(), nullable=True),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_warranty_period_branch_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_warranty_period_site_id")),
        sa.ForeignKeyConstraint(["said_by_id"], ["person.id"], name=op.f("fk_warranty_period_said_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warranty_period")),
    )
    op.create_index("ix_warranty_period_branch_id", "warranty_period", ["branch_id", "said_at"])


def downgrade() -> None:
    op.drop_index("ix_warranty_period_branch_id", "warranty_period")
    op.drop_table("warranty_period")
    op.drop_index("ix_developer_case_open", "developer_case")
    op.drop_index("ix_developer_case_order_id", "developer_case")
    op.drop_table("developer_case")
    op.drop_table("developer")
