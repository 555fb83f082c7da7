"""Money: what an order's owner owes and has paid, the cash book, months that are closed, who may take money where."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

UNEVEN = "due_fen <> paid_fen"


def upgrade() -> None:
    op.add_column("site", sa.Column("collects", sa.String(length=20), nullable=False, server_default="desk"))
    op.execute("UPDATE site SET collects = 'technician' WHERE technicians_collect")
    op.drop_column("site", "technicians_collect")
    op.add_column("service_order", sa.Column("due_fen", sa.BigInteger(), nullable=True))
    op.add_column("service_order", sa.Column("due_at", sa.DateTime(), nullable=True))
    op.add_column("service_order", sa.Column("paid_fen", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_index(
        "ix_service_order_owed",
        "service_order",
        ["branch_id", "due_at", "id"],
        sqlite_where=sa.text(UNEVEN),
        postgresql_where=sa.text(UNEVEN),
    )
    op.create_table(
        "money_counter",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_money_counter_branch_id")),
        sa.PrimaryKeyConstraint("branch_id", "year", name=op.f("pk_money_counter")),
    )
    op.create_table(
        "money_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("receipt", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_money_entry_branch_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_money_entry_by_id")),
        sa.ForeignKeyConstraint(["corrects_id"], ["money_entry.id"], name=op.f("fk_money_entry_corrects_id")),
        sa.ForeignKeyConstraint(["order_id"], ["service_order.id"], name=op.f("fk_money_entry_order_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_money_entry_site_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_money_entry_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_money_entry")),
        sa.UniqueConstraint("branch_id", "year", "serial", name="uq_money_entry_branch_id"),
    )
    op.create_index("ix_money_entry_order_id", "money_entry", ["order_id", "id"])
    op.create_index("ix_money_entry_at", "money_entry", ["branch_id", "at", "id"])
    op.create_index("ix_money_entry_corrects_id", "money_entry", ["corrects_id"])
    op.create_table(
        "month_close",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("total_fen", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=False),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_month_close_branch_id")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["person.id"], name=op.f("fk_month_close_closed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_close")),
        sa.UniqueConstraint("branch_id", "month", name="uq_month_close_branch_id"),
    )


def downgrade() -> None:
    op.drop_table("month_close")
    op.drop_table("money_entry")
    op.drop_table("money_counter")
    op.drop_index("ix_service_order_owed", "service_order")
    for name in ("paid_fen", "due_at", "due_fen"):
        op.drop_column("service_order", name)
    op.add_column("site", sa.Column("technicians_collect", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE site SET technicians_collect = true WHERE collects = 'technician'")
    op.drop_column("site", "collects")
