"""The record of an erasure binds what it leaves. Older records say nothing of it, and stay what they are."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("erasure", sa.Column("remains", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("erasure") as table:
        table.drop_column("remains")
