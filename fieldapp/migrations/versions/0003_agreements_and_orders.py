"""Agreements and orders: what was asked for, by whom, at which price."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "order_counter",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_order_counter_branch_id")),
        sa.PrimaryKeyConstraint("branch_id", "year", name=op.f("pk_order_counter")),
    )
    op.create_table(
        "agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("quantity_milli", sa.BigInteger(), nullable=False),
        sa.Column("requirements", sa.Text(), nullable=False),
        sa.Column("weekdays", sa.String(length=200), nullable=False),
        sa.Column("begins_at", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("price_fen", sa.BigInteger(), nullable=True),
        sa.Column("requested_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("approved_by_id", sa.Uuid(), nullable=True),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("stopped_at", sa.DateTime(), nullable=True),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["approved_by_id"], ["person.id"], name=op.f("fk_agreement_approved_by_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_agreement_branch_id")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["person.id"], name=op.f("fk_agreement_confirmed_by_id")),
        sa.ForeignKeyConstraint(["item_id"], ["catalogue_item.id"], name=op.f("fk_agreement_item_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_agreement_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agreement_person_id")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_agreement_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    with op.batch_alter_table("agreement") as batch_op:
        batch_op.create_index("ix_agreement_branch_id", ["branch_id"], unique=False)
        batch_op.create_index("ix_agreement_room_id", ["room_id"], unique=False)

    op.create_table(
        "service_order",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("department", sa.String(length=20), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("received_by_id", sa.Uuid(), nullable=False),
        sa.Column("wanted_from", sa.DateTime(), nullable=True),
        sa.Column("wanted_until", sa.DateTime(), nullable=True),
        sa.Column("requirements", sa.Text(), nullable=False),
        sa.Column("entry_allowed", sa.Boolean(), nullable=False),
        sa.Column("catalogue_version_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("hold_reason", sa.String(length=20), nullable=True),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("call_back_due_at", sa.DateTime(), nullable=True),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("rework_of_id", sa.Uuid(), nullable=True),
        sa.Column("title_zh", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("price_fen", sa.BigInteger(), nullable=False),
        sa.Column("materials_fen", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_service_order_agreement_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_service_order_branch_id")),
        sa.ForeignKeyConstraint(
            ["catalogue_version_id"], ["catalogue_version.id"], name=op.f("fk_service_order_catalogue_version_id")
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name=op.f("fk_service_order_holder_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_service_order_owner_id")),
        sa.ForeignKeyConstraint(["received_by_id"], ["person.id"], name=op.f("fk_service_order_received_by_id")),
        sa.ForeignKeyConstraint(["rework_of_id"], ["service_order.id"], name=op.f("fk_service_order_rework_of_id")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_service_order_room_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_service_order_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_order")),
        sa.UniqueConstraint("branch_id", "year", "serial", name="uq_service_order_branch_id"),
    )
    with op.batch_alter_table("service_order") as batch_op:
        batch_op.create_index("ix_service_order_agreement_id", ["agreement_id"], unique=False)
        batch_op.create_index("ix_service_order_call_back", ["branch_id", "call_back_due_at", "id"], unique=False)
        batch_op.create_index(
            "ix_service_order_open",
            ["branch_id", "department", "wanted_from"],
            unique=False,
            sqlite_where=sa.text(
                "state NOT IN ('signed', 'call_back_due', 'closed', 'cancelled', 'declined', 'stopped_at_price', 'with_developer', 'rework')"
            ),
            postgresql_where=sa.text(
                "state NOT IN ('signed', 'call_back_due', 'closed', 'cancelled', 'declined', 'stopped_at_price', 'with_developer', 'rework')"
            ),
        )
        batch_op.create_index("ix_service_order_received_at", ["branch_id", "received_at", "id"], unique=False)
        batch_op.create_index("ix_service_order_room_id", ["room_id", "received_at"], unique=False)

    op.create_table(
        "order_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("name_zh", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("unit_zh", sa.String(length=20), nullable=False),
        sa.Column("unit_en", sa.String(length=20), nullable=False),
        sa.Column("price_kind", sa.String(length=20), nullable=False),
        sa.Column("unit_price_fen", sa.BigInteger(), nullable=False),
        sa.Column("minimum_fen", sa.BigInteger(), nullable=True),
        sa.Column("materials", sa.String(length=20), nullable=False),
        sa.Column("materials_fen", sa.BigInteger(), nullable=False),
        sa.Column("quantity_milli", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("warranty", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("dropped_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["catalogue_item.id"], name=op.f("fk_order_line_item_id")),
        sa.ForeignKeyConstraint(["order_id"], ["service_order.id"], name=op.f("fk_order_line_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_line")),
    )
    with op.batch_alter_table("order_line") as batch_op:
        batch_op.create_index("ix_order_line_order_id", ["order_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("order_line") as batch_op:
        batch_op.drop_index("ix_order_line_order_id")

    op.drop_table("order_line")
    with op.batch_alter_table("service_order") as batch_op:
        batch_op.drop_index("ix_service_order_room_id")
        batch_op.drop_index("ix_service_order_received_at")
        batch_op.drop_index(
            "ix_service_order_open",
            sqlite_where=sa.text(
                "state NOT IN ('signed', 'call_back_due', 'closed', 'cancelled', 'declined', 'stopped_at_price', 'with_developer', 'rework')"
            ),
            postgresql_where=sa.text(
                "state NOT IN ('signed', 'call_back_due', 'closed', 'cancelled', 'declined', 'stopped_at_price', 'with_developer', 'rework')"
            ),
        )
        batch_op.drop_index("ix_service_order_call_back")
        batch_op.drop_index("ix_service_order_agreement_id")

    op.drop_table("service_order")
    with op.batch_alter_table("agreement") as batch_op:
        batch_op.drop_index("ix_agreement_room_id")
        batch_op.drop_index("ix_agreement_branch_id")

    op.drop_table("agreement")
    op.drop_table("order_counter")
