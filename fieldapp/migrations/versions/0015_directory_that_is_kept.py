"""The directory of outside providers is kept by the branch: what they do, found by pinyin, retired (4.2.3, 4.3.3)."""

import sqlalchemy as sa
from alembic import op

from fieldapp.domain.pinyin import search_key

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WORDS = ("trade_zh", "trade_en", "name", "phone")


def upgrade() -> None:
    with op.batch_alter_table("outside_contact") as table:
        table.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("search", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("changed_by_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("changed_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("retired_at", sa.DateTime(), nullable=True))
        table.create_foreign_key(op.f("fk_outside_contact_changed_by_id"), "person", ["changed_by_id"], ["id"])
    known = sa.table("outside_contact", sa.column("id"), sa.column("search"), *map(sa.column, WORDS))
    link = op.get_bind()
    for id, *words in link.execute(sa.select(known.c.id, *(known.c[name] for name in WORDS))).all():
        link.execute(known.update().where(known.c.id == id).values(search=search_key(*words)))
    with op.batch_alter_table("outside_contact") as table:
        table.alter_column("note", server_default=None)
        table.alter_column("search", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("outside_contact") as table:
        table.drop_constraint(op.f("fk_outside_contact_changed_by_id"), type_="foreignkey")
        for name in ("retired_at", "changed_at", "changed_by_id", "search", "note"):
            table.drop_column(name)
