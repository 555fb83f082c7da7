"""The form by which money of an errand is told at the desk (4.4.1, 4.4.2): laid down, or spent."""

from collections.abc import Callable
from contextlib import ExitStack
from enum import StrEnum

from flask import Response, abort, request
from werkzeug.datastructures import FileStorage

from fieldapp.clock import now
from fieldapp.domain import errand
from fieldapp.domain.base import new_id
from fieldapp.domain.errand import Whose, account, photos_in
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.web.forms import Form
from fieldapp.web.photo_bytes import Sent, keep, photo_file, taken_in
from fieldapp.web.session import me


class What(StrEnum):
    """The two buttons."""

    ADVANCE = "advance"
    RECEIPT = "receipt"


def put_money(order_of: Callable[[], Order]) -> None:
    """Write down what the form says; the order is read when the picture has come. The caller commits.

    Raises FormFaults, or what the rules of :mod:`fieldapp.domain.errand` refuse.
    """
    form, picture = Form(), picture_of_the_form()
    with ExitStack() as files:
        sent = files.enter_context(taken_in(picture.stream)) if picture else None
        _put(order_of(), form, sent)


def strike_money(order: Order) -> None:
    """Take off what was told by mistake. The caller commits."""
    form = Form()
    entry = form.uuid("entry")
    form.check()
    errand.strike(order, Act.here(by_id=me().id, now=now()), id=entry)


def receipt_photo(order: Order, entry: str) -> Response:
    """The photo of a receipt, for a page that has checked who asks."""
    gone = order.photos_gone_at is not None
    return photo_file((not gone and photos_in(account(order).entries).get(entry)) or abort(404))


def _put(order: Order, form: Form, sent: Sent | None) -> None:
    what, id = form.choice(What, "what"), form.optional_uuid("id") or new_id()
    amount, act = form.money("amount"), Act.here(by_id=me().id, now=now())
    words = form.text("words", most=120, optional=what is What.ADVANCE)
    whose = form.choice(Whose, "whose") if what is What.ADVANCE else Whose.OWNER
    form.check()
    if what is What.ADVANCE:
        errand.advance(order, act, id=id, whose=whose, amount_fen=amount, words=words)
        return
    errand.receipt(order, act, id=id, words=words, amount_fen=amount, photo=sent.sha256 if sent else "")
    if sent is not None:
        keep(sent, me().id)


def picture_of_the_form() -> FileStorage | None:
    """The picture of a receipt, if one was taken or chosen."""
    picture = request.files.get("photo")
    return picture if picture is not None and picture.filename else None
