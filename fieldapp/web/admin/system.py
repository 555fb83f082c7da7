"""`/admin/systems/<id>`: one other system: its token, where it is told of orders, and what did not get through."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from werkzeug import Response

from fieldapp.channels.receivers import Receivers, StrangeAddress
from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.admin_journal import note
from fieldapp.domain.announcement import News
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.system import System, system_of
from fieldapp.domain.webhook import (
    Reach,
    deliveries_of,
    delivery_of,
    end_webhook,
    set_webhook,
    shut_out,
    webhook_of,
)
from fieldapp.web.admin.systems import SCOPES, shown_once
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.session import me
from fieldapp.web.ticked import ticked

NEWS: dict[News, LazyString] = {
    News.WAITING: _l("Nobody goes yet, or for now"),
    News.ASSIGNED: _l("Somebody will go"),
    News.UNDER_WAY: _l("On the way and at work"),
    News.DONE: _l("Signed, called back, closed"),
    News.ENDED: _l("Cancelled, declined, with the developer"),
}
REACH: dict[Reach, LazyString] = {
    Reach.OWN: _l("Orders that it wrote"),
    Reach.ALL: _l("Every order from now on"),
}

bp = Blueprint("system", __name__, url_prefix="/systems/<uuid:system_id>")


@bp.get("")
def show(system_id: UUID) -> str:
    return render_template("admin/system.html", **_page(_ours(system_id)))


@bp.post("/token")
def renew(system_id: UUID) -> Response:
    system = _ours(system_id)
    token = system.renew(db.session(), _act())
    db.session.commit()
    return shown_once("admin/system_token.html", system=system, token=token)


@bp.post("/revocation")
def revoke(system_id: UUID) -> Response:
    shut_out(db.session(), _ours(system_id), _act())
    db.session.commit()
    return redirect(url_for(".show", system_id=system_id), 303)


@bp.post("/webhook")
def tell(system_id: UUID) -> Response | tuple[str, int]:
    system, form = _ours(system_id), Form()
    address, reach, news = form.text("address", most=500), form.choice(Reach, "reach"), ticked(News, "news")
    if address and not _allowed(address):
        form.fault("address", "webhook.address")
    webhook = None
    if not form.faults:
        try:
            webhook = set_webhook(db.session(), system, address=address, reach=reach, news=news, act=_act())
        except RuleBroken as refusal:
            form.blame(refusal.facts.get("field", "address"), refusal)
    if webhook is None:
        db.session.rollback()
        return form.again("admin/system.html", **_page(_ours(system_id)) | {"ticked": news})
    db.session.commit()
    return shown_once("admin/system_secret.html", system=system, webhook=webhook)


@bp.post("/silence")
def silence(system_id: UUID) -> Response:
    end_webhook(db.session(), _ours(system_id), _act())
    db.session.commit()
    return redirect(url_for(".show", system_id=system_id), 303)


@bp.post("/deliveries/<uuid:delivery_id>")
def send_again(system_id: UUID, delivery_id: UUID) -> Response:
    system, act = _ours(system_id), _act()
    delivery = db.session.scalars(delivery_of(system.id, delivery_id)).one_or_none() or abort(404)
    delivery.send_again(at=act.at)
    note(db.session(), system.branch_id, act, "webhook_again", about=system.name)
    db.session.commit()
    return redirect(url_for(".show", system_id=system_id) + "#deliveries", 303)


def _ours(system_id: UUID) -> System:
    return db.session.scalars(system_of(me().branch_id, system_id)).one_or_none() or abort(404)


def _act() -> Act:
    return Act.here(by_id=me().id, now=now())


def _allowed(address: str) -> bool:
    try:
        Receivers(current_app.config["HOOK_HOSTS"]).read(address)
    except StrangeAddress:
        return False
    return True


def _page(system: System) -> dict[str, Any]:
    webhook = db.session.scalars(webhook_of(system.id)).one_or_none()
    dead = db.session.scalars(deliveries_of(system.id, dead=True)).all()
    newest = db.session.scalars(deliveries_of(system.id)).all()
    return {
        "system": system,
        "webhook": webhook,
        "ticked": webhook.news if webhook else frozenset(News),
        "dead": len(dead),
        "deliveries": [*dead, *(delivery for delivery in newest if delivery not in dead)],
        "scopes": list(SCOPES.items()),
        "news": list(NEWS.items()),
        "reaches": list(REACH.items()),
        "zone": home_zone(),
    }
