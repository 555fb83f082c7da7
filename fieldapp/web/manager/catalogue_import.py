"""A new version from a file: first only read and compared, then taken over as a draft (4.1.3)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug import Response

from fieldapp import spreadsheets
from fieldapp.clock import now
from fieldapp.db import db, give_up, one_at_a_time, write_again
from fieldapp.domain.base import new_id
from fieldapp.domain.catalogue import CatalogueVersion, Item, in_force, items_of
from fieldapp.domain.catalogue_difference import difference
from fieldapp.domain.catalogue_draft import begin_draft
from fieldapp.domain.catalogue_table import HEADER, as_row, read_items
from fieldapp.domain.catalogue_turn import tell_whose_turn
from fieldapp.domain.people import Person, Role
from fieldapp.domain.table import TableRefused
from fieldapp.web import guard
from fieldapp.web.catalogue_words import counts, rows
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.sent_body import takes
from fieldapp.web.sent_table import records_of_file, records_sent_back, told_of
from fieldapp.web.session import me

MOST_BYTES = 2 * 1024 * 1024  # of a file, and of the table that goes back and forth

bp = Blueprint("catalogue_import", __name__, url_prefix="/catalogue")
bp.before_request(guard.only(Role.OPERATIONS, Role.GENERAL))


@bp.get("/imports")
def show() -> str:
    return render_template("manager/catalogue_import.html")


@bp.post("/imports")
@takes(MOST_BYTES)
def check() -> str | tuple[str, int]:
    """The dry run: nothing is written, and nobody who writes waits while the file is read."""
    give_up()
    try:
        records, name = records_of_file()
        items = read_items(records)
    except TableRefused as refused:
        return _refused(refused)
    return render_template("manager/catalogue_import.html", **_checked(items), name=name)


@bp.post("")
@takes(MOST_BYTES, in_a_field=True)
def take_over() -> Response | tuple[str, int]:
    """What the dry run showed becomes a draft. Pressed twice, it is one."""
    give_up()
    form = Form()
    version_id = form.uuid("id")
    form.check()
    try:
        items = read_items(records_sent_back())
    except TableRefused as refused:
        return _refused(refused)
    _keep(version_id, items)
    return redirect(url_for("manager.catalogue_version.show", version_id=version_id), 303)


def _keep(version_id: UUID, items: list[Item]) -> None:
    write_again()
    one_at_a_time(f"catalogue of {me().branch_id}")
    if db.session.get(CatalogueVersion, version_id) is not None:
        return
    at, by = now(), db.session.get_one(Person, me().id)
    version = begin_draft(db.session(), me().branch_id, items, at=at, by=by, zone=home_zone(), id=version_id)
    tell_whose_turn(db.session(), version, at=at)
    db.session.commit()


def _checked(items: list[Item]) -> dict[str, Any]:
    counting = db.session.scalars(in_force(me().branch_id, now())).one_or_none()
    found = difference(db.session.scalars(items_of(counting.id)) if counting else (), items)
    table = spreadsheets.as_csv([HEADER, *(as_row(item) for item in items)]).decode("utf-8-sig")
    told = {"number": len(items), "against": counting, "found": found, "counts": counts(found), "rows": rows(found)}
    return told | {"id": new_id(), "table": table}


def _refused(refused: TableRefused) -> tuple[str, int]:
    return render_template("manager/catalogue_import.html", **told_of(refused)), 422
