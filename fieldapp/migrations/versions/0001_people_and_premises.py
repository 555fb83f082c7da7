"""People and premises: who works for whom, and where."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "branch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_zh", sa.String(length=60), nullable=False),
        sa.Column("company_en", sa.String(length=60), nullable=False),
        sa.Column("name_zh", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("centre_phone", sa.String(length=30), nullable=False),
        sa.Column("timezone", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch")),
    )
    op.create_table(
        "demo_day",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demo_day")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt") as batch_op:
        batch_op.create_index("ix_sign_in_attempt_login", ["login", "address", "at"], unique=False)

    op.create_table(
        "outside_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("trade_zh", sa.String(length=60), nullable=False),
        sa.Column("trade_en", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_outside_contact_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_contact")),
    )
    with op.batch_alter_table("outside_contact") as batch_op:
        batch_op.create_index("ix_outside_contact_branch_id", ["branch_id", "trade_zh"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("badge", sa.String(length=20), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("department", sa.String(length=20), nullable=False),
        sa.Column("roles", sa.String(length=200), nullable=False),
        sa.Column("trades", sa.String(length=200), nullable=False),
        sa.Column("skills", sa.String(length=200), nullable=False),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_person_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("login", name=op.f("uq_person_login")),
    )
    with op.batch_alter_table("person") as batch_op:
        batch_op.create_index("ix_person_branch_id", ["branch_id"], unique=False)

    op.create_table(
        "site",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name_zh", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("timezone", sa.String(length=40), nullable=False),
        sa.Column("technicians_collect", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_site_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sa.UniqueConstraint("branch_id", "code", name="uq_site_branch_id"),
    )
    op.create_table(
        "duty",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("begins_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_duty_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    with op.batch_alter_table("duty") as batch_op:
        batch_op.create_index("ix_duty_begins_at", ["begins_at", "person_id"], unique=False)

    op.create_table(
        "room",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("building", sa.String(length=20), nullable=False),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.Column("search", sa.String(length=60), nullable=False),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("stopcock", sa.String(length=200), nullable=False),
        sa.Column("breaker", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_room_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("site_id", "building", "door", name="uq_room_site_id"),
    )
    with op.batch_alter_table("room") as batch_op:
        batch_op.create_index("ix_room_search", ["search"], unique=False)

    op.create_table(
        "owner",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("surname", sa.String(length=40), nullable=False),
        sa.Column("given_name", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=20), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("search", sa.String(length=120), nullable=False),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_owner_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owner")),
    )
    with op.batch_alter_table("owner") as batch_op:
        batch_op.create_index("ix_owner_phone", ["phone"], unique=False)
        batch_op.create_index("ix_owner_room_id", ["room_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("owner") as batch_op:
        batch_op.drop_index("ix_owner_room_id")
        batch_op.drop_index("ix_owner_phone")

    op.drop_table("owner")
    with op.batch_alter_table("room") as batch_op:
        batch_op.drop_index("ix_room_search")

    op.drop_table("room")
    with op.batch_alter_table("duty") as batch_op:
        batch_op.drop_index("ix_duty_begins_at")

    op.drop_table("duty")
    op.drop_table("site")
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_index("ix_person_branch_id")

    op.drop_table("person")
    with op.batch_alter_table("outside_contact") as batch_op:
        batch_op.drop_index("ix_outside_contact_branch_id")

    op.drop_table("outside_contact")
    with op.batch_alter_table("sign_in_attempt") as batch_op:
        batch_op.drop_index("ix_sign_in_attempt_login")

    op.drop_table("sign_in_attempt")
    op.drop_table("demo_day")
    op.drop_table("branch")
