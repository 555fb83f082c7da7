"""Long-term service: terms that hold from a day on, notices, a journal, holidays, and which visit an order is."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

DEFAULTED = ("weekdays", "begins_at", "minutes", "first_day", "notice")  # while it goes back
MOVED = ("weekdays", "begins_at", "minutes", "person_id", "price_fen")  # from the agreement to its terms


def upgrade() -> None:
    _new_tables()
    with op.batch_alter_table("agreement") as table:
        table.add_column(sa.Column("department", sa.String(length=20), nullable=False, server_default="cleaning"))
        table.add_column(sa.Column("conditions", sa.String(length=20), nullable=False, server_default="2026-1"))
        table.add_column(sa.Column("requested_by_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("declined_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("agreed_how", sa.String(length=20), nullable=True))
        table.add_column(sa.Column("agreed_by", sa.String(length=60), nullable=False, server_default=""))
        table.add_column(sa.Column("document", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("document_sha256", sa.String(length=64), nullable=False, server_default=""))
        table.add_column(sa.Column("strokes", sa.JSON(), nullable=True))
        table.add_column(sa.Column("stops_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        table.alter_column("signed_at", new_column_name="agreed_at")
    _take_along()
    with op.batch_alter_table("agreement") as table:
        for name in ("department", "conditions", "agreed_by", "document", "document_sha256", "version"):
            table.alter_column(name, server_default=None)
        table.alter_column("requested_by_id", existing_type=sa.Uuid(), nullable=False)
        table.create_foreign_key(op.f("fk_agreement_requested_by_id"), "person", ["requested_by_id"], ["id"])
        table.drop_constraint(op.f("fk_agreement_person_id"), type_="foreignkey")
        for name in (*MOVED, "first_day", "stopped_at", "notice"):
            table.drop_column(name)
        table.drop_index("ix_agreement_branch_id")
        table.create_index("ix_agreement_branch_id", ["branch_id", "id"], unique=False)
    with op.batch_alter_table("service_order") as table:
        table.add_column(sa.Column("agreement_day", sa.Date(), nullable=True))
        table.drop_index("ix_service_order_agreement_id")
        table.create_index("ix_service_order_agreement_id", ["agreement_id", "agreement_day"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("service_order") as table:
        table.drop_index("ix_service_order_agreement_id")
        table.create_index("ix_service_order_agreement_id", ["agreement_id"], unique=False)
        table.drop_column("agreement_day")
    _add_again()
    _give_back()
    with op.batch_alter_table("agreement") as table:
        for name in DEFAULTED:
            table.alter_column(name, server_default=None)
        table.alter_column("agreed_at", new_column_name="signed_at")
        table.drop_constraint(op.f("fk_agreement_requested_by_id"), type_="foreignkey")
        for name in ("department", "conditions", "requested_by_id", "declined_at", "agreed_how", "agreed_by"):
            table.drop_column(name)
        for name in ("document", "document_sha256", "strokes", "stops_on", "version"):
            table.drop_column(name)
        table.create_foreign_key(op.f("fk_agreement_person_id"), "person", ["person_id"], ["id"])
    op.drop_table("holiday")
    op.drop_table("agreement_journal")
    op.drop_table("agreement_notice")
    op.drop_table("agreement_terms")


def _add_again() -> None:
    with op.batch_alter_table("agreement") as table:
        table.add_column(sa.Column("weekdays", sa.String(length=200), nullable=False, server_default=""))
        table.add_column(sa.Column("begins_at", sa.Time(), nullable=False, server_default="09:00:00"))
        table.add_column(sa.Column("minutes", sa.Integer(), nullable=False, server_default="120"))
        table.add_column(sa.Column("first_day", sa.Date(), nullable=False, server_default="2026-01-01"))
        table.add_column(sa.Column("person_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("price_fen", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("stopped_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("notice", sa.Text(), nullable=False, server_default=""))


def _give_back() -> None:
    """The first terms and the notice of a stop are the agreement's own again; what was changed later is gone."""
    first = "SELECT {0} FROM agreement_terms WHERE agreement_id = agreement.id ORDER BY from_day LIMIT 1"
    terms = ", ".join(f"{name} = ({first.format(name)})" for name in MOVED)
    run, take = op.get_bind().execute, sa.text
    run(take(f"UPDATE agreement SET {terms}, first_day = ({first.format('from_day')})"))
    stop = "SELECT {0} FROM agreement_notice WHERE agreement_id = agreement.id AND kind = 'stop' LIMIT 1"
    run(
        take(
            f"UPDATE agreement SET notice = ({stop.format('words')}), stopped_at = ({stop.format('made_at')})"
            " WHERE stops_on IS NOT NULL"
        )
    )


def _new_tables() -> None:
    op.create_table(
        "holiday",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_holiday_branch_id")),
        sa.PrimaryKeyConstraint("branch_id", "day", name=op.f("pk_holiday")),
    )
    op.create_table(
        "agreement_terms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("rhythm", sa.String(length=20), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.String(length=200), nullable=False),
        sa.Column("month_day", sa.Integer(), nullable=False),
        sa.Column("begins_at", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("on_holidays", sa.String(length=20), nullable=False),
        sa.Column("charge", sa.String(length=20), nullable=False),
        sa.Column("price_fen", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_terms_agreement_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agreement_terms_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_terms")),
        sa.UniqueConstraint("agreement_id", "from_day", name="uq_agreement_terms_agreement_id"),
    )
    op.create_table(
        "agreement_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("delivered_by", sa.String(length=20), nullable=True),
        sa.Column("delivered_at", sa.DateTime(), nullable=True),
        sa.Column("delivered_by_id", sa.Uuid(), nullable=True),
        sa.Column("remark", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_notice_agreement_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_agreement_notice_made_by_id")),
        sa.ForeignKeyConstraint(["delivered_by_id"], ["person.id"], name=op.f("fk_agreement_notice_delivered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_notice")),
    )
    op.create_index("ix_agreement_notice_agreement_id", "agreement_notice", ["agreement_id", "id"])
    op.create_table(
        "agreement_journal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_journal_agreement_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_agreement_journal_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_journal")),
    )
    op.create_index("ix_agreement_journal_agreement_id", "agreement_journal", ["agreement_id", "id"])


def _take_along() -> None:
    """No screen has written agreements before; what a demo branch has keeps its terms, its signature and its end."""
    run, take = op.get_bind().execute, sa.text
    run(
        take(
            "INSERT INTO agreement_terms (id, agreement_id, from_day, rhythm, every, weekdays, month_day, begins_at,"
            " minutes, on_holidays, charge, price_fen, person_id)"
            " SELECT id, id, first_day, 'weekly', 1, weekdays, 0, begins_at, minutes, 'skip', 'visit', price_fen,"
            " person_id FROM agreement"
        )
    )
    run(take("UPDATE agreement SET agreed_how = 'on_paper' WHERE agreed_at IS NOT NULL"))
    run(
        take(
            "UPDATE agreement SET requested_by_id = coalesce(confirmed_by_id,"
            " (SELECT person.id FROM person WHERE person.branch_id = agreement.branch_id ORDER BY person.id LIMIT 1))"
        )
    )
    _take_along_the_end()


def _take_along_the_end() -> None:
    run = op.get_bind().execute
    agreement = sa.table(
        "agreement",
        sa.column("id", sa.Uuid()),
        sa.column("requested_by_id", sa.Uuid()),
        sa.column("stopped_at", sa.DateTime()),
        sa.column("notice", sa.Text()),
        sa.column("stops_on", sa.Date()),
    )
    names = ("id", "agreement_id", "kind", "from_day", "reason", "language", "words", "made_at", "made_by_id", "remark")
    kinds: dict[str, Any] = {"id": sa.Uuid(), "agreement_id": sa.Uuid(), "from_day": sa.Date()}
    kinds |= {"made_at": sa.DateTime(), "made_by_id": sa.Uuid()}
    notice = sa.table("agreement_notice", *(sa.column(name, kinds.get(name, sa.Text())) for name in names))
    for row in run(sa.select(agreement).where(agreement.c.stopped_at.is_not(None))).all():
        day = row.stopped_at.date() + timedelta(days=1)
        told = (
            row.id,
            row.id,
            "stop",
            day,
            row.notice,
            "zh_Hans_CN",
            row.notice,
            row.stopped_at,
            row.requested_by_id,
            "",
        )
        run(notice.insert().values(dict(zip(names, told, strict=True))))
        run(agreement.update().where(agreement.c.id == row.id).values(stops_on=day))
