"""`/copy/<token>/correction`: the owner sees both versions side by side, agrees and signs, or says why not."""

from flask import Blueprint, Response, make_response, redirect, render_template, url_for

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.corrected_order import behind_correction, hold_order_of
from fieldapp.domain.correction_signing import Where
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.order_correction import OrderCorrection
from fieldapp.web.correction_answer import answered, correction_page
from fieldapp.web.language import owner_language
from fieldapp.web.owner.answer import kept_by_nobody, no_such_link
from fieldapp.web.wrong_tokens import few_wrong_ones

bp = Blueprint("correction", __name__, url_prefix="/copy/<token>/correction")


@bp.get("")
@few_wrong_ones
def show(token: str) -> Response:
    found = _behind(token)
    if found is None:
        return no_such_link()
    order, correction = found
    owner_language(order.owner.language)
    return _over(order, correction) or kept_by_nobody(correction_page(order, correction, action=_here(token)))


@bp.post("")
@few_wrong_ones
def sign(token: str) -> Response:
    if token.isalnum():
        db.session.execute(hold_order_of(token))
    found = _behind(token)
    if found is None:
        return no_such_link()
    order, correction = found
    owner_language(order.owner.language)
    if over := _over(order, correction):
        return over
    refused = answered(order, correction, Act.here(by_id=None, now=now()), where=Where.LINK)
    if refused is not None:
        found = _behind(token)
        assert found is not None  # it was there a moment ago, and nothing is ever thrown away
        return _over(*found) or kept_by_nobody(correction_page(*found, action=_here(token), refusal=refused))
    return _to_the_copy(token)


def _behind(token: str) -> tuple[Order, OrderCorrection] | None:
    """The order and its correction; None for a token that was never given out."""
    if not token.isalnum():  # PostgreSQL takes no NUL
        return None
    row = db.session.execute(behind_correction(token)).unique().one_or_none()
    return (row[0], row[1]) if row else None


def _over(order: Order, correction: OrderCorrection) -> Response | None:
    """Where there is nothing to sign any more: the signed copy, or why not."""
    if correction.signature_id is not None:
        return _to_the_copy(correction.token)
    if not correction.is_open or correction.link_ended(now()):
        page = render_template("owner/correction_over.html", order=order, correction=correction)
        return kept_by_nobody(make_response(page, 410))
    return None


def _to_the_copy(token: str) -> Response:
    return kept_by_nobody(make_response(redirect(url_for("owner.copy.show", token=token), 303)))


def _here(token: str) -> str:
    return url_for("owner.correction.sign", token=token)
