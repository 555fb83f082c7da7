"""`/admin/sites`: the housing estates of the branch: their names and their clock."""

from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import Overtaken, RuleBroken, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.looked_at import OF_SITE, changes_of, hold, mark_of, refuse_overtaken
from fieldapp.domain.premises import Site
from fieldapp.domain.room_file import add_site, change_site
from fieldapp.domain.room_list import rooms_of_sites, sites_of
from fieldapp.web.admin.now_says import now_says
from fieldapp.web.forms import Form
from fieldapp.web.overtaken import here
from fieldapp.web.session import me

bp = Blueprint("sites", __name__, url_prefix="/sites")


@bp.get("")
def show() -> str:
    return render_template("admin/sites.html", **_page())


@bp.post("")
def add() -> Response | tuple[str, int]:
    """Once, however often the button was pressed: the form brings the id along."""
    form = Form()
    form_id = form.optional_uuid("id") or new_id()
    if db.session.get(Site, form_id) is not None:
        return redirect(url_for(".show"), 303)
    told = _read(form) | {"code": form.text("code", most=20)}
    if not form.faults:
        try:
            add_site(db.session(), me().branch_id, told, Act.here(by_id=me().id, now=now()), id=form_id)
        except RuleBroken as refusal:
            form.blame(refusal.facts["field"], refusal)
    return _kept(form, "new")


@bp.post("/<uuid:site_id>")
def change(site_id: UUID) -> Response | tuple[str, int]:
    site = db.session.get(Site, site_id)
    if site is None or site.branch_id != me().branch_id:
        abort(404)
    form, act = Form(), Act.here(by_id=me().id, now=now())
    told = _read(form)
    hold(db.session(), site, OF_SITE)
    if not form.faults:
        try:
            first = changes_of(site.branch_id, "site_changed", about=site.name_zh)
            refuse_overtaken(db.session(), site, OF_SITE, told, act, form.sent.get("seen", ""), first)
        except Overtaken as overtaken:
            db.session.rollback()
            shown = {"at_fault": str(site_id), "now_says": now_says(overtaken)} | _page()
            return form.again("admin/sites.html", refusal=here(overtaken), **shown)
        change_site(db.session(), site, told, act)
    return _kept(form, str(site_id))


def _read(form: Form) -> dict[str, Any]:
    zone = form.text("timezone", most=40)
    if zone and zone not in available_timezones():
        form.fault("timezone", "form.not_known")
    return {
        "name_zh": form.text("name_zh", most=60),
        "name_en": form.text("name_en", most=60),
        "timezone": zone,
    }


def _kept(form: Form, at_fault: str) -> Response | tuple[str, int]:
    if form.faults:
        db.session.rollback()
        return form.again("admin/sites.html", at_fault=at_fault, **_page())
    db.session.commit()
    return redirect(url_for(".show"), 303)


def _page() -> dict[str, Any]:
    counts = dict(db.session.execute(rooms_of_sites(me().branch_id)).all())
    sites = db.session.scalars(sites_of(me().branch_id)).all()
    seen = {site.id: mark_of(site, OF_SITE, now()) for site in sites}
    return {"sites": sites, "seen": seen, "counts": counts, "next_id": new_id()}
