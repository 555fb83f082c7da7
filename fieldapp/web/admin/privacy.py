"""`/admin/privacy`: how long what is kept, and what each period means; the ways to holds, records and the notice."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.branch_settings import Said
from fieldapp.domain.journal import Act
from fieldapp.domain.price_page import code_of
from fieldapp.domain.privacy_notice import newest_notice
from fieldapp.domain.retention import RULES, periods_of, say_periods, who_said_periods
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.places import public_address
from fieldapp.web.privacy_words import ALWAYS, KINDS
from fieldapp.web.session import me

bp = Blueprint("privacy", __name__, url_prefix="/privacy")


@bp.get("")
def show() -> str:
    return render_template("admin/privacy.html", **_page())


@bp.post("")
def change() -> Response | tuple[str, int]:
    form = Form()
    told = {kept: form.whole(kept.value, least=rule.least, most=rule.most) for kept, rule in RULES.items()}
    if form.faults:
        return form.again("admin/privacy.html", **_page())
    try:
        say_periods(db.session(), me().branch_id, told, Act.here(by_id=me().id, now=now()))
    except RuleBroken as refusal:
        form.blame(refusal.facts["field"], refusal)
        return form.again("admin/privacy.html", **_page())
    db.session.commit()
    return redirect(url_for(".show"), 303)


def _page() -> dict[str, Any]:
    rows = db.session.execute(who_said_periods(me().branch_id))
    return {
        "kinds": KINDS,
        "always": ALWAYS,
        "rules": RULES,
        "periods": periods_of(db.session(), me().branch_id),
        "said": {period.kept: Said(name or "", period.changed_at) for period, name in rows},
        "published": db.session.scalars(newest_notice(me().branch_id)).one_or_none(),
        "address": public_address(url_for("owner.privacy.show", code=code_of(me().branch_id))),
        "zone": home_zone(),
    }
