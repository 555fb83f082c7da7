"""A count of what open screens show and that is written nowhere else: phones tried out, people come on duty."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("branch") as table:
        table.add_column(sa.Column("stirred", sa.BigInteger(), nullable=False, server_default="0"))
    with op.batch_alter_table("branch") as table:
        table.alter_column("stirred", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("branch") as table:
        table.drop_column("stirred")
