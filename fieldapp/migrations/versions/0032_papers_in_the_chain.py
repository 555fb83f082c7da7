"""Papers have their place in the chain, and a walk may begin where an earlier one ended. What was made before has no
link yet: the worker takes it in."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

UNSEALED = sa.text("(link IS NULL OR link < 0)")


def upgrade() -> None:
    op.add_column("paper", sa.Column("link", sa.BigInteger(), nullable=True))
    op.add_column("chain_check", sa.Column("since", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_index("ix_paper_unsealed", "paper", ["id"], sqlite_where=UNSEALED, postgresql_where=UNSEALED)


def downgrade() -> None:
    with op.batch_alter_table("chain_check") as table:
        table.drop_column("since")
    op.drop_index("ix_paper_unsealed", "paper")
    with op.batch_alter_table("paper") as table:
        table.drop_column("link")
