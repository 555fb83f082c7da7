"""`/admin/settings`: what the branch has said of itself, each setting with what it means and who said so."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import Overtaken
from fieldapp.domain.branch_settings import SETTINGS as OF_BRANCH
from fieldapp.domain.branch_settings import change_branch, changes_of_settings, who_said
from fieldapp.domain.call_back_rules import call_back_rules
from fieldapp.domain.journal import Act
from fieldapp.domain.ladder import rules_of
from fieldapp.domain.looked_at import changes_of, hold, mark_of, refuse_overtaken
from fieldapp.domain.premises import Branch
from fieldapp.domain.room_list import sites_of
from fieldapp.web.admin.now_says import now_says
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.overtaken import here
from fieldapp.web.session import me

# Each with its name, what it means, and how long it may be.
SETTINGS: dict[str, tuple[LazyString, LazyString, int]] = {
    "company_zh": (_l("Company, in Chinese"), _l("As technicians say it at the door, and on every document."), 60),
    "company_en": (_l("Company, in English"), _l("On documents in English. A new name shows after a minute."), 60),
    "name_zh": (_l("Branch, in Chinese"), _l("On price pages and exports."), 60),
    "name_en": (_l("Branch, in English"), _l("The same in English."), 60),
    "centre_phone": (_l("The customer centre's number"), _l("What owners are told to call (3.1)."), 30),
}
# In days, each with its name and what it means.
TIMES: dict[str, tuple[LazyString, LazyString]] = {
    "developer_receipt_days": (
        _l("Days until the receipt"),
        _l("If the developer has not said by then that they have a defect, the desk is told to ask."),
    ),
    "developer_answer_days": (
        _l("Days until the answer"),
        _l("Since they have it. If they have not said by then what comes of it, the desk is told to ask."),
    ),
    "developer_decision_days": (
        _l("Days until we go on"),
        _l("After their answer: one of ours goes again, or we decide what we do."),
    ),
    "developer_again_days": (
        _l("Days until we ask again"),
        _l("The second time the supervisor is told, too, and the developer is reminded each time."),
    ),
}
LONGEST = 60  # days
MOST_MINUTES = 120

bp = Blueprint("settings", __name__, url_prefix="/settings")


@bp.get("")
def show() -> str:
    return render_template("admin/settings.html", **_page())


@bp.post("")
def change() -> Response | tuple[str, int]:
    form = Form()
    told: dict[str, str | int] = {
        name: form.text(name, most=most) for name, (_name, _meaning, most) in SETTINGS.items()
    }
    times = {name: form.whole(name, least=1, most=LONGEST) for name in TIMES}
    minutes = {name: form.whole(name, most=MOST_MINUTES) for name in ("lock_minutes", "door_minutes")}
    if form.faults:
        return form.again("admin/settings.html", **_page())
    branch = db.session.get_one(Branch, me().branch_id)
    hold(db.session(), branch, OF_BRANCH)
    said, act = told | times | minutes, Act.here(by_id=me().id, now=now())
    try:
        first = changes_of(branch.id, "settings")
        refuse_overtaken(db.session(), branch, OF_BRANCH, said, act, form.sent.get("seen", ""), first)
    except Overtaken as overtaken:
        db.session.rollback()
        return form.again("admin/settings.html", refusal=here(overtaken), now_says=now_says(overtaken), **_page())
    change_branch(db.session(), branch, said, act)
    db.session.commit()
    return redirect(url_for(".show"), 303)


def _page() -> dict[str, Any]:
    branch_id = me().branch_id
    branch = db.session.get_one(Branch, branch_id)
    return {
        "branch": branch,
        "seen": mark_of(branch, OF_BRANCH, now()),
        "settings": SETTINGS,
        "times": TIMES,
        "said": who_said((entry, name) for entry, name in db.session.execute(changes_of_settings(branch_id))),
        "ladder": rules_of(db.session(), branch_id),
        "call_backs": call_back_rules(db.session(), branch_id),
        "sites": db.session.scalars(sites_of(branch_id)).all(),
        "zone": home_zone(),
    }
