"""`/admin/emergencies`: the numbers of the branch's emergency ladder, each with what it means (4.3.5)."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.admin_journal import note
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.ladder import Numbers, rules_of, say_otherwise
from fieldapp.web.admin.who_said_so import who_said_so
from fieldapp.web.forms import Form
from fieldapp.web.session import me

AN_HOUR = 3600  # seconds: what comes later is no emergency any more
MOST_CALLED = 20
LONGEST_PHONE = 30

# Each number with its name and what it means.
SECONDS = {
    "next_after": (_l("Next people"), _l("Nobody has taken it: the next ones are called, through a louder channel.")),
    "everybody_after": (_l("Everybody"), _l("All who are free, of other trades too; the supervisor's alarm.")),
    "by_hand_after": (_l("By hand"), _l("The supervisor must choose somebody; the front desk sees it.")),
    "owner_after": (_l("Call the owner"), _l("Nobody is at the door: the customer centre calls the owner.")),
    "door_within": (_l("At the door within"), _l("What is promised. Later is a breach, and a reason is asked for.")),
}
PEOPLE = {
    "first_called": (_l("Called first"), _l("The best people of the trade whose phones are ready.")),
    "next_called": (_l("Called next"), _l("So many more, when nobody has taken it.")),
}
PHONES = {
    "gas_phone": (_l("Gas"), _l("Left empty, it is the fire brigade's.")),
    "fire_phone": (_l("Fire"), _l("Read aloud before anything else is asked.")),
    "ambulance_phone": (_l("Ambulance"), _l("When somebody is in danger.")),
    "police_phone": (_l("Police"), _l("When somebody has broken in.")),
}

bp = Blueprint("emergencies", __name__, url_prefix="/emergencies")


@bp.get("")
def show() -> str:
    return render_template("admin/emergencies.html", **_page())


@bp.post("")
def change() -> Response | tuple[str, int]:
    form = Form()
    numbers = _read(form)
    if not form.faults:
        try:
            act = Act.here(by_id=me().id, now=now())
            say_otherwise(db.session(), me().branch_id, numbers, act)
            note(db.session(), me().branch_id, act, "ladder", numbers=asdict(numbers))
        except RuleBroken as refusal:
            form.blame(refusal.facts["field"], refusal)
    if form.faults:
        return form.again("admin/emergencies.html", **_page())
    db.session.commit()
    return redirect(url_for(".show"))


def _read(form: Form) -> Numbers:
    read: dict[str, Any] = {name: form.whole(name, least=1, most=AN_HOUR) for name in SECONDS}
    read |= {name: form.whole(name, least=1, most=MOST_CALLED) for name in PEOPLE}
    read |= {name: form.text(name, most=LONGEST_PHONE, optional=name == "gas_phone") for name in PHONES}
    return Numbers(**read)


def _page() -> dict[str, Any]:
    return who_said_so(rules_of(db.session(), me().branch_id)) | {
        "seconds": SECONDS,
        "people": PEOPLE,
        "phones": PHONES,
    }
