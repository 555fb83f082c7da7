"""What the supervisors say of a draft catalogue, the journal of each version, and the hash of what was filed."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catalogue_review",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("department", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("objections", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_catalogue_review_by_id")),
        sa.ForeignKeyConstraint(["version_id"], ["catalogue_version.id"], name=op.f("fk_catalogue_review_version_id")),
        sa.PrimaryKeyConstraint("version_id", "department", name=op.f("pk_catalogue_review")),
    )
    op.create_table(
        "catalogue_journal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_catalogue_journal_by_id")),
        sa.ForeignKeyConstraint(["version_id"], ["catalogue_version.id"], name=op.f("fk_catalogue_journal_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_journal")),
    )
    with op.batch_alter_table("catalogue_journal") as table:
        table.create_index("ix_catalogue_journal_version_id", ["version_id", "id"], unique=False)
    with op.batch_alter_table("catalogue_version") as table:
        table.add_column(sa.Column("filed_sha256", sa.String(length=64), nullable=False, server_default=""))
    with op.batch_alter_table("catalogue_version") as table:
        table.alter_column("filed_sha256", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("catalogue_version") as table:
        table.drop_column("filed_sha256")
    with op.batch_alter_table("catalogue_journal") as table:
        table.drop_index("ix_catalogue_journal_version_id")
    op.drop_table("catalogue_journal")
    op.drop_table("catalogue_review")
