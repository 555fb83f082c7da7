"""`/money`: every order on which something is still to be paid, or to be given back; and any other, looked for."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request

from fieldapp.db import db
from fieldapp.domain.dues import Dues
from fieldapp.domain.keyset import Place
from fieldapp.domain.money_list import PAGE, amounts_found, open_amounts
from fieldapp.domain.order_list import number_in, rooms_of
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import today_here
from fieldapp.web.session import me
from fieldapp.web.turning import mark, place_in

bp = Blueprint("owed", __name__)


@bp.get("")
def show() -> str:
    form = Form(request.args)
    words, after = form.text("q", most=60, optional=True), place_in(form)
    rows = _found(words, after) if words else db.session.execute(open_amounts(me().branch_id, after=after)).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return render_template(
        "money/owed.html",
        words=words,
        rows=[(row, Dues(row.due_fen, row.paid_fen).owed_fen) for row in rows[:PAGE]],
        later=mark(last.received_at if words else last.due_at, last.id) if last else None,
        begun="after" in request.args,
        month=f"{today_here():%Y-%m}",
        today=today_here(),
    )


def _found(words: str, after: Place | None) -> Sequence[Any]:
    number = number_in(words)
    rooms = [] if number else db.session.scalars(rooms_of(me().branch_id, words)).all()
    return db.session.execute(amounts_found(me().branch_id, number=number, rooms=rooms, after=after)).all()
