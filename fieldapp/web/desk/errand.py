"""Money of a booking, an errand or a purchase on the page of its order (4.4.1, 4.4.2); the butler supervisor's, too."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response, redirect, url_for
from werkzeug import Response as AnyResponse

from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.photo import MOST_BYTES
from fieldapp.web.desk.order import order_of_ours, page
from fieldapp.web.desk.refused_words import told
from fieldapp.web.errand_form import put_money, receipt_photo, strike_money
from fieldapp.web.forms import FormFaults
from fieldapp.web.sent_body import FORM_AROUND, takes

bp = Blueprint("errand", __name__, url_prefix="/orders/<uuid:order_id>/errand")

Answer = AnyResponse | tuple[str, int]


@bp.post("")
@takes(MOST_BYTES + FORM_AROUND)
def put(order_id: UUID) -> Answer:
    order_of_ours(order_id)
    return _written(order_id, lambda: put_money(lambda: order_of_ours(order_id)))


@bp.post("/struck")
def strike(order_id: UUID) -> Answer:
    order = order_of_ours(order_id)
    return _written(order_id, lambda: strike_money(order))


@bp.get("/<uuid:entry>/photo")
def photo(order_id: UUID, entry: UUID) -> Response:
    return receipt_photo(order_of_ours(order_id), str(entry))


def _written(order_id: UUID, write: Callable[[], None]) -> Answer:
    try:
        write()
        db.session.commit()
    except (RuleBroken, FormFaults) as refused:
        db.session.rollback()
        return page(order_id, refusal=told(refused)), 422
    return redirect(url_for("desk.order.show", order_id=order_id), 303)
