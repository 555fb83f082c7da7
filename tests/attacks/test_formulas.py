"""Words that a spreadsheet would calculate, or a template carry out, are words in every file that leaves the house."""

import csv
import io
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from fieldapp.db import db
from fieldapp.domain.people import Role
from tests import databases
from tests.attacks.calls import Call, calls, of, open_to, rules
from tests.attacks.counting import Kind
from tests.attacks.marked import mark
from tests.attacks.world import OURS, World

BEGINNINGS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "'=", "''=", "＝", "＋", "－", "＠", "=cmd|' /C calc'!")
BY_A_PRESS = {"admin.tables.export", "money.month.send", "admin.owner.copy"}
CALCULATED = tuple("=+-@\t\r\n＝＋－＠")


@pytest.fixture(scope="module")
def marked(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The same branch, in which everybody's words are formulas."""
    file = Path(shutil.copy(world.untouched, tmp_path_factory.mktemp("formulas") / "fieldapp.db"))
    begin = iter(range(10**6))
    mark(
        file, lambda name: f'{BEGINNINGS[next(begin) % len(BEGINNINGS)]}HYPERLINK("http://evil.example";"{{{{7*7}}}}")'
    )
    app = databases.tested_app(f"sqlite:///{file}")
    app.test_client_class = databases.Browser
    app.config["BLOBS"] = world.app.config["BLOBS"]
    yield World(app, file, world.ours, world.theirs)
    with app.app_context():
        db.engine.dispose()


def test_no_file_that_leaves_the_house_is_calculated(marked, attempts):
    found = set()
    for endpoint, kind, content in files(marked):
        found.add(endpoint)
        for cell in cells(kind, content):
            attempts.made(Kind.FORMULAS, f"{endpoint}: {cell!r}", refused=not is_calculated(kind, cell))
    assert len(found) >= 6, f"Only these send files: {found}"


def files(world: World) -> Iterator[tuple[str, str, bytes]]:
    """Every file that any of our people can take along, as each kind that it is written as."""
    with sqlite3.connect(world.file) as stored:
        month = stored.execute("SELECT min(at) FROM money_entry").fetchone()[0][:7]
    for rule in rules(world.app):
        role = next((role for role in Role if open_to(world.app, rule.endpoint, role)), None)
        if role is None or "token" in rule.arguments:
            continue
        for kind in ("rooms", "people") if "kind" in rule.arguments else ("",):
            for call in calls(world.app, rule, of(world.ours) | {"kind": kind, "month": month}):
                yield from sent_as(world, world.browser(OURS[role]), call) if call.safe or is_a_file(call) else ()


def is_a_file(call: Call) -> bool:
    """Does it send a file at a press, because it is written down who took it along?"""
    return call.endpoint in BY_A_PRESS


def sent_as(world: World, browser: FlaskClient, call: Call) -> Iterator[tuple[str, str, bytes]]:
    for kind in ("csv", "xlsx"):
        said = {"query_string": {"as": kind}} if call.safe else {"data": {"as": kind}}
        answer = world.ask(browser, call.method, call.path, **said)
        assert answer is not None, f"{call} as {kind} is a mishap"
        if "attachment" in answer.headers.get("Content-Disposition", ""):
            sent = {"text/csv": "csv", "application/zip": "zip"}.get(answer.mimetype, "xlsx")
            yield call.endpoint, sent, answer.data
        answer.close()


def cells(kind: str, content: bytes) -> Iterator[object]:
    if kind == "csv":
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            yield from row
    elif kind == "xlsx":
        for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows():
            yield from row
    else:
        yield from ZipFile(io.BytesIO(content)).namelist()


def is_calculated(kind: str, cell: object) -> bool:
    if kind == "csv":
        return str(cell).startswith(CALCULATED) and not _is_a_figure(str(cell))
    return bool(getattr(cell, "data_type", "s") == "f")


def _is_a_figure(words: str) -> bool:
    return words.removeprefix("-").replace(".", "", 1).isdigit()
