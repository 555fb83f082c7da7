"""The index over the entries of a month holds what is added up, so that no entry has to be looked at for it."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_money_entry_at", "money_entry")
    op.create_index("ix_money_entry_at", "money_entry", ["branch_id", "at", "id", "method", "amount_fen"])


def downgrade() -> None:
    op.drop_index("ix_money_entry_at", "money_entry")
    op.create_index("ix_money_entry_at", "money_entry", ["branch_id", "at", "id"])
