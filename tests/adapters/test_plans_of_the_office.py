"""Money and figures walk an index on either engine, however many orders lie behind: no page reads them all."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.figure import Measure
from fieldapp.domain.figure_list import By, Span, laid_out, totals
from fieldapp.domain.figure_round import changed_since
from fieldapp.domain.keyset import Place
from fieldapp.domain.money_list import came_in, entries_between, entries_of, open_amounts
from tests.builders import BRANCH_ID, NOW

SOMEWHERE = Place(NOW, new_id())
YEAR = Span(BRANCH_ID, NOW.date() - timedelta(days=364), NOW.date())
MONTH = (BRANCH_ID, NOW - timedelta(days=30), NOW)

QUESTIONS = [
    (open_amounts(BRANCH_ID), "ix_service_order_owed"),
    (open_amounts(BRANCH_ID, after=SOMEWHERE), "ix_service_order_owed"),
    (entries_of(new_id()), "ix_money_entry_order_id"),
    (entries_between(*MONTH), "ix_money_entry_at"),
    (entries_between(*MONTH, after=SOMEWHERE), "ix_money_entry_at"),
    (came_in(*MONTH), "ix_money_entry_at"),
    (changed_since(BRANCH_ID, NOW), "ix_service_order_changed_at"),
    (totals(YEAR), "figure"),
    *((laid_out(YEAR, by, [Measure.ON_TIME]), "figure") for by in By),
]


@pytest.mark.both_engines
def test_money_and_figures_walk_an_index(app):
    with app.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET enable_seqscan = off")  # an empty table is read whole otherwise
        wrong = [(index, how) for question, index in QUESTIONS if index not in (how := plan(connection, question))]
        scans = [how for question, _ in QUESTIONS if "SCAN service_order" in (how := plan(connection, question))]
    assert not wrong and not scans


def plan(connection, statement) -> str:
    """How the engine goes about the statement."""
    asked = []
    note = lambda *call: asked.append(call[2:4])  # noqa: E731
    event.listen(connection, "before_cursor_execute", note)
    connection.execute(statement)
    event.remove(connection, "before_cursor_execute", note)
    words, values = asked[-1]
    explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    rows = connection.exec_driver_sql(f"{explain} {words}", values).all()
    return "\n".join(str(row[3] if explain.endswith("PLAN") else row[0]) for row in rows)
