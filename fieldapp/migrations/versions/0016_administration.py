"""Administration: its journal, absences, one-time codes, locked phones, floors, people found by pinyin."""

import sqlalchemy as sa
from alembic import op

from fieldapp.domain.pinyin import search_key

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

LONGEST_SEARCH = 200


def upgrade() -> None:
    op.create_table(
        "admin_journal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_admin_journal_branch_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_admin_journal_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_admin_journal_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admin_journal")),
    )
    op.create_index("ix_admin_journal_branch_id", "admin_journal", ["branch_id", "at", "id"])
    op.create_index("ix_admin_journal_person_id", "admin_journal", ["person_id", "id"])
    op.create_table(
        "absence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("begins_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("said_by_id", sa.Uuid(), nullable=True),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id")),
        sa.ForeignKeyConstraint(["said_by_id"], ["person.id"], name=op.f("fk_absence_said_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_person_id", "absence", ["person_id", "ends_at"])
    op.create_table(
        "sign_in_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(length=200), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("over_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_code_person_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_sign_in_code_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_code")),
    )
    op.create_index("ix_sign_in_code_person_id", "sign_in_code", ["person_id", "made_at"])
    with op.batch_alter_table("device") as table:
        table.add_column(sa.Column("locked_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("locked_by_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(op.f("fk_device_locked_by_id"), "person", ["locked_by_id"], ["id"])
    with op.batch_alter_table("room") as table:
        table.add_column(sa.Column("floor", sa.String(length=10), nullable=False, server_default=""))
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("search", sa.String(length=200), nullable=False, server_default=""))
    for name, column in (("room", "floor"), ("person", "search")):
        with op.batch_alter_table(name) as table:
            table.alter_column(column, server_default=None)
    op.create_index("ix_journal_received_at", "journal", ["branch_id", "received_at", "id"])
    _make_people_searchable()


def downgrade() -> None:
    op.drop_index("ix_journal_received_at", "journal")
    with op.batch_alter_table("person") as table:
        table.drop_column("search")
    with op.batch_alter_table("room") as table:
        table.drop_column("floor")
    with op.batch_alter_table("device") as table:
        table.drop_constraint(op.f("fk_device_locked_by_id"), type_="foreignkey")
        table.drop_column("locked_by_id")
        table.drop_column("locked_at")
    op.drop_table("sign_in_code")
    op.drop_table("absence")
    op.drop_table("admin_journal")


def _make_people_searchable() -> None:
    person = sa.table("person", *(sa.column(name) for name in ("id", "name", "login", "badge", "search")))
    people = op.get_bind().execute(sa.select(person.c.id, person.c.name, person.c.login, person.c.badge)).all()
    for one in people:
        words = search_key(one.name, one.login, one.badge)[:LONGEST_SEARCH]
        op.get_bind().execute(person.update().where(person.c.id == one.id).values(search=words))
