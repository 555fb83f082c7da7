"""Rooms and people as tables: a file is checked first, then all of it is written, or nothing; and sent back as a file.

What a table holds are whole phone numbers: whoever takes one along stands in the journal.
"""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug import Response

from fieldapp import spreadsheets
from fieldapp.clock import now
from fieldapp.db import db, give_up, one_at_a_time, write_again
from fieldapp.domain.admin_journal import note
from fieldapp.domain.feed import stir
from fieldapp.domain.journal import Act
from fieldapp.domain.table import TableRefused
from fieldapp.domain.tables import TABLES
from fieldapp.web.forms import Form
from fieldapp.web.sent_body import takes
from fieldapp.web.sent_table import records_of_file, records_sent_back, told_of
from fieldapp.web.session import me
from fieldapp.web.table_file import Format, table_file

MOST_BYTES = 12 * 1024 * 1024  # 20,000 rooms with their owners

bp = Blueprint("tables", __name__, url_prefix="/<kind>")


@bp.before_request
def only_what_is_a_table() -> None:
    if (request.view_args or {}).get("kind") not in TABLES:
        abort(404)


@bp.get("/imports")
def show(kind: str) -> str:
    return _page(kind)


@bp.post("/imports")
@takes(MOST_BYTES)
def check(kind: str) -> str | tuple[str, int]:
    """The dry run: nothing is written, and nobody who writes waits while the file is read."""
    give_up()
    try:
        records, name = records_of_file()
        found = Form().ticked("found")
        with db.session.no_autoflush:
            changes = TABLES[kind].take_in(db.session(), me().branch_id, records, found)
    except TableRefused as refused:
        return _refused(kind, refused)
    finally:
        db.session.rollback()
    table = spreadsheets.as_csv(cells for _row, cells in records).decode("utf-8-sig")
    return _page(kind, changes=changes, table=table, name=name, found=found)


@bp.post("/table")
@takes(MOST_BYTES, in_a_field=True)
def write(kind: str) -> Response | tuple[str, int]:
    """What the dry run showed is written, all of it or nothing. Sent again it finds everything as it is."""
    give_up()
    try:
        records = records_sent_back()
        write_again()
        one_at_a_time(f"{kind} of {me().branch_id}")
        changes = TABLES[kind].take_in(db.session(), me().branch_id, records, Form().ticked("found"))
    except TableRefused as refused:
        db.session.rollback()
        return _refused(kind, refused)
    counts = {name: asdict(count) for name, count in changes.items()}
    note(db.session(), me().branch_id, Act.here(by_id=me().id, now=now()), "imported", about=kind, counts=counts)
    stir(db.session(), me().branch_id)
    db.session.commit()
    return redirect(url_for(f"admin.{kind}.show", **counts[kind]), 303)


@bp.post("/export")
def export(kind: str) -> Response:
    """Everything of a kind as a file: a POST, because it is written down who took it along."""
    table = TABLES[kind]
    as_ = Form().optional_choice(Format, "as") or Format.XLSX
    rows = table.rows(db.session(), me().branch_id)
    act = Act.here(by_id=me().id, now=now())
    note(db.session(), me().branch_id, act, "exported", about=kind, rows=len(rows), written_as=as_.value)
    db.session.commit()
    return table_file(kind, as_, table.header, rows, frozenset())


def written(form: Form) -> dict[str, int]:
    """What the address of a list says of the import that led there."""
    return {name: form.whole(name, optional=True) for name in ("added", "changed", "unchanged")}


def _refused(kind: str, refused: TableRefused) -> tuple[str, int]:
    return _page(kind, **told_of(refused)), 422


def _page(kind: str, **told: Any) -> str:
    table = TABLES[kind]
    about = {"kind": kind, "heading": WORDS[kind], "header": table.header, "may_found": table.may_found}
    return render_template("admin/table_import.html", **about, **told)


WORDS = {"rooms": _l("Rooms from a file"), "people": _l("People from a file")}
