"""Emergencies: the numbers of a branch, the dispatch with its rungs, and everybody whom it called."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ladder_rules",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("next_after", sa.Integer(), nullable=False),
        sa.Column("everybody_after", sa.Integer(), nullable=False),
        sa.Column("by_hand_after", sa.Integer(), nullable=False),
        sa.Column("owner_after", sa.Integer(), nullable=False),
        sa.Column("door_within", sa.Integer(), nullable=False),
        sa.Column("first_called", sa.Integer(), nullable=False),
        sa.Column("next_called", sa.Integer(), nullable=False),
        sa.Column("gas_phone", sa.String(length=30), nullable=False),
        sa.Column("fire_phone", sa.String(length=30), nullable=False),
        sa.Column("ambulance_phone", sa.String(length=30), nullable=False),
        sa.Column("police_phone", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_ladder_rules_branch_id")),
        sa.PrimaryKeyConstraint("branch_id", name=op.f("pk_ladder_rules")),
    )
    op.create_table(
        "dispatch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("peril", sa.String(length=20), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("raised_by_id", sa.Uuid(), nullable=False),
        sa.Column("door_by", sa.DateTime(), nullable=False),
        sa.Column("takes", sa.Integer(), nullable=False),
        sa.Column("taken_by_id", sa.Uuid(), nullable=True),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.Column("chosen_by_id", sa.Uuid(), nullable=True),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("taken_over_by_id", sa.Uuid(), nullable=True),
        sa.Column("taken_over_at", sa.DateTime(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=True),
        sa.Column("controlled_at", sa.DateTime(), nullable=True),
        sa.Column("owner_called_at", sa.DateTime(), nullable=True),
        sa.Column("owner_called_by_id", sa.Uuid(), nullable=True),
        sa.Column("breached_at", sa.DateTime(), nullable=True),
        sa.Column("breach_reason", sa.String(length=300), nullable=False),
        sa.Column("breach_reason_by_id", sa.Uuid(), nullable=True),
        sa.Column("breach_reason_at", sa.DateTime(), nullable=True),
        sa.Column("over_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_dispatch_branch_id")),
        sa.ForeignKeyConstraint(["breach_reason_by_id"], ["person.id"], name=op.f("fk_dispatch_breach_reason_by_id")),
        sa.ForeignKeyConstraint(["chosen_by_id"], ["person.id"], name=op.f("fk_dispatch_chosen_by_id")),
        sa.ForeignKeyConstraint(["order_id"], ["service_order.id"], name=op.f("fk_dispatch_order_id")),
        sa.ForeignKeyConstraint(["owner_called_by_id"], ["person.id"], name=op.f("fk_dispatch_owner_called_by_id")),
        sa.ForeignKeyConstraint(["raised_by_id"], ["person.id"], name=op.f("fk_dispatch_raised_by_id")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["person.id"], name=op.f("fk_dispatch_taken_by_id")),
        sa.ForeignKeyConstraint(["taken_over_by_id"], ["person.id"], name=op.f("fk_dispatch_taken_over_by_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_dispatch_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatch")),
        sa.UniqueConstraint("order_id", name=op.f("uq_dispatch_order_id")),
    )
    with op.batch_alter_table("dispatch") as batch_op:
        batch_op.create_index(
            "ix_dispatch_branch_id",
            ["branch_id", "raised_at"],
            unique=False,
            sqlite_where=sa.text("(over_at IS NULL OR (breached_at IS NOT NULL AND breach_reason_at IS NULL))"),
            postgresql_where=sa.text("(over_at IS NULL OR (breached_at IS NOT NULL AND breach_reason_at IS NULL))"),
        )
        batch_op.create_index("ix_dispatch_raised_at", ["branch_id", "raised_at"], unique=False)

    op.create_table(
        "called",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dispatch_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("again_at", sa.DateTime(), nullable=True),
        sa.Column("merits", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_device_at", sa.DateTime(), nullable=True),
        sa.Column("answered_told_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["dispatch_id"], ["dispatch.id"], name=op.f("fk_called_dispatch_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_called_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_called")),
        sa.UniqueConstraint("dispatch_id", "person_id", name="uq_called_dispatch_id"),
    )
    with op.batch_alter_table("called") as batch_op:
        batch_op.create_index("ix_called_person_id", ["person_id", "at"], unique=False)

    op.create_table(
        "rung",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dispatch_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("went_at", sa.DateTime(), nullable=True),
        sa.Column("called", sa.Integer(), nullable=False),
        sa.Column("waits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dispatch_id"], ["dispatch.id"], name=op.f("fk_rung_dispatch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rung")),
        sa.UniqueConstraint("dispatch_id", "step", name="uq_rung_dispatch_id"),
    )


def downgrade() -> None:
    op.drop_table("rung")
    with op.batch_alter_table("called") as batch_op:
        batch_op.drop_index("ix_called_person_id")

    op.drop_table("called")
    with op.batch_alter_table("dispatch") as batch_op:
        batch_op.drop_index("ix_dispatch_raised_at")
        batch_op.drop_index(
            "ix_dispatch_branch_id",
            sqlite_where=sa.text("(over_at IS NULL OR (breached_at IS NOT NULL AND breach_reason_at IS NULL))"),
            postgresql_where=sa.text("(over_at IS NULL OR (breached_at IS NOT NULL AND breach_reason_at IS NULL))"),
        )

    op.drop_table("dispatch")
    op.drop_table("ladder_rules")
