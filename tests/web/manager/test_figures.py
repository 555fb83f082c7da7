"""The figures: counted from what happened, with part and whole, by whatever the office asks (3.1, 4.3.5, 4.5.1)."""

import shutil
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import delete, select

from fieldapp import demo
from fieldapp.db import db
from fieldapp.domain.figure import Figure, FigureMark, Measure
from fieldapp.domain.figure_list import Span, totals
from fieldapp.domain.figure_round import count_branch
from fieldapp.domain.order import Order
from fieldapp.domain.premises import Branch
from fieldapp.spreadsheets import read_bytes
from tests import databases
from tests.builders import NOW

HERE = "/office/figures"


@pytest.fixture(scope="module")
def file(sqlite_template, tmp_path_factory):
    """The demo day, counted: loaded once, because nothing is written into it for good."""
    file = shutil.copy(sqlite_template, tmp_path_factory.mktemp("figures") / "counted.db")
    url = f"sqlite:///{file}"
    with databases.tested_app(url).app_context():
        load_and_count()
        db.engine.dispose()
    return url


@pytest.fixture
def app(file):
    app = databases.tested_app(file)
    app.test_client_class = databases.Browser
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def counted(app):
    """The branch."""
    with time_machine.travel(NOW, tick=False), app.app_context():
        yield db.session.scalars(select(Branch)).one()
        db.session.rollback()


def load_and_count():
    demo.load(db.session(), now=NOW, password_hash="")
    count_branch(db.session(), db.session.scalars(select(Branch)).one(), NOW)
    db.session.commit()


def told(branch, **more):
    day = NOW.date()
    rows = db.session.execute(totals(Span(branch.id, day - timedelta(days=1), day, **more)))
    return {row.measure: (int(row.part), int(row.whole)) for row in rows}


def test_only_the_days_whose_orders_changed_are_counted_again(counted):
    db.session.execute(delete(Figure))
    db.session.get_one(FigureMark, counted.id).counted_to = NOW + timedelta(hours=1)
    count_branch(db.session(), counted, NOW + timedelta(hours=1))
    assert told(counted) == {}
    order = db.session.scalars(select(Order).limit(1)).one()
    order.changed_at = NOW + timedelta(hours=2)
    db.session.flush()
    count_branch(db.session(), counted, NOW + timedelta(hours=3))
    assert told(counted) != {}
    assert db.session.get_one(FigureMark, counted.id).counted_to == NOW + timedelta(hours=3)


def test_the_page_shows_parts_and_wholes_a_chart_and_its_table(counted, signed_in):
    page = signed_in("general").get(HERE).text
    part, whole = told(counted)[Measure.ON_TIME]
    assert f"{part}/{whole}" in page and "<svg" in page and "<table" in page
    for by in ("period", "site", "team", "person"):
        answer = signed_in("operations").get(f"{HERE}?figure=door&by={by}")
        assert answer.status_code == 200 and "<svg" in answer.text
    assert "杭州" in signed_in("head").get(f"{HERE}?by=branch").text


def test_it_is_narrowed_by_site_team_person_and_time(counted, signed_in):
    everything = told(counted)[Measure.LEFT]
    some = told(counted, department="cleaning").get(Measure.LEFT, (0, 0))
    assert some < everything
    nothing = signed_in("general").get(f"{HERE}?from=2020-01-01&to=2020-01-31").text
    assert "<svg" not in nothing.split("<main")[1].split("</section>")[0] or "还没有" in nothing


def test_it_is_taken_along_as_a_table(counted, signed_in):
    for kind in ("csv", "xlsx"):
        rows = read_bytes(signed_in("general").get(f"{HERE}/table?as={kind}&by=team").data)
        assert rows[0][1][:4] == ["figure", "group", "part", "whole"]
        assert {cells[0] for _, cells in rows[1:]} >= {"on_time", "signed", "door"}


def test_it_asks_as_little_for_many_orders_as_for_few(counted, signed_in, max_queries):
    browser = signed_in("general")
    browser.get(HERE)  # what is asked once for the life of the process
    with max_queries(8):
        browser.get(f"{HERE}?by=person")
