"""`/admin/rooms`: the rooms of the branch, found by number, owner or phone; a room more is put down here."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.premises import masked
from fieldapp.domain.room_file import add_room
from fieldapp.domain.room_list import PAGE, After, room_of, rooms, sites_of
from fieldapp.domain.rooms_table import Told, by_name, told_of
from fieldapp.domain.table import TableRefused
from fieldapp.web.admin.tables import written
from fieldapp.web.forms import Form
from fieldapp.web.refused_rows import refused_cell
from fieldapp.web.session import me

ROOM = {"site": 20, "building": 20, "door": 20, "floor": 10, "handed_over_on": 20, "stopcock": 200, "breaker": 200}

bp = Blueprint("rooms", __name__, url_prefix="/rooms")


@bp.get("")
def show() -> str:
    form = Form(request.args)
    words, site_id = form.text("q", most=60, optional=True), form.optional_uuid("site")
    found = db.session.scalars(rooms(me().branch_id, words, site_id=site_id, after=_after(form))).all()
    last = found[PAGE - 1] if len(found) > PAGE else None
    return render_template(
        "admin/rooms.html",
        rooms=found[:PAGE],
        sites=db.session.scalars(sites_of(me().branch_id)).all(),
        q=words,
        site_id=site_id,
        more=f"{last.search}~{last.id}" if last else None,
        masked=masked,
        written=written(form),
    )


@bp.get("/new")
def new() -> str:
    sites = db.session.scalars(sites_of(me().branch_id)).all()
    return render_template("admin/room_new.html", next_id=new_id(), sites=sites)


@bp.post("")
def add() -> Response | tuple[str, int]:
    """Once, however often the button was pressed: the form brings the id along."""
    form = Form()
    form_id = form.optional_uuid("id") or new_id()
    if db.session.scalars(room_of(me().branch_id, form_id)).first() is not None:
        return redirect(url_for("admin.room.show", room_id=form_id), 303)
    sites = db.session.scalars(sites_of(me().branch_id)).all()
    told = told_in(form, {name: form.text(name, most=most, optional=True) for name, most in ROOM.items()})
    room = None
    if told is not None:
        site = next(site for site in sites if site.id == told.place[0])
        try:
            room = add_room(db.session(), site, told, Act.here(by_id=me().id, now=now()), id=form_id)
        except RuleBroken as refusal:
            form.blame(refusal.facts["field"], refusal)
    if room is None:
        db.session.rollback()
        return form.again("admin/room_new.html", next_id=form_id, sites=sites)
    db.session.commit()
    return redirect(url_for("admin.room.show", room_id=room.id), 303)


def told_in(form: Form, cells: dict[str, str]) -> Told | None:
    """What was typed of a room or an owner, by the rules of an imported row; None with the faults at their fields."""
    sites = by_name(db.session.scalars(sites_of(me().branch_id)).all())
    if not sites:
        form.fault("site", "room.no_site")
        return None
    try:
        told = told_of(cells, sites)
    except TableRefused as refused:
        for refusal in refused.refusals:
            form.blame(refusal.column, RuleBroken("person.cell_refused", words=refused_cell(refusal).words))
    return None if form.faults else told


def _after(form: Form) -> After | None:
    search, _, id = form.text("after", most=120, optional=True).rpartition("~")
    room_id: UUID | None = Form({"id": id}).optional_uuid("id")
    return After(search, room_id) if room_id else None
