"""An index over what was done off the list at an agreed price, so that jobs that return are found (4.2.3, 4.3.3)."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

AGREED = "item_id IS NULL AND answered_at IS NOT NULL AND dropped_at IS NULL"


def upgrade() -> None:
    with op.batch_alter_table("order_line") as table:
        table.create_index(
            "ix_order_line_agreed",
            ["answered_at"],
            unique=False,
            sqlite_where=sa.text(AGREED),
            postgresql_where=sa.text(AGREED),
        )


def downgrade() -> None:
    with op.batch_alter_table("order_line") as table:
        table.drop_index("ix_order_line_agreed", sqlite_where=sa.text(AGREED), postgresql_where=sa.text(AGREED))
