"""Call-backs: each call with its answers, the branch's share, and what owners say by the link of their copy."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call_back_rules",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_call_back_rules_branch_id")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["person.id"], name=op.f("fk_call_back_rules_changed_by_id")),
        sa.PrimaryKeyConstraint("branch_id", name=op.f("pk_call_back_rules")),
    )
    op.create_table(
        "call_back",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("technician_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.String(length=200), nullable=False),
        sa.Column("left_at", sa.DateTime(), nullable=False),
        sa.Column("not_before", sa.DateTime(), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("drawn", sa.Boolean(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("timer_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_call_back_branch_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_call_back_by_id")),
        sa.ForeignKeyConstraint(["order_id"], ["service_order.id"], name=op.f("fk_call_back_order_id")),
        sa.ForeignKeyConstraint(["technician_id"], ["person.id"], name=op.f("fk_call_back_technician_id")),
        sa.ForeignKeyConstraint(["timer_id"], ["timer.id"], name=op.f("fk_call_back_timer_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_back")),
    )
    op.create_index("ix_call_back_order_id", "call_back", ["order_id", "id"])
    op.create_index("ix_call_back_technician_id", "call_back", ["technician_id", "left_at"])
    op.create_index("ix_call_back_left_at", "call_back", ["branch_id", "left_at"])
    op.create_index("ix_call_back_timer_id", "call_back", ["timer_id"])
    op.create_table(
        "call_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_back_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("heard", sa.String(length=20), nullable=False),
        sa.Column("recorded", sa.String(length=20), nullable=True),
        sa.Column("agrees", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["call_back_id"], ["call_back.id"], name=op.f("fk_call_answer_call_back_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_answer")),
        sa.UniqueConstraint("call_back_id", "question", name="uq_call_answer_call_back_id"),
    )
    op.create_table(
        "owner_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("signature_id", sa.Uuid(), nullable=False),
        sa.Column("satisfied", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["service_order.id"], name=op.f("fk_owner_answer_order_id")),
        sa.ForeignKeyConstraint(["signature_id"], ["signature.id"], name=op.f("fk_owner_answer_signature_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owner_answer")),
        sa.UniqueConstraint("signature_id", name="uq_owner_answer_signature_id"),
    )
    op.create_index("ix_owner_answer_order_id", "owner_answer", ["order_id"])
    op.create_index("ix_service_order_rework_of_id", "service_order", ["rework_of_id"])


def downgrade() -> None:
    op.drop_index("ix_service_order_rework_of_id", "service_order")
    op.drop_index("ix_owner_answer_order_id", "owner_answer")
    op.drop_table("owner_answer")
    op.drop_table("call_answer")
    for name in ("timer_id", "left_at", "technician_id", "order_id"):
        op.drop_index(f"ix_call_back_{name}", "call_back")
    op.drop_table("call_back")
    op.drop_table("call_back_rules")
