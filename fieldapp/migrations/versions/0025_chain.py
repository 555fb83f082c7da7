"""A chain over the evidence of each branch. What is there already has no link yet: the worker takes it in, and says so."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

UNSEALED = "(link IS NULL OR link < 0)"
SEALED = {
    "journal": "id",
    "command": "id",
    "other_payload": "command_id",
    "price_agreement": "id",
    "signature": "id",
    "photo": "id",
    "blob": "sha256",
}


def upgrade() -> None:
    for table, key in SEALED.items():
        op.add_column(table, sa.Column("link", sa.BigInteger(), nullable=True))
        op.create_index(
            f"ix_{table}_unsealed",
            table,
            [key],
            sqlite_where=sa.text(UNSEALED),
            postgresql_where=sa.text(UNSEALED),
        )
    op.add_column("blob", sa.Column("kept_sha256", sa.String(length=64), nullable=False, server_default=""))
    op.create_table(
        "erasure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("row", sa.String(length=100), nullable=False),
        sa.Column("parts", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("link", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_erasure_branch_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_erasure_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index("ix_erasure_number", "erasure", ["branch_id", "number"])
    op.create_index(
        "ix_erasure_unsealed",
        "erasure",
        ["id"],
        sqlite_where=sa.text(UNSEALED),
        postgresql_where=sa.text(UNSEALED),
    )
    op.create_table(
        "chain_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("faults", sa.BigInteger(), nullable=False),
        sa.Column("first_fault", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_chain_check_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain_check")),
    )
    op.create_index("ix_chain_check_branch_id", "chain_check", ["branch_id", "at"])
    op.create_table(
        "chain_head",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("caught_up_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_chain_head_branch_id")),
        sa.PrimaryKeyConstraint("branch_id", name=op.f("pk_chain_head")),
    )
    op.create_table(
        "chain_link",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("row", sa.String(length=100), nullable=False),
        sa.Column("seed", sa.LargeBinary(length=16), nullable=True),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_at", sa.DateTime(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("previous", sa.BigInteger(), nullable=True),
        sa.Column("erased", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_chain_link_branch_id")),
        sa.PrimaryKeyConstraint("branch_id", "number", name=op.f("pk_chain_link")),
    )


def downgrade() -> None:
    op.drop_table("chain_link")
    op.drop_table("chain_head")
    op.drop_table("chain_check")
    op.drop_table("erasure")
    with op.batch_alter_table("blob") as table:
        table.drop_column("kept_sha256")
    for name in SEALED:
        op.drop_index(f"ix_{name}_unsealed", name)
        with op.batch_alter_table(name) as table:
            table.drop_column("link")
