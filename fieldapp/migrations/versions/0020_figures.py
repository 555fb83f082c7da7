"""Figures: kept by day, site, department and technician, so that a page of a year only adds up what is counted."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "figure",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("department", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.BigInteger(), nullable=False),
        sa.Column("whole", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_figure_branch_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_figure_site_id")),
        sa.PrimaryKeyConstraint(
            "branch_id", "measure", "day", "site_id", "department", "person_id", name=op.f("pk_figure")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "figure_mark",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("counted_to", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_figure_mark_branch_id")),
        sa.PrimaryKeyConstraint("branch_id", name=op.f("pk_figure_mark")),
    )
    op.create_index("ix_service_order_changed_at", "service_order", ["branch_id", "changed_at"])


def downgrade() -> None:
    op.drop_index("ix_service_order_changed_at", "service_order")
    op.drop_table("figure_mark")
    op.drop_table("figure")
