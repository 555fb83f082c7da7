"""Papers: which sealed PDF was made of which signature, with its hash (the bytes lie with the photos)."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("signature_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("document_sha256", sa.String(length=64), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("certificate", sa.String(length=64), nullable=False),
        sa.Column("self_made", sa.Boolean(), nullable=False),
        sa.Column("stamped", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("gone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["signature_id"], ["signature.id"], name="fk_paper_signature_id"),
        sa.PrimaryKeyConstraint("id", name="pk_paper"),
        sa.UniqueConstraint("signature_id", "language", name="uq_paper_signature_id"),
    )
    op.create_index("ix_paper_sha256", "paper", ["sha256"])
    op.create_index("ix_paper_certificate", "paper", ["certificate"])


def downgrade() -> None:
    op.drop_index("ix_paper_certificate", table_name="paper")
    op.drop_index("ix_paper_sha256", table_name="paper")
    op.drop_table("paper")
