"""`/admin/holds`: what must not be purged or erased, why, who said so, until when; put down and lifted here."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.legal_hold import LegalHold, hold_of, holds, put_hold
from fieldapp.domain.order_list import number_in, order_with_number
from fieldapp.domain.owner_file import owner_of
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone, today_here
from fieldapp.web.session import me

bp = Blueprint("holds", __name__, url_prefix="/holds")


@bp.get("")
def show() -> str:
    return render_template("admin/holds.html", **_page())


@bp.post("")
def put() -> Response | tuple[str, int]:
    """About an owner, if the form came from an owner's page, or else about the order with this number."""
    form = Form()
    owner_id = form.optional_uuid("owner")
    said = form.text("order", most=20, optional=owner_id is not None)
    reason, until = form.text("reason", most=300), form.day("until", optional=True)
    about = _of_owner(owner_id) if owner_id else _of_order(form, said)
    if not form.faults:
        try:
            put_hold(db.session(), me().branch_id, _act(), reason=reason, until=until, today=today_here(), **about)
        except RuleBroken as refusal:
            form.blame("until" if refusal.code == "hold.day_passed" else "reason", refusal)
    if form.faults:
        return form.again("admin/holds.html", **_page(owner_id))
    db.session.commit()
    return redirect(url_for(".show"), 303)


@bp.post("/<uuid:hold_id>/lifting")
def lift(hold_id: UUID) -> Response:
    hold: LegalHold = db.session.scalars(hold_of(me().branch_id, hold_id)).one_or_none() or abort(404)
    hold.lift(db.session(), _act(), about=Form().text("about", most=120, optional=True))
    db.session.commit()
    return redirect(url_for(".show"), 303)


def _of_owner(owner_id: UUID) -> dict[str, Any]:
    owner = db.session.scalars(owner_of(me().branch_id, owner_id)).one_or_none() or abort(404)
    return {"owner_id": owner.id, "about": f"{owner.room.building}{owner.room.door} {owner.surname}"}


def _of_order(form: Form, said: str) -> dict[str, Any]:
    number = number_in(said)
    order_id = db.session.scalar(order_with_number(me().branch_id, *number)) if number else None
    if order_id is None:
        form.fault("order", "hold.no_such_order")
    return {"order_id": order_id, "about": said}


def _act() -> Act:
    return Act.here(by_id=me().id, now=now())


def _page(owner_id: UUID | None = None) -> dict[str, Any]:
    owner_id = owner_id or Form(request.args).optional_uuid("owner")
    owner = db.session.scalars(owner_of(me().branch_id, owner_id)).one_or_none() if owner_id else None
    rows = db.session.execute(holds(me().branch_id)).all()
    return {"holds": rows, "owner": owner, "today": today_here(), "zone": home_zone()}
