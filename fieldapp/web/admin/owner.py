"""`/admin/owners/<id>`: one owner: what they agreed to, who looked at their number, a copy of all of it, erasure."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from werkzeug import Response as AnyResponse

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.disclosure import disclose_owner
from fieldapp.domain.journal import Act
from fieldapp.domain.owner_erasure import Fate, erase_owner, plan_of
from fieldapp.domain.owner_file import CONSENTS, LOOKED, orders_of, owner_of, told_of
from fieldapp.domain.premises import Owner
from fieldapp.domain.timeline import Event
from fieldapp.web.admin.owner_copy import owner_copy
from fieldapp.web.admin.owner_words import FATES
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.session import me

bp = Blueprint("owner", __name__, url_prefix="/owners/<uuid:owner_id>")


@bp.get("")
def show(owner_id: UUID) -> str:
    return render_template("admin/owner.html", **_page(_ours(owner_id)))


@bp.post("/phone")
def show_phone(owner_id: UUID) -> str | tuple[str, int]:
    """The whole number, and why it was asked for: there is no order that would say so."""
    owner, form = _ours(owner_id), Form()
    why = form.text("why", most=200)
    if form.faults:
        return form.again("admin/owner.html", **_page(owner))
    phone = disclose_owner(db.session(), me().branch_id, owner, _act(), why=why)
    db.session.commit()
    return render_template("admin/owner.html", phone=phone, **_page(_ours(owner_id)))


@bp.post("/copy")
def copy(owner_id: UUID) -> Response:
    """Everything that is stored about them, to be handed to them; it is written down who took it along."""
    owner = _ours(owner_id)
    answer = owner_copy(owner, _act())
    db.session.commit()
    return answer


@bp.post("/erasure")
def erase(owner_id: UUID) -> AnyResponse | tuple[str, int]:
    owner, form = _ours(owner_id), Form()
    reason = form.text("reason", most=300)
    if not form.faults:
        try:
            about, zone = called_in_files(owner), home_zone()
            erase_owner(db.session(), me().branch_id, owner, _act(), zone=zone, about=about, reason=reason)
        except RuleBroken as refusal:
            form.blame("reason", refusal)
    if form.faults:
        db.session.rollback()
        return form.again("admin/owner.html", **_page(_ours(owner_id)))
    db.session.commit()
    return redirect(url_for(".show", owner_id=owner_id), 303)


def called_in_files(owner: Owner) -> str:
    """An owner as the journal of the administration calls them: the room and the surname, no more."""
    return f"{owner.room.building}{owner.room.door} {owner.surname}"


def _ours(owner_id: UUID) -> Owner:
    return db.session.scalars(owner_of(me().branch_id, owner_id)).one_or_none() or abort(404)


def _act() -> Act:
    return Act.here(by_id=me().id, now=now())


def _page(owner: Owner) -> dict[str, Any]:
    plan = plan_of(db.session(), owner, now(), zone=home_zone())
    return {
        "owner": owner,
        "room": owner.room,
        "plan": plan,
        "fates": [(FATES[fate], plan.so_many(fate)) for fate in Fate if plan.so_many(fate)],
        "fate_of": {matter.id: FATES[matter.fate] for matter in plan.orders},
        "orders": db.session.execute(orders_of(owner.id)).all(),
        "consents": _told(owner, CONSENTS),
        "looked": _told(owner, LOOKED),
        "zone": home_zone(),
    }


def _told(owner: Owner, what: tuple[str, ...]) -> list[tuple[Any, Event]]:
    rows = db.session.execute(told_of(owner.id, what)).all()
    return [
        (row, Event(row.what, row.at, row.device_at, row.received_at, row.name or "", row.why, row.facts))
        for row in rows
    ]
