"""The money of a booking, an errand or a purchase stands on its order: advances, receipts (4.4.1, 4.4.2)."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("service_order", sa.Column("errand", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("service_order") as table:
        table.drop_column("errand")
