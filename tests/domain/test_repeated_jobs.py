"""4.2.3, 4.3.3: work off the list that returns could become an item; what reads alike is told by letter pairs."""

import pytest
from flask import Flask

from fieldapp.db import db
from fieldapp.domain.catalogue import Item
from fieldapp.domain.repeated_jobs import Group, agreed_jobs, alike, repeated
from tests.builders import BRANCH_ID, NOW
from tests.jobs import an_item
from tests.off_the_list import OffTheList

STRIP = "柜板防水条加固"


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("柜板防水条加固", "柜板防水条加固", True),
        ("柜板防水条加固", "加固柜板防水条", True),
        ("柜板防水条加固", "柜板 防水条，加固 2 米", True),
        ("Fix the cabinet strip", "fix cabinet strip", True),
        ("柜板防水条加固", "智能门铃安装", False),
        ("安装窗帘", "安装门铃", False),
        ("水", "水", False),
        ("", "", False),
    ],
)
def test_what_reads_alike(one, other, told):
    assert alike(one, other) is told and alike(other, one) is told


@pytest.fixture
def work(save) -> OffTheList:
    return OffTheList(save, NOW)


def found(app: Flask, *items: Item) -> list[Group]:
    with app.app_context():
        return repeated(db.session.execute(agreed_jobs(BRANCH_ID, NOW)).all(), items)


@pytest.mark.both_engines
def test_three_alike_within_ninety_days_are_a_group(app, work):
    work.orders((STRIP, 1, 3000), ("加固柜板防水条", 40, 3500), (STRIP, 89, 4000), ("智能门铃安装", 2, 4000))
    groups = found(app)
    assert [(group.words, group.orders) for group in groups] == [(STRIP, 3)]
    assert (groups[0].average_fen, groups[0].least_fen, groups[0].most_fen) == (3500, 3000, 4000)


def test_two_are_too_few_and_ninety_one_days_are_too_long(app, work):
    work.orders((STRIP, 1, 3000), (STRIP, 2, 3500), (STRIP, 91, 4000))
    assert found(app) == []


def test_three_lines_of_one_order_are_one_job(app, work):
    work.order((STRIP, 1, 3000), (STRIP, 1, 3000), (STRIP, 1, 3000))
    assert found(app) == []


def test_the_item_that_the_list_has_already_is_named(app, work):
    work.orders(*((STRIP, day, 3000) for day in (1, 2, 3)))
    item = an_item("WTR-041", STRIP, "Cabinet strip")
    assert found(app, an_item(), item)[0].item is item


def test_it_is_found_by_an_index_of_its_own(app):
    asked = agreed_jobs(BRANCH_ID, NOW).compile(compile_kwargs={"literal_binds": True})
    with app.app_context():
        how = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}").all()
    assert "ix_order_line_agreed" in "\n".join(row[3] for row in how)
