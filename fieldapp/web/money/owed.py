"""`/money`: every order on which something is still to be paid, or to be given back."""

from flask import Blueprint, render_template, request, url_for

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.dues import Dues
from fieldapp.domain.money_list import PAGE, open_amounts
from fieldapp.domain.month_close import month_of
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.session import me
from fieldapp.web.turning import mark, place_in

bp = Blueprint("owed", __name__)


@bp.get("")
def show() -> str:
    rows = db.session.execute(open_amounts(me().branch_id, after=place_in(Form(request.args)))).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return render_template(
        "money/owed.html",
        rows=[(row, Dues(row.due_fen, row.paid_fen).owed_fen) for row in rows[:PAGE]],
        later=url_for(".show", after=mark(last.due_at, last.id)) if last else None,
        begun="after" in request.args,
        month=f"{month_of(now(), home_zone()):%Y-%m}",
    )
