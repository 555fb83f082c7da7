"""The lists find their rows by an index and never sort the whole, so that they cost the same with a million orders."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.call_back_draw import drawn_so_far
from fieldapp.domain.call_back_list import call_backs_due, called_about, last_call
from fieldapp.domain.calling_back import open_calls
from fieldapp.domain.keyset import Place
from fieldapp.domain.order_list import Stage, Wanted, orders
from fieldapp.domain.order_page import questions_of
from fieldapp.domain.owner_answer import answer_about
from fieldapp.domain.people import Department
from fieldapp.domain.room_history import recent_orders
from fieldapp.domain.timeline import journal_of
from tests.builders import BRANCH_ID, NOW

SOMEWHERE = Place(NOW, new_id())
A_DAY = {"begins": NOW, "ends": NOW + timedelta(days=1)}


def plan(app, statement) -> str:
    """How SQLite goes about the statement, one step a line."""
    asked: list[Any] = []
    with app.app_context(), db.engine.connect() as connection:
        event.listen(connection, "before_cursor_execute", lambda *call: asked.append(call[2:4]))
        connection.execute(statement)
        words, values = asked[-1]
        return "\n".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values).all())


@pytest.mark.parametrize(
    ("more", "index"),
    [
        ({}, "ix_service_order_received_at"),
        ({"after": SOMEWHERE}, "ix_service_order_received_at"),
        ({**A_DAY, "after": SOMEWHERE}, "ix_service_order_received_at"),
        ({"department": Department.REPAIR, "after": SOMEWHERE}, "ix_service_order_received_at"),
        ({"rooms": [new_id()]}, "ix_service_order_room_id"),
        ({"number": (2026, 231)}, "sqlite_autoindex_service_order"),
    ],
)
def test_the_list_walks_an_index(app, more, index):
    how = plan(app, orders(Wanted(branch_id=BRANCH_ID, **more)))
    assert f"SEARCH service_order USING INDEX {index}" in how, how


@pytest.mark.parametrize("stage", list(Stage))
def test_no_way_of_narrowing_reads_all_orders(app, stage):
    how = plan(app, orders(Wanted(branch_id=BRANCH_ID, stage=stage)))
    assert "SEARCH service_order" in how and "SCAN service_order" not in how, how


def test_a_page_in_the_middle_is_not_sorted(app):
    assert "TEMP B-TREE" not in plan(app, orders(Wanted(branch_id=BRANCH_ID, after=SOMEWHERE)))
    assert "TEMP B-TREE" not in plan(app, call_backs_due(BRANCH_ID, after=SOMEWHERE))


def test_call_backs_are_found_by_when_they_are_due(app):
    assert "ix_service_order_call_back" in plan(app, call_backs_due(BRANCH_ID))


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (recent_orders(new_id()), "ix_service_order_room_id"),
        (journal_of(new_id()), "ix_journal_order_id"),
        (questions_of(new_id()), "ix_question_order_id"),
        (open_calls([new_id()]), "ix_call_back_order_id"),
        (last_call(new_id()), "ix_call_back_order_id"),
        (called_about(BRANCH_ID, new_id()), "ix_service_order_rework_of_id"),
        (answer_about(new_id()), "ix_owner_answer_order_id"),
        (drawn_so_far(new_id(), NOW, NOW), "ix_call_back_technician_id"),
    ],
)
def test_what_belongs_to_one_room_or_order_is_found_at_once(app, statement, index):
    assert index in plan(app, statement)
