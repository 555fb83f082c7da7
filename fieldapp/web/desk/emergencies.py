"""Emergencies at the front desk: seen on every page; the owner is called, and a breach is explained (4.3.5)."""

from uuid import UUID

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.dispatch_in_hand import dispatch_in_hand
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.forms import Form
from fieldapp.web.htmx import asked_by_htmx
from fieldapp.web.session import me
from fieldapp.web.watching import watching

WHY_LATE = (
    _l("Nobody was free"),
    _l("Everybody was far away"),
    _l("The phones did not ring"),
    _l("The way was blocked"),
    _l("Nobody let them in"),
)

bp = Blueprint("emergencies", __name__, url_prefix="/emergencies")
bp.before_request(guard.only(Role.DESK))


@bp.get("")
def show() -> str:
    return band()


@bp.post("/<uuid:dispatch_id>/owner-call")
def owner_called(dispatch_id: UUID) -> Response | str:
    dispatch, order, act = _ours(dispatch_id)
    dispatch.call_owner(act)
    order.mention(act, "owner_called")
    db.session.commit()
    return _answered(order)


@bp.post("/<uuid:dispatch_id>/explanation")
def explain(dispatch_id: UUID) -> Response | str:
    reason = Form().text("reason", most=300, optional=True)
    dispatch, order, act = _ours(dispatch_id)
    dispatch.explain(act, reason)
    order.mention(act, "breach_reason", why=reason)
    db.session.commit()
    return _answered(order)


def band() -> str:
    """The band above every page of the front desk; nothing for a supervisor who reads along: the board has it."""
    if not me().has(Role.DESK):
        return ""
    # From before the rows are read: what happens in between is drawn twice rather than never.
    feed = current_app.extensions["heard"].last(me().branch_id)
    return Markup(render_template("desk/_emergencies.html", watching=watching(), feed=feed, why_late=WHY_LATE))


def _answered(order: Order) -> Response | str:
    if asked_by_htmx():
        return band()
    return redirect(url_for("desk.order.show", order_id=order.id), 303)


def _ours(dispatch_id: UUID) -> tuple[Dispatch, Order, Act]:
    found = dispatch_in_hand(db.session(), dispatch_id)
    if found is None or found[1].branch_id != me().branch_id:
        abort(404)
    return *found, Act.here(by_id=me().id, now=now())
