"""Each branch says how long a developer has for a word before somebody asks (4.3.4)."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

USUAL = {"receipt": "1", "answer": "3", "decision": "1", "again": "1"}


def upgrade() -> None:
    for what, days in USUAL.items():
        op.add_column("branch", sa.Column(f"developer_{what}_days", sa.Integer(), nullable=False, server_default=days))


def downgrade() -> None:
    with op.batch_alter_table("branch") as table:
        for what in USUAL:
            table.drop_column(f"developer_{what}_days")
