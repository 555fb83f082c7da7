"""The call-backs that are due (3.1): whom to call, what to say, and that it was done."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.call_back_list import (
    PAGE,
    CallBackRow,
    call_back,
    call_backs_due,
    check_caller,
    technicians_of,
)
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.desk.order import order_of_ours
from fieldapp.web.desk.turning import mark, place_in
from fieldapp.web.forms import Form
from fieldapp.web.session import me

bp = Blueprint("call_backs", __name__, url_prefix="/call-backs")
bp.before_request(guard.only(Role.DESK))


@bp.get("")
def show() -> str:
    form = Form(request.args)
    rows = db.session.execute(call_backs_due(me().branch_id, after=place_in(form))).all()
    due, chosen = rows[:PAGE], form.optional_uuid("order")
    return render_template(
        "desk/call_backs.html",
        due=due,
        chosen=_chosen(due, chosen),
        now=now(),
        later=mark(due[-1].call_back_due_at, due[-1].id) if len(rows) > PAGE else None,
        begun="after" in request.args,
    )


@bp.post("/<uuid:order_id>")
def close(order_id: UUID) -> Response:
    form, order = Form(), order_of_ours(order_id)
    check_caller(me().id, db.session.scalars(technicians_of(order_id)).all())
    order.expect(form.whole("version", most=10_000_000))
    form.check()
    order.close(Act.here(by_id=me().id, now=now()))
    db.session.commit()
    return redirect(url_for("desk.call_backs.show"), 303)


def _chosen(due: Sequence[CallBackRow], order_id: UUID | None) -> CallBackRow | None:
    """The one whose sheet is open: as asked for, else the first that is due."""
    if order_id is None:
        return due[0] if due else None
    listed = next((row for row in due if row.id == order_id), None)
    return listed or db.session.execute(call_back(me().branch_id, order_id)).one_or_none() or abort(404)
