"""`/money/months/…`: the entries of a month, what they came to, the file for the bookkeeper, and closing it.

Of one of its days, too: what lies in the drawer in the evening is counted against it.
"""

from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug import Response as AnyResponse

from fieldapp.clock import now
from fieldapp.db import db, give_up
from fieldapp.domain.admin_journal import note
from fieldapp.domain.base import Overtaken, RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.local_day import end_of
from fieldapp.domain.money_list import PAGE, came_in, closing_of, entries_between, taken_by
from fieldapp.domain.money_table import FIGURES, HEADER, as_row
from fieldapp.domain.month_close import bounds, close_month, month_of
from fieldapp.domain.people import Role
from fieldapp.domain.premises import Branch
from fieldapp.web import guard
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone, today_here
from fieldapp.web.session import me
from fieldapp.web.table_file import Format, table_file
from fieldapp.web.turning import mark, place_in

DAY = timedelta(days=1)

bp = Blueprint("month", __name__, url_prefix="/months/<month>")


@bp.get("")
def show(month: str) -> AnyResponse | str:
    first, day = _month(month), Form(request.args).day("day", optional=True)
    if day is not None and day.replace(day=1) != first:
        return redirect(url_for("money.month.show", month=f"{day:%Y-%m}", day=day))
    return render_template("money/month.html", faults={}, **_page(first, day))


@bp.post("/closing")
@guard.narrowed_to(Role.CASHIER)
def close(month: str) -> AnyResponse | tuple[str, int]:
    form, first, branch = Form(), _month(month), db.session.get_one(Branch, me().branch_id)
    seen = form.whole("seen", most=10_000_000)
    form.check()
    try:
        close_month(db.session(), branch, first, Act.here(by_id=me().id, now=now()), seen=seen)
    except RuleBroken as refusal:
        give_up()
        if refusal.code == "money.month_closed" and _just_closed(first):
            return redirect(url_for("money.month.show", month=month), 303)
        page, status = form.again("money/month.html", refusal=refusal, **_page(first))
        return page, 409 if isinstance(refusal, Overtaken) else status
    db.session.commit()
    return redirect(url_for("money.month.show", month=month), 303)


@bp.post("/table")
def send(month: str) -> Response:
    """Every entry of the month, or of the day that was shown, as csv or xlsx.

    A POST, because it is written down who took rooms and sums along.
    """
    first, form = _month(month), Form()
    day, kind = form.day("day", optional=True), form.optional_choice(Format, "as") or Format.CSV
    if day is not None and day.replace(day=1) != first:
        abort(404)
    name = f"money-{day:%Y-%m-%d}" if day else f"money-{first:%Y-%m}"
    entries = db.session.execute(entries_between(me().branch_id, *_between(first, day), limit=None))
    rows = [as_row(one, home_zone()) for one in entries]
    act = Act.here(by_id=me().id, now=now())
    note(db.session(), me().branch_id, act, "exported", about=name, rows=len(rows))
    db.session.commit()
    return table_file(name, kind, HEADER, rows, FIGURES)


def _just_closed(first: date) -> bool:
    """Was it the reader who closed it? That was a second tap; whoever was quicker is another matter."""
    closing = db.session.execute(closing_of(me().branch_id, first)).one_or_none()
    return closing is not None and closing.closed_by_id == me().id


def _month(words: str) -> date:
    read = Form({"day": f"{words}-01"})
    return read.day("day", optional=True) or abort(404)


def _between(first: date, day: date | None) -> tuple[datetime, datetime]:
    zone = home_zone()
    return (end_of(day - DAY, zone), end_of(day, zone)) if day else bounds(first, zone)


def _page(first: date, day: date | None = None) -> dict[str, Any]:
    begins, ends = _between(first, day)
    rows = db.session.execute(entries_between(me().branch_id, begins, ends, after=place_in(Form(request.args)))).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    ways = db.session.execute(came_in(me().branch_id, begins, ends)).all()
    said, this = f"{first:%Y-%m}", month_of(now(), home_zone())
    return {
        "first": first,
        "day": day,
        "today": today_here(),
        "takers": db.session.execute(taken_by(me().branch_id, begins, ends)).all() if day else [],
        "month": said,
        "before": f"{first - relativedelta(months=1):%Y-%m}",
        "after": f"{first + relativedelta(months=1):%Y-%m}" if first < this else None,
        "is_over": first < this,
        "entries": rows[:PAGE],
        "ways": ways,
        "total_fen": sum(way.total_fen for way in ways),
        "seen": sum(way.entries for way in ways),
        "closing": db.session.execute(closing_of(me().branch_id, first)).one_or_none(),
        "zone": home_zone(),
        "later": url_for("money.month.show", month=said, day=day, after=mark(last.at, last.id)) if last else None,
        "begun": "after" in request.args,
    }
