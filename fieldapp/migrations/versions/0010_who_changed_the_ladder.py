"""Who changed the numbers of the emergency ladder, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ladder_rules") as table:
        table.add_column(sa.Column("changed_by_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("changed_at", sa.DateTime(), nullable=True))
        table.create_foreign_key(op.f("fk_ladder_rules_changed_by_id"), "person", ["changed_by_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("ladder_rules") as table:
        table.drop_constraint(op.f("fk_ladder_rules_changed_by_id"), type_="foreignkey")
        table.drop_column("changed_at")
        table.drop_column("changed_by_id")
