"""`/admin/privacy/notice`: what owners are told about their data (PIPL 17): the usual text, or the branch's own."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Language
from fieldapp.domain.premises import Branch
from fieldapp.domain.privacy_notice import NAMED, newest_notice, say_notice
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.privacy_words import usual_text
from fieldapp.web.session import me

MOST = 8000  # letters

bp = Blueprint("notice", __name__, url_prefix="/privacy/notice")


@bp.get("")
def show() -> str:
    return render_template("admin/notice.html", **_page())


@bp.post("")
def say() -> Response | tuple[str, int]:
    form = Form()
    told = {name: form.text(name, most=MOST) for name in ("text_zh", "text_en")}
    if form.faults:
        return form.again("admin/notice.html", **_page())
    say_notice(db.session(), me().branch_id, Act.here(by_id=me().id, now=now()), **told)
    db.session.commit()
    return redirect(url_for(".show"), 303)


def _page() -> dict[str, Any]:
    said = db.session.scalars(newest_notice(me().branch_id)).one_or_none()
    return {
        "branch": db.session.get_one(Branch, me().branch_id),
        "said": said,
        "text_zh": said.text_zh if said else usual_text(Language.CHINESE),
        "text_en": said.text_en if said else usual_text(Language.ENGLISH),
        "named": NAMED,
        "zone": home_zone(),
    }
