"""`fieldapp export catalogue`: the version in force as a file that `fieldapp import catalogue` reads again."""

import pytest
from click.testing import Result
from flask import Flask

from fieldapp import spreadsheets
from fieldapp.commands import fieldapp
from fieldapp.domain.catalogue_table import HEADER, as_row, read_items
from tests.builders import the_branch
from tests.jobs import the_catalogue


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


def exported(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(fieldapp, ["export", "catalogue", *arguments])
