"""The everyday questions walk an index, however many orders lie in the archive."""

import shutil
from itertools import chain

import pytest
from sqlalchemy import event, select

from fieldapp import demo
from fieldapp.db import db
from fieldapp.domain.call_back_list import call_backs_due
from fieldapp.domain.day import VISITS_OF_THE_DAY, day_parameters
from fieldapp.domain.feed import FEED
from fieldapp.domain.order_list import Stage, Wanted, orders
from fieldapp.domain.people import Department, Person
from fieldapp.domain.schedule import SCHEDULE, during
from fieldapp.domain.timeline import journal_of
from fieldapp.domain.waiting import WAITING
from fieldapp.domain.whose_board import Desk
from tests import databases
from tests.benchmarks.history import add_history
from tests.builders import NOW

ARCHIVE = 2_000


@pytest.fixture(scope="module")
def grown(sqlite_template, tmp_path_factory):
    """The file of a branch with some thousand orders behind it."""
    file = shutil.copy(sqlite_template, tmp_path_factory.mktemp("archive") / "grown.db")
    app = databases.tested_app(f"sqlite:///{file}")
    with app.app_context():
        demo.load(db.session(), now=NOW, password_hash="")
        add_history(db.session(), ARCHIVE, now=NOW)
        db.session.commit()
        db.engine.dispose()
    return file


@pytest.fixture(scope="module", params=["as it grew", "after ANALYZE"])
def archive(request, grown, tmp_path_factory):
    """The branch; SQLite may know how many orders there are, or not."""
    file = shutil.copy(grown, tmp_path_factory.mktemp("archive") / "fieldapp.db")
    app = databases.tested_app(f"sqlite:///{file}")
    with app.app_context():
        if request.param == "after ANALYZE":
            db.session.connection().exec_driver_sql("ANALYZE")
            db.session.commit()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def asked(archive):
    """Who asks: tech1, with the department, the branch and the day."""
    with archive.app_context():
        technician = db.session.scalars(select(Person).where(Person.login == "tech1")).one()
        desk = Desk(technician.branch_id, Department.REPAIR)
        db.session.commit()
        day = desk.day(NOW)
        yield {
            "open orders": (WAITING, {"branch_id": desk.branch_id, "department": desk.department}),
            **{stage.value: (orders(Wanted(desk.branch_id, stage=stage)), {}) for stage in Stage},
            "the archive": (orders(Wanted(desk.branch_id)), {}),
            "call-backs": (call_backs_due(desk.branch_id), {}),
            "Today": (VISITS_OF_THE_DAY, day_parameters(technician.id, day.begins, day.ends)),
            "the day of all": (SCHEDULE, during([technician.id], day)),
            "the feed": (FEED, {"branch_id": desk.branch_id}),
            "one order's journal": (journal_of(technician.id), {}),
        }


@pytest.mark.parametrize(
    ("question", "index"),
    [
        ("open orders", "ix_service_order_open"),
        (Stage.OPEN, "ix_service_order_open"),
        (Stage.UNASSIGNED, "ix_service_order_open"),
        (Stage.UNDER_WAY, "ix_service_order_open"),
        (Stage.CALL_BACK, "ix_service_order_call_back"),
        (Stage.OVER, "ix_service_order_received_at"),
        ("the archive", "ix_service_order_received_at"),
        ("call-backs", "ix_service_order_call_back"),
        ("Today", "ix_visit_technician_id"),
        ("the day of all", "ix_visit_technician_id"),
        ("the feed", "ix_journal_branch_id"),
        ("one order's journal", "ix_journal_order_id"),
    ],
)
def test_the_question_walks_its_index(asked, question, index):
    plan = plan_of(*asked[question])

    assert index in "\n".join(plan)
    assert not [step for step in plan if is_a_scan(step)]


@pytest.mark.parametrize("question", ["Today", "the day of all"])
def test_a_day_reads_what_is_open_and_what_ended_today_never_a_whole_career(asked, question):
    walks = [step for step in plan_of(*asked[question]) if "ix_visit_technician_id" in step]

    assert len(walks) == 2 and all("technician_id=? AND ended_at" in step for step in walks)


def plan_of(question, parameters):
    """What SQLite means to do, step by step."""
    seen = []

    def note(_connection, _cursor, statement, values, *_):
        seen.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    db.session.execute(question, parameters).all()
    event.remove(db.engine, "before_cursor_execute", note)
    plans = (
        db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        for statement, values in seen
        if statement.startswith("SELECT")
    )
    return [step.detail for step in chain.from_iterable(plans)]


def is_a_scan(step):
    """Whether a step reads a table that grows from end to end."""
    table, _, way = step.removeprefix("SCAN ").partition(" ")
    return step.startswith("SCAN ") and table in {"service_order", "visit", "journal"} and "USING INDEX" not in way
