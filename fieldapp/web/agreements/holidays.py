"""`/office/agreements/holidays`: the days on which nobody works, entered each year as they are announced."""

from datetime import timedelta

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug import Response

from fieldapp.db import db
from fieldapp.domain.holiday import Holiday, holidays_from
from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import today_here
from fieldapp.web.session import me

bp = Blueprint("holidays", __name__, url_prefix="/holidays")

LONGEST = timedelta(days=30)


@bp.get("")
def show() -> str:
    return render_template("agreements/holidays.html", holidays=_coming(), faults={}, typed={}, refusal=None)


@bp.post("")
@guard.narrowed_to(Role.OPERATIONS)
def add() -> Response | tuple[str, int]:
    """One day, or several in a row; a day that is there already only gets the name."""
    form = Form()
    first, last = form.day("first_day"), form.day("last_day", optional=True)
    name = form.text("name", most=40)
    if first and last and not first <= last <= first + LONGEST:
        form.fault("last_day", "agreement.dates_wrong")
    if form.faults or first is None:
        return form.again("agreements/holidays.html", holidays=_coming())
    for days in range(((last or first) - first).days + 1):
        db.session.merge(Holiday(branch_id=me().branch_id, day=first + timedelta(days=days), name=name))
    db.session.commit()
    return redirect(url_for(".show"), 303)


@bp.post("/removal")
@guard.narrowed_to(Role.OPERATIONS)
def remove() -> Response:
    """It is a working day after all; visits that were moved stay where they are."""
    form = Form()
    day = form.day("day")
    form.check()
    holiday = db.session.get(Holiday, (me().branch_id, day)) or abort(404)
    db.session.delete(holiday)
    db.session.commit()
    return redirect(url_for(".show"), 303)


def _coming() -> list[Holiday]:
    return list(db.session.scalars(holidays_from(me().branch_id, today_here())))
