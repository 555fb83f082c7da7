"""How long a technician waits at a door that nobody answers: each branch says so itself; until it does, five minutes."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("branch", sa.Column("door_minutes", sa.Integer(), nullable=False, server_default="5"))


def downgrade() -> None:
    with op.batch_alter_table("branch") as table:
        table.drop_column("door_minutes")
