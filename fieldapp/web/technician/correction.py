"""`/my/visits/<id>/correction`: what was signed at this visit, corrected, held out to the owner. Needs a signal."""

from uuid import UUID

from flask import Blueprint, abort, redirect, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.corrected_order import hold_order, waiting_correction
from fieldapp.domain.correction_signing import Where
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.order_correction import OrderCorrection
from fieldapp.web.correction_answer import answered, correction_page
from fieldapp.web.session import me
from fieldapp.web.technician.my_visit import my_visit

bp = Blueprint("correction", __name__, url_prefix="/visits/<uuid:visit_id>/correction")


@bp.get("")
def show(visit_id: UUID) -> Response:
    found = _waiting(visit_id)
    if found is None:
        return redirect(url_for("technician.visit.show", visit_id=visit_id), 303)
    return correction_page(*found, action=url_for(".sign", visit_id=visit_id), back=_visit(visit_id))


@bp.post("")
def sign(visit_id: UUID) -> Response:
    db.session.execute(hold_order(my_visit(visit_id).order_id))
    found = _waiting(visit_id)
    if found is None:
        return redirect(_visit(visit_id), 303)
    refused = answered(*found, Act.here(by_id=me().id, now=now()), where=Where.TECHNICIAN)
    found = _waiting(visit_id) if refused is not None else None
    if found is None:
        return redirect(_visit(visit_id), 303)
    return correction_page(*found, action=url_for(".sign", visit_id=visit_id), back=_visit(visit_id), refusal=refused)


def _waiting(visit_id: UUID) -> tuple[Order, OrderCorrection] | None:
    """The correction that waits, if it is of this very visit."""
    visit = my_visit(visit_id)
    row = db.session.execute(waiting_correction(visit.order_id)).unique().one_or_none()
    if row is None:
        return None
    if row[1].visit_id != visit.id:
        abort(404)
    return row[0], row[1]


def _visit(visit_id: UUID) -> str:
    return url_for("technician.visit.show", visit_id=visit_id)
