"""A technician has a face on the badge, and a flat a picture of its stopcock."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

PICTURED = (("person", "portrait_id"), ("room", "valve_photo_id"))


def upgrade() -> None:
    op.create_table(
        "office_picture",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_picture")),
    )
    for name, column in PICTURED:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column(column, sa.Uuid(), nullable=True))
            table.create_foreign_key(op.f(f"fk_{name}_{column}"), "office_picture", [column], ["id"])
            table.create_index(f"ix_{name}_{column}", [column])


def downgrade() -> None:
    for name, column in reversed(PICTURED):
        with op.batch_alter_table(name) as table:
            table.drop_index(f"ix_{name}_{column}")
            table.drop_constraint(op.f(f"fk_{name}_{column}"), type_="foreignkey")
            table.drop_column(column)
    op.drop_table("office_picture")
