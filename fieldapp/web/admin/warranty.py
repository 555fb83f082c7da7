"""`/admin/warranty`: who the developers are, and how long which part is covered here, by whose word (4.3.4)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.admin_journal import note
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.component import Component
from fieldapp.domain.developer import Developer, sites_with_developers
from fieldapp.domain.journal import Act
from fieldapp.domain.premises import masked
from fieldapp.domain.warranty import NATIONAL
from fieldapp.domain.warranty_periods import MOST_MONTHS, newest, said_periods, say_period
from fieldapp.web.forms import Form
from fieldapp.web.labels import label
from fieldapp.web.session import me

bp = Blueprint("warranty", __name__, url_prefix="/warranty")


@bp.get("")
def show() -> str:
    return render_template("admin/warranty.html", faults={}, typed={}, refusal=None, **_page())


@bp.post("/developers/<uuid:site_id>")
def name_developer(site_id: UUID) -> Response | tuple[str, int]:
    form = Form()
    told = {
        "company": form.text("company", most=60),
        "contact": form.text("contact", most=60, optional=True),
        "phone": form.text("phone", most=30, optional=True),
    }
    sites = {site.id: (site, known) for site, known in db.session.execute(sites_with_developers(me().branch_id))}
    if site_id not in sites:
        abort(404)
    if form.faults:
        return form.again("admin/warranty.html", at_fault=str(site_id), **_page())
    site, known = sites[site_id]
    developer = known or Developer(id=new_id(), branch_id=me().branch_id, site_id=site_id)
    developer.say(_act(), **told)
    db.session.add(developer)
    facts: dict[str, Any] = {"company": told["company"], "phone": masked(told["phone"])}
    note(db.session(), me().branch_id, _act(), "developer_named", about=site.name_zh, **facts)
    db.session.commit()
    return redirect(url_for(".show"), 303)


@bp.post("/periods")
def say() -> Response | tuple[str, int]:
    """A period of the city, or of one estate; 0 months takes it back."""
    form = Form()
    component, site_id = form.choice(Component, "component"), form.optional_uuid("site")
    months, source = form.whole("months", most=MOST_MONTHS), form.text("source", most=200, optional=True)
    page = _page()
    if component not in NATIONAL or site_id not in {None, *(site.id for site, _ in page["sites"])}:
        form.fault("component", "form.not_known")
    if form.faults:
        return form.again("admin/warranty.html", **page)
    said: dict[str, Any] = {"component": component, "months": months, "source": source}
    try:
        say_period(db.session(), me().branch_id, _act(), site_id=site_id, **said)
    except RuleBroken as refused:
        return form.again("admin/warranty.html", refusal=refused, **page)
    about = next((site.name_zh for site, _ in page["sites"] if site.id == site_id), "")
    note(db.session(), me().branch_id, _act(), "warranty_said", about=about, **said)
    db.session.commit()
    return redirect(url_for(".show"), 303)


def _act() -> Act:
    return Act.here(by_id=me().id, now=now())


def _page() -> dict[str, Any]:
    sites = db.session.execute(sites_with_developers(me().branch_id)).all()
    return {
        "sites": sites,
        "national": NATIONAL,
        "said": newest(db.session.scalars(said_periods(me().branch_id))),
        "site_names": {site.id: site for site, _ in sites},
        "parts": [(part.value, label(part)) for part in NATIONAL],
    }
