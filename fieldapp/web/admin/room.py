"""`/admin/rooms/<id>`: one room: its number, hand-over day, stopcock and breaker, and who lives or owns there."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import Overtaken, RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.looked_at import OF_OWNER, OF_ROOM, changes_of, hold, mark_of, refuse_overtaken
from fieldapp.domain.people import Language
from fieldapp.domain.people_table import SPOKEN
from fieldapp.domain.premises import FormOfAddress, Owner, Room
from fieldapp.domain.room_file import add_owner, called, change_owner, change_room, move_out, named
from fieldapp.domain.room_list import room_of
from fieldapp.web.admin.now_says import now_says
from fieldapp.web.admin.rooms import ROOM, told_in
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.labels import labels
from fieldapp.web.overtaken import here
from fieldapp.web.session import me

OWNER = {"owner_surname": 40, "owner_given_name": 40, "owner_address": 20, "owner_phone": 30}

bp = Blueprint("room", __name__, url_prefix="/rooms/<uuid:room_id>")


@bp.get("")
def show(room_id: UUID) -> str:
    return render_template("admin/room.html", **page(ours(room_id)))


@bp.post("")
def change(room_id: UUID) -> Response | tuple[str, int]:
    room, form, act = ours(room_id), Form(), _act()
    hold(db.session(), room, OF_ROOM)
    cells = {name: form.text(name, most=most, optional=True) for name, most in ROOM.items() if name != "site"}
    told = told_in(form, cells | {"site": room.site.code})
    if told is not None:
        try:
            said = {"building": told.place[1], "door": told.place[2], **told.room}
            first = changes_of(room.site.branch_id, "room_changed", about=named(room))
            refuse_overtaken(db.session(), room, OF_ROOM, said, act, form.sent.get("seen", ""), first)
            change_room(db.session(), room, told, act)
        except Overtaken as overtaken:
            return _kept(room_id, form, "room", overtaken)
        except RuleBroken as refusal:
            form.blame(refusal.facts["field"], refusal)
    return _kept(room_id, form, "room")


@bp.post("/owners")
def add(room_id: UUID) -> Response | tuple[str, int]:
    room, form = ours(room_id), Form()
    told = _owner_in(form, room)
    if told is not None:
        add_owner(db.session(), room, told, _act())
    return _kept(room_id, form, "new")


@bp.post("/owners/<uuid:owner_id>")
def change_one(room_id: UUID, owner_id: UUID) -> Response | tuple[str, int]:
    room, form, act = ours(room_id), Form(), _act()
    owner = _one_of(room, owner_id)
    hold(db.session(), owner, OF_OWNER)
    told = _owner_in(form, room, owner.phone)
    if told is not None:
        try:
            first = changes_of(room.site.branch_id, "owner_changed", about=called(room, owner))
            refuse_overtaken(db.session(), owner, OF_OWNER, told, act, form.sent.get("seen", ""), first)
        except Overtaken as overtaken:
            return _kept(room_id, form, str(owner_id), overtaken)
        change_owner(db.session(), room, owner, told, act)
    return _kept(room_id, form, str(owner_id))


@bp.post("/owners/<uuid:owner_id>/moving-out")
def leave(room_id: UUID, owner_id: UUID) -> Response | tuple[str, int]:
    room = ours(room_id)
    move_out(db.session(), room, _one_of(room, owner_id), _act())
    return _kept(room_id, Form(), "")


def _owner_in(form: Form, room: Room, known_phone: str = "") -> dict[str, Any] | None:
    """An empty number leaves the one that is known: a page shows it masked only."""
    cells = {name: form.text(name, most=most, optional=True) for name, most in OWNER.items()}
    cells["owner_phone"] = cells["owner_phone"] or known_phone
    cells["owner_language"] = SPOKEN[form.optional_choice(Language, "owner_language") or Language.CHINESE]
    told = told_in(form, cells | {"site": room.site.code, "building": room.building, "door": room.door})
    return told.owner if told else None


def _kept(room_id: UUID, form: Form, at_fault: str, overtaken: Overtaken | None = None) -> Response | tuple[str, int]:
    """``at_fault``: which form it was; it is drawn again as it was sent."""
    if overtaken is not None:
        db.session.rollback()
        told = {"at_fault": at_fault, "now_says": now_says(overtaken)}
        return form.again("admin/room.html", refusal=here(overtaken), **told, **page(ours(room_id)))
    if form.faults:
        db.session.rollback()
        return form.again("admin/room.html", at_fault=at_fault, **page(ours(room_id)))
    db.session.commit()
    return redirect(url_for(".show", room_id=room_id), 303)


def _act() -> Act:
    return Act.here(by_id=me().id, now=now())


def ours(room_id: UUID) -> Room:
    """The room, if it is in the branch of whoever asks; 404 otherwise."""
    return db.session.scalars(room_of(me().branch_id, room_id)).one_or_none() or abort(404)


def _one_of(room: Room, owner_id: UUID) -> Owner:
    return next((owner for owner in room.owners if owner.id == owner_id), None) or abort(404)


def page(room: Room) -> dict[str, Any]:
    """All that the page shows."""
    here_now = [owner for owner in room.owners if owner.left_at is None]
    return {
        "room": room,
        "seen": mark_of(room, OF_ROOM, now()),
        "seen_of": {owner.id: mark_of(owner, OF_OWNER, now()) for owner in here_now},
        "owners": here_now,
        "gone": [owner for owner in room.owners if owner.left_at is not None],
        "addresses": labels(FormOfAddress),
        "languages_spoken": [(Language.CHINESE, "中文"), (Language.ENGLISH, "English")],
        "zone": home_zone(),
    }
