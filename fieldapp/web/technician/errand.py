"""`/my/visits/<id>/errand`: money and receipts of an errand, on the way (4.4.1, 4.4.2). It needs a signal."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from werkzeug import Response as AnyResponse

from fieldapp.db import db
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.errand import Whose, account, has_account
from fieldapp.domain.order import Order
from fieldapp.domain.visit import Visit
from fieldapp.web.errand_form import put_money, receipt_photo, strike_money
from fieldapp.web.forms import FormFaults
from fieldapp.web.labels import labels
from fieldapp.web.technician.my_visit import my_visit
from fieldapp.web.words import sentence

bp = Blueprint("errand", __name__, url_prefix="/visits/<uuid:visit_id>/errand")

Answer = AnyResponse | tuple[str, int]


@bp.get("")
def show(visit_id: UUID) -> str:
    return _page(_visit(visit_id))


@bp.post("")
def put(visit_id: UUID) -> Answer:
    _visit(visit_id)
    return _written(visit_id, lambda: put_money(lambda: _order(visit_id)))


@bp.post("/struck")
def strike(visit_id: UUID) -> Answer:
    order = _order(visit_id)
    return _written(visit_id, lambda: strike_money(order))


@bp.get("/<uuid:entry>/photo")
def photo(visit_id: UUID, entry: UUID) -> Response:
    return receipt_photo(_order(visit_id), str(entry))


def _visit(visit_id: UUID) -> Visit:
    visit = my_visit(visit_id)
    return visit if has_account(visit.order) else abort(404)


def _order(visit_id: UUID) -> Order:
    return _visit(visit_id).order


def _written(visit_id: UUID, write: Callable[[], None]) -> Answer:
    try:
        write()
        db.session.commit()
    except RuleBroken as refused:
        db.session.rollback()
        return _page(_visit(visit_id), sentence(refused)), 422
    except FormFaults as faulty:
        db.session.rollback()
        return _page(_visit(visit_id), " ".join(sentence(fault) for fault in faulty.faults.values())), 422
    return redirect(url_for(".show", visit_id=visit_id), 303)


def _page(visit: Visit, refusal: str = "") -> str:
    return render_template(
        "technician/errand.html",
        visit=visit,
        order=visit.order,
        money_of=account(visit.order),
        whose=labels(Whose),
        next_id=new_id(),
        refusal=refusal,
    )
