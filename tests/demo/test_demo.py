"""The demo branch is whole and believable, at whatever hour and on whatever day somebody starts it."""

import shutil
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from fieldapp import demo
from fieldapp.db import db
from fieldapp.demo.stage import Stage
from fieldapp.demo.story import li_jianguo, tell
from fieldapp.domain.base import Model, RuleBroken
from fieldapp.domain.catalogue import CatalogueVersion, Item
from fieldapp.domain.course import OrderState
from fieldapp.domain.day import VISITS_OF_THE_DAY, day_parameters
from fieldapp.domain.demo_day import DemoDay
from fieldapp.domain.device import Device
from fieldapp.domain.order import Order
from fieldapp.domain.people import Department, Person
from fieldapp.domain.premises import Branch, Room
from fieldapp.domain.procedure import Procedure
from fieldapp.domain.whose_board import Desk
from tests import databases
from tests.builders import NOW

DAY = datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Shanghai"))
HOURS = [DAY.replace(hour=hour, minute=17) for hour in range(24)]
AROUND_MIDNIGHT = [DAY.replace(hour=0, minute=3), DAY.replace(hour=23, minute=58)]


@pytest.fixture(scope="module")
def played(sqlite_template, tmp_path_factory):
    """The app with the whole demo day, told once; what a test does to it is taken back."""
    file = shutil.copy(sqlite_template, tmp_path_factory.mktemp("demo") / "fieldapp.db")
    app = databases.tested_app(f"sqlite:///{file}")
    with app.app_context():
        demo.load(db.session(), now=NOW, password_hash="")
        db.session.commit()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(played):
    with played.app_context():
        yield db.session()
        db.session.rollback()


def test_there_is_an_order_in_every_state(session):
    assert set(session.scalars(select(Order.state))) == set(OrderState)


def test_there_are_two_estates_with_four_hundred_flats_and_the_whole_cast(session):
    assert session.scalar(select(func.count()).select_from(Room)) == 400
    logins = {*(f"tech{n}" for n in range(1, 12)), "desk", "desk2", "repair", "cleaning", "butler", "cashier"}
    assert set(session.scalars(select(Person.login))) == logins | {"operations", "general", "head", "admin"}


def test_every_technician_has_a_phone_on_which_nothing_waits(session):
    phones = session.scalars(select(Device)).all()
    assert len(phones) == 11 and not any(phone.waiting or phone.tray for phone in phones)


def test_it_goes_only_into_an_empty_database(session):
    with pytest.raises(RuleBroken, match="not_empty"):
        demo.load(session, now=NOW, password_hash="")


def test_it_also_loads_on_postgresql(fresh_postgresql):
    app = databases.tested_app(fresh_postgresql())
    with app.app_context():
        demo.load(db.session(), now=NOW, password_hash="")
        db.session.commit()
        assert set(db.session.scalars(select(Order.state))) == set(OrderState)
    with app.app_context():  # the session has given its connection back
        db.engine.dispose()


@pytest.mark.parametrize("now", [*HOURS, *AROUND_MIDNIGHT], ids=lambda now: f"{now:%H.%M}")
def test_tech1_has_at_least_two_open_visits_at_every_hour(session, now):
    forget_the_day(session)
    li_jianguo(the_stage(session, now))

    assert len(open_visits(session, "tech1", now)) >= 2


@pytest.mark.parametrize("now", AROUND_MIDNIGHT, ids=lambda now: f"{now:%H.%M}")
def test_the_whole_day_can_be_told_just_before_and_just_after_midnight(session, now):
    forget_the_day(session)
    tell(the_stage(session, now))

    assert set(session.scalars(select(Order.state))) == set(OrderState)
    assert latest_moment(session) <= now


def test_on_a_later_day_every_moment_moves_alike_and_nothing_else(session):
    before = everything(session)
    assert demo.move_to_today(session, now=NOW + timedelta(days=3)) is True
    session.flush()
    session.expire_all()

    for (name, old), (_, new) in zip(before, everything(session), strict=True):
        assert new == [tuple(moved(value, days=3) for value in row) for row in old], name
    assert session.get_one(DemoDay, 1).day == DAY.date() + timedelta(days=3)
    assert len(open_visits(session, "tech1", NOW + timedelta(days=3))) >= 2


def test_on_the_same_day_nothing_moves(session):
    assert demo.move_to_today(session, now=NOW + timedelta(hours=5)) is False


def test_without_a_demo_nothing_moves(app):
    with app.app_context():
        assert demo.move_to_today(db.session(), now=NOW) is False


def the_stage(session, now):
    """The branch as it is, for the day to be told anew at another hour."""
    version = session.scalars(select(CatalogueVersion.id).where(CatalogueVersion.filed_at.is_not(None))).one()
    return Stage(
        session=session,
        now=now,
        branch=session.scalars(select(Branch)).one(),
        rooms=demo._rooms_by_plate(session),
        items={item.code: item for item in session.scalars(select(Item).where(Item.version_id == version))},
        cast={person.login: person for person in session.scalars(select(Person))},
        catalogue_version_id=version,
        procedure_id=session.scalars(select(Procedure.id)).one(),
    )


def forget_the_day(session):
    """Take away all that was told, and leave the branch."""
    kept = {"branch", "site", "room", "owner", "person", "catalogue_version", "catalogue_item", "procedure", "demo_day"}
    session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for table in reversed(Model.metadata.sorted_tables):
        if table.name not in kept | {"procedure_step", "outside_contact", "developer", "warranty_period"}:
            session.execute(table.delete())
    session.expunge_all()


def open_visits(session, login, now):
    technician = session.scalars(select(Person).where(Person.login == login)).one()
    day = Desk(technician.branch_id, Department.REPAIR).day(now)
    rows = session.execute(VISITS_OF_THE_DAY, day_parameters(technician.id, day.begins, day.ends))
    return [row for row in rows if row.ended_at is None]


def latest_moment(session):
    """The last thing that is written down: nothing may have happened that is still to come."""
    journal = Model.metadata.tables["journal"]
    return session.scalar(select(func.max(journal.c.at)))


def everything(session):
    """Every stored moment and key, table by table; neither the demo's own day nor figures, which are of days, move."""
    not_moved = {"demo_day", "figure", "figure_mark"}
    tables = [table for table in Model.metadata.sorted_tables if table.name not in not_moved]
    return [(table.name, list(session.execute(select(table).order_by(*table.primary_key)))) for table in tables]


def moved(value, *, days):
    return value + timedelta(days=days) if isinstance(value, datetime) else value
