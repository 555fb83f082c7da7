"""Who is signed in where, what happened at the door, and tries counted by address.

Sessions of before have no row, so they end: everybody signs in once more.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "device_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.Uuid(), nullable=True),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("machine", sa.String(length=20), nullable=False),
        sa.Column("program", sa.String(length=20), nullable=False),
        sa.Column("network", sa.String(length=45), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("over", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_device_session_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_device_session"),
    )
    op.create_index("ix_device_session_person_id", "device_session", ["person_id", "seen_at"])
    op.create_index("ix_device_session_device", "device_session", ["device"])
    op.create_table(
        "sign_in_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("machine", sa.String(length=20), nullable=True),
        sa.Column("program", sa.String(length=20), nullable=True),
        sa.Column("network", sa.String(length=45), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name="fk_sign_in_event_branch_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_sign_in_event_person_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_sign_in_event_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_event"),
    )
    op.create_index("ix_sign_in_event_branch_id", "sign_in_event", ["branch_id", "at", "id"])
    op.create_index("ix_sign_in_attempt_address", "sign_in_attempt", ["address", "at"])


def downgrade() -> None:
    op.drop_index("ix_sign_in_attempt_address", table_name="sign_in_attempt")
    op.drop_index("ix_sign_in_event_branch_id", table_name="sign_in_event")
    op.drop_table("sign_in_event")
    op.drop_index("ix_device_session_device", table_name="device_session")
    op.drop_index("ix_device_session_person_id", table_name="device_session")
    op.drop_table("device_session")
