"""`fieldapp export`: the catalogue in force as a file that is read again, and the orders."""

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from fieldapp import spreadsheets
from fieldapp.commands import fieldapp
from fieldapp.db import db
from fieldapp.domain.catalogue import Item
from fieldapp.domain.catalogue_table import HEADER, as_row, read_items
from fieldapp.domain.premises import Branch
from tests.builders import an_owner, chen, the_branch, the_site
from tests.jobs import a_line, an_order, the_catalogue


@pytest.fixture(autouse=True)
def branch(save) -> None:
    save(the_branch(), the_catalogue())


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_exported_and_imported_it_is_the_same(app, tmp_path, name):
    outcome = exported(app, str(tmp_path / name))
    assert outcome.exit_code == 0 and "Version 3 of 2026: 2 items" in outcome.stdout
    records = spreadsheets.read(tmp_path / name)
    assert tuple(records[0][1]) == HEADER
    assert {as_row(item) for item in read_items(records)} == {as_row(item) for item in the_catalogue().items}
    again = app.test_cli_runner().invoke(fieldapp, ["import", "catalogue", str(tmp_path / name)])
    assert again.exit_code == 0 and "2 items" in again.stdout


def test_a_version_is_named_by_year_and_number(app, tmp_path):
    assert exported(app, str(tmp_path / "a.csv"), "--version", "2026-3").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("list.ods",), "must end in .csv or .xlsx"),
        (("list.csv", "--version", "2026-9"), "There is no version 2026-9"),
        (("list.csv", "--version", "nine"), "say 2026-4"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(app, tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)
    outcome = exported(app, *arguments)
    assert outcome.exit_code == 1 and told in outcome.stderr
    assert list(tmp_path.glob("list.*")) == []


def test_orders_go_out_with_room_state_and_money_and_without_the_owner(app, save, tmp_path):
    desk, site = chen(), the_site()
    save(desk, site)
    with app.app_context():
        item, branch = db.session.scalars(select(Item)).first(), db.session.scalars(select(Branch)).one()
        order = an_order(an_owner(), a_line(item), by=desk)
        order.branch, order.site = branch, db.session.merge(site)
        order.room.site = order.site
        db.session.add(order)
        db.session.commit()
        number = order.number
    outcome = app.test_cli_runner().invoke(fieldapp, ["export", "orders", str(tmp_path / "orders.csv")])
    assert outcome.exit_code == 0 and "1 rows" in outcome.stdout
    (_, header), (_, row) = spreadsheets.read(tmp_path / "orders.csv")
    told = dict(zip(header, row, strict=True))
    assert (told["order"], told["door"], told["state"]) == (number, "503", "received")
    assert (float(told["price_yuan"]), told["due_yuan"]) == (15, "") and "王" not in "".join(row)


def exported(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(fieldapp, ["export", "catalogue", *arguments])
