"""The order that a press is about, locked and as the supervisor saw it; or who was quicker."""

from uuid import UUID

from flask import abort, request
from flask_babel import gettext as _
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db, give_up
from fieldapp.domain.assignment import Assignment, newest_assignment
from fieldapp.domain.chosen import order_in_hand
from fieldapp.domain.handing_out import STANDS
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.web.formats import seconds_clock
from fieldapp.web.forms import Form
from fieldapp.web.session import me
from fieldapp.web.supervisor.focus import Focus
from fieldapp.web.supervisor.screen import Said, draw
from fieldapp.web.supervisor.whose import my_desk

HIGHEST = 1_000_000_000


def take_in_hand(order_id: UUID, form: Form) -> Order:
    """The order, if it is still as the form showed it. Raises Overtaken ``order.changed_meanwhile``."""
    version = form.whole("version", most=HIGHEST)
    form.check()
    order = order_of_mine(order_id)
    order.expect(version)
    return order


def order_of_mine(order_id: UUID) -> Order:
    """The order, locked, if it belongs to my department."""
    desk = my_desk()
    order = db.session.scalars(order_in_hand(order_id, desk.branch_id, desk.department)).one_or_none()
    return order or abort(404)


def newest(order: Order) -> Assignment | None:
    """The last assignment of the order, standing or not."""
    return db.session.scalars(newest_assignment(order.id)).one_or_none()


def my_act() -> Act:
    """A press of the person signed in, now."""
    return Act.here(by_id=me().id, now=now())


def overtaken(_refusal: Exception) -> Response:
    """Tell the second of two who was first, and show how things stand now."""
    give_up()
    order_id: UUID = (request.view_args or {})["order_id"]
    return draw(Focus.of_the_request().on(order_id), Said(notice=_who_was_first(order_id), status=409))


def _who_was_first(order_id: UUID) -> str:
    desk = my_desk()
    row = db.session.execute(STANDS, {"branch_id": desk.branch_id, "order_id": order_id}).one_or_none()
    if row is None or row.at != row.changed_at:  # something else happened to it
        return str(_("This order has changed meanwhile. Look at it again and decide again."))
    time = seconds_clock(row.at, desk.timezone)
    if row.by_id == me().id:
        words = _(
            "You gave this order to %(technician)s in another window, at %(time)s. Look at it again and decide again.",
            technician=row.technician,
            time=time,
        )
        return str(words)
    words = _(
        "%(supervisor)s gave this order to %(technician)s at %(time)s. Look at it again and decide again.",
        supervisor=row.supervisor,
        technician=row.technician,
        time=time,
    )
    return str(words)
