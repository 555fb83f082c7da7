"""`/desk/outside`: the directory of providers outside the company (4.2.3, 4.3.3, 4.4.2). The front desk keeps it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import StoredTwice, db, give_up
from fieldapp.domain.base import new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.outside import OutsideContact, contacts_named, outside_contacts
from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.forms import Form
from fieldapp.web.session import me

bp = Blueprint("outside", __name__, url_prefix="/outside")


@bp.get("")
def show() -> str:
    return render_template("desk/outside.html", **_page())


@bp.post("")
@guard.narrowed_to(Role.DESK)
def add() -> Response | tuple[str, int]:
    """Once, however often the button was pressed: the form brings the id along."""
    form_id = Form().optional_uuid("id") or new_id()
    if db.session.get(OutsideContact, form_id) is not None:
        return redirect(url_for(".show"), 303)
    return _keep(lambda: OutsideContact(id=form_id, branch_id=me().branch_id), "new")


@bp.post("/<uuid:contact_id>")
@guard.narrowed_to(Role.DESK)
def change(contact_id: UUID) -> Response | tuple[str, int]:
    return _keep(lambda: _ours(contact_id), str(contact_id))


@bp.post("/<uuid:contact_id>/retirement")
@guard.narrowed_to(Role.DESK)
def retire(contact_id: UUID) -> Response:
    """Named to nobody any more; with ``back`` named again."""
    contact, act = _ours(contact_id), Act.here(by_id=me().id, now=now())
    if Form().ticked("back"):
        contact.take_back(act)
    else:
        contact.retire(act)
    db.session.commit()
    return redirect(url_for(".show"), 303)


def _keep(whose: Callable[[], OutsideContact], at_fault: str) -> Response | tuple[str, int]:
    form = Form()
    told = {
        "trade_zh": form.text("trade_zh", most=60),
        "trade_en": form.text("trade_en", most=60, optional=True),
        "name": form.text("name", most=60),
        "phone": form.text("phone", most=30),
        "note": form.text("note", most=300, optional=True),
    }
    contact = whose()
    if form.faults:
        return form.again("desk/outside.html", at_fault=at_fault, **_page())
    contact.say(Act.here(by_id=me().id, now=now()), **told)
    db.session.add(contact)
    try:
        db.session.commit()
    except StoredTwice:
        give_up()  # both taps arrived at once, and the other one has stored it
    return redirect(url_for(".show"), 303)


def _ours(contact_id: UUID) -> OutsideContact:
    found = db.session.scalars(contacts_named(me().branch_id, [contact_id])).one_or_none()
    return found or abort(404)


def _page() -> dict[str, Any]:
    words = Form(request.args).text("q", most=60, optional=True)
    found = db.session.scalars(outside_contacts(me().branch_id, words, retired=True)).all()
    return {
        "words": words,
        "next_id": new_id(),
        "contacts": [contact for contact in found if contact.retired_at is None],
        "retired": [contact for contact in found if contact.retired_at is not None],
    }
