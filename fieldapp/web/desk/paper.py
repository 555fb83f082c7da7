"""The sealed PDF of a signed order, for the office: asked for on the order's page, downloaded from here."""

from uuid import UUID

from flask import Blueprint, Response, abort, make_response, redirect, render_template, url_for

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.order import Order
from fieldapp.domain.paper import signed_work
from fieldapp.domain.paper_wanted import ask_for_paper
from fieldapp.domain.signature import Signature
from fieldapp.web.desk.order import order_of_ours
from fieldapp.web.language import asked_for, language
from fieldapp.web.paper_answer import paper_file, paper_state

bp = Blueprint("paper", __name__, url_prefix="/orders/<uuid:order_id>/papers/<uuid:signature_id>")


@bp.get("")
def show(order_id: UUID, signature_id: UUID) -> Response:
    order, signature = _ours(order_id, signature_id)
    spoken = asked_for(language())
    state = paper_state(signature.id, spoken)
    if file := paper_file(state, order.number):
        return file
    page = render_template("desk/paper.html", order=order, signature=signature, state=state, lang=spoken.value[:2])
    return state.looking_again(make_response(page))


@bp.post("")
def ask(order_id: UUID, signature_id: UUID) -> Response:
    order, signature = _ours(order_id, signature_id)
    spoken = asked_for(language())
    ask_for_paper(db.session(), signature, spoken, order.branch_id, at=now())
    db.session.commit()
    return make_response(
        redirect(url_for(".show", order_id=order_id, signature_id=signature_id, lang=spoken.value[:2]), 303)
    )


def _ours(order_id: UUID, signature_id: UUID) -> tuple[Order, Signature]:
    order = order_of_ours(order_id)
    signature = db.session.scalars(signed_work(order.id, signature_id)).one_or_none()
    return order, signature or abort(404)
