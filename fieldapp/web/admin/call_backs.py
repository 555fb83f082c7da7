"""`/admin/call-backs`: how many owners are called of those whom no rule names (3.1, 4.1.2)."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.admin_journal import note
from fieldapp.domain.call_back_rules import call_back_rules, say_share
from fieldapp.domain.journal import Act
from fieldapp.web.admin.who_said_so import who_said_so
from fieldapp.web.forms import Form
from fieldapp.web.session import me

bp = Blueprint("call_backs", __name__, url_prefix="/call-backs")


@bp.get("")
def show() -> str:
    return render_template("admin/call_backs.html", **_page())


@bp.post("")
def change() -> Response | tuple[str, int]:
    form = Form()
    share = form.whole("share", least=0, most=100)
    if form.faults:
        return form.again("admin/call_backs.html", **_page())
    act = Act.here(by_id=me().id, now=now())
    say_share(db.session(), me().branch_id, share, act)
    note(db.session(), me().branch_id, act, "share", percent=share)
    db.session.commit()
    return redirect(url_for(".show"))


def _page() -> dict[str, Any]:
    return who_said_so(call_back_rules(db.session(), me().branch_id))
