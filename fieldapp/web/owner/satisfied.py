"""Was the owner satisfied? Asked on the copy's page, answered once, without a login (3.1)."""

from enum import StrEnum

from flask import Blueprint, Response, make_response, redirect, render_template, url_for

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.journal import Act
from fieldapp.domain.owner_answer import hold_order_behind, owner_answer
from fieldapp.web.forms import Form
from fieldapp.web.language import owner_language
from fieldapp.web.owner.answer import kept_by_nobody, no_such_link
from fieldapp.web.owner.behind import behind
from fieldapp.web.owner.copy import copy_answer
from fieldapp.web.wrong_tokens import few_wrong_ones

LONGEST = 500

bp = Blueprint("satisfied", __name__)


class Said(StrEnum):
    """The two buttons."""

    YES = "yes"
    NO = "no"


@bp.post("/copy/<token>")
@few_wrong_ones
def answer(token: str) -> Response:
    if token.isalnum():
        db.session.execute(hold_order_behind(token))
    found = behind(token)
    if found is None:
        return no_such_link()
    owner_language(found.order.owner.language)
    if found.signature.copy_ended(now()):
        return kept_by_nobody(make_response(render_template("owner/ended.html", copy=found), 410))
    form = Form()
    said, words = form.choice(Said, "satisfied"), form.text("words", most=LONGEST, optional=True)
    if form.faults:
        return copy_answer(found, form)
    act = Act.here(by_id=None, now=now())
    owner_answer(db.session(), found.signature, found.visit, found.order, act, satisfied=said is Said.YES, words=words)
    db.session.commit()
    return kept_by_nobody(make_response(redirect(url_for("owner.copy.show", token=token), 303)))
