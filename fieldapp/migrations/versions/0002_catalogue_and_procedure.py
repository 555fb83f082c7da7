"""The catalogue and the procedure: what can be ordered, and how a visit goes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "procedure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure")),
        sa.UniqueConstraint("version", name=op.f("uq_procedure_version")),
    )
    op.create_table(
        "procedure_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("procedure_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("icon", sa.String(length=20), nullable=False),
        sa.Column("clause", sa.String(length=20), nullable=False),
        sa.Column("condition", sa.String(length=20), nullable=False),
        sa.Column("can_be_skipped", sa.Boolean(), nullable=False),
        sa.Column("wait_least_s", sa.Integer(), nullable=True),
        sa.Column("wait_most_s", sa.Integer(), nullable=True),
        sa.Column("name_zh", sa.String(length=20), nullable=False),
        sa.Column("name_en", sa.String(length=30), nullable=False),
        sa.Column("title_zh", sa.String(length=40), nullable=False),
        sa.Column("title_en", sa.String(length=60), nullable=False),
        sa.Column("help_zh", sa.String(length=120), nullable=False),
        sa.Column("help_en", sa.String(length=160), nullable=False),
        sa.Column("say_zh", sa.Text(), nullable=False),
        sa.Column("say_en", sa.Text(), nullable=False),
        sa.Column("crib_zh", sa.Text(), nullable=False),
        sa.Column("crib_en", sa.Text(), nullable=False),
        sa.Column("verb_zh", sa.String(length=30), nullable=False),
        sa.Column("verb_en", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["procedure_id"], ["procedure.id"], name=op.f("fk_procedure_step_procedure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure_step")),
        sa.UniqueConstraint("procedure_id", "position", name="uq_procedure_step_procedure_id"),
    )
    op.create_table(
        "catalogue_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("approved_by_id", sa.Uuid(), nullable=True),
        sa.Column("filed_at", sa.DateTime(), nullable=True),
        sa.Column("filed_by_id", sa.Uuid(), nullable=True),
        sa.Column("effective_from", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["approved_by_id"], ["person.id"], name=op.f("fk_catalogue_version_approved_by_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_catalogue_version_branch_id")),
        sa.ForeignKeyConstraint(["filed_by_id"], ["person.id"], name=op.f("fk_catalogue_version_filed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_version")),
        sa.UniqueConstraint("branch_id", "year", "number", name="uq_catalogue_version_branch_id"),
    )
    op.create_table(
        "catalogue_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("name_zh", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("unit_zh", sa.String(length=20), nullable=False),
        sa.Column("unit_en", sa.String(length=20), nullable=False),
        sa.Column("price_kind", sa.String(length=20), nullable=False),
        sa.Column("price_fen", sa.BigInteger(), nullable=False),
        sa.Column("price_max_fen", sa.BigInteger(), nullable=True),
        sa.Column("minimum_fen", sa.BigInteger(), nullable=True),
        sa.Column("materials", sa.String(length=20), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("minutes_per_unit", sa.Boolean(), nullable=False),
        sa.Column("warranty_component", sa.String(length=20), nullable=False),
        sa.Column("trade", sa.String(length=20), nullable=True),
        sa.Column("skill", sa.String(length=20), nullable=True),
        sa.Column("note_zh", sa.String(length=200), nullable=False),
        sa.Column("note_en", sa.String(length=200), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["catalogue_version.id"], name=op.f("fk_catalogue_item_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_item")),
        sa.UniqueConstraint("version_id", "code", name="uq_catalogue_item_version_id"),
    )
    with op.batch_alter_table("catalogue_item") as batch_op:
        batch_op.create_index("ix_catalogue_item_position", ["version_id", "position"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("catalogue_item") as batch_op:
        batch_op.drop_index("ix_catalogue_item_position")

    op.drop_table("catalogue_item")
    op.drop_table("catalogue_version")
    op.drop_table("procedure_step")
    op.drop_table("procedure")
