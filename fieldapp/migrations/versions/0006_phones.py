"""Phones, what waits on them, alarms about them, and what the office decides about parked commands."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "device",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("first_heard_at", sa.DateTime(), nullable=False),
        sa.Column("heard_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("checked_seq", sa.BigInteger(), nullable=False),
        sa.Column("offset_ms", sa.BigInteger(), nullable=False),
        sa.Column("min_seq", sa.BigInteger(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("oldest_at", sa.DateTime(), nullable=True),
        sa.Column("tray", sa.Integer(), nullable=False),
        sa.Column("usage_bytes", sa.BigInteger(), nullable=True),
        sa.Column("quota_bytes", sa.BigInteger(), nullable=True),
        sa.Column("persisted", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_device_person_id")),
        sa.PrimaryKeyConstraint("id", "person_id", name=op.f("pk_device")),
    )
    with op.batch_alter_table("device") as batch_op:
        batch_op.create_index("ix_device_person_id", ["person_id", "heard_at"], unique=False)

    op.create_table(
        "discarded_command",
        sa.Column("device", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_discarded_command_person_id")),
        sa.PrimaryKeyConstraint("device", "seq", "person_id", name=op.f("pk_discarded_command")),
    )

    op.create_table(
        "other_payload",
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("device", sa.Uuid(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("command_id", "fingerprint", name=op.f("pk_other_payload")),
    )
    with op.batch_alter_table("other_payload") as batch_op:
        batch_op.create_index("ix_other_payload_device", ["device", "seq"], unique=False)

    op.create_table(
        "alarm",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_alarm_branch_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_alarm_person_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["person.id"], name=op.f("fk_alarm_settled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
    )
    with op.batch_alter_table("alarm") as batch_op:
        batch_op.create_index("ix_alarm_branch_id", ["branch_id", "settled_at", "raised_at"], unique=False)
        batch_op.create_index("ix_alarm_device", ["device", "kind"], unique=False)

    with op.batch_alter_table("command") as batch_op:
        batch_op.add_column(sa.Column("decision", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("decided_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("decided_by_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("decision_told_at", sa.DateTime(), nullable=True))
        batch_op.alter_column("visit_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.alter_column("device_at", existing_type=sa.DateTime(), nullable=True)
        batch_op.create_foreign_key(op.f("fk_command_decided_by_id"), "person", ["decided_by_id"], ["id"])
        batch_op.create_index("ix_command_device", ["device", "seq"], unique=False)
        batch_op.create_index("ix_command_by_id", ["by_id", "verdict"], unique=False)

    with op.batch_alter_table("signature") as batch_op:
        batch_op.add_column(sa.Column("differs", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("signature") as batch_op:
        batch_op.alter_column("differs", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("signature") as batch_op:
        batch_op.drop_column("differs")
    with op.batch_alter_table("command") as batch_op:
        batch_op.drop_index("ix_command_by_id")
        batch_op.drop_index("ix_command_device")
        batch_op.drop_constraint(op.f("fk_command_decided_by_id"), type_="foreignkey")
        batch_op.alter_column("device_at", existing_type=sa.DateTime(), nullable=False)
        batch_op.alter_column("visit_id", existing_type=sa.Uuid(), nullable=False)
        batch_op.drop_column("decision_told_at")
        batch_op.drop_column("decided_by_id")
        batch_op.drop_column("decided_at")
        batch_op.drop_column("decision")
    op.drop_table("alarm")
    op.drop_table("other_payload")
    op.drop_table("discarded_command")
    op.drop_table("device")
