"""The owner's service order as a sealed PDF: asked for on the copy's page, made by the worker, downloaded from here."""

from flask import Blueprint, Response, make_response, redirect, render_template, url_for

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.owner_copy import OwnerCopy
from fieldapp.domain.paper_wanted import ask_for_paper
from fieldapp.domain.signature import Purpose
from fieldapp.web.language import language, owner_language
from fieldapp.web.owner.answer import kept_by_nobody, no_such_link
from fieldapp.web.owner.behind import behind
from fieldapp.web.paper_answer import paper_file, paper_state
from fieldapp.web.wrong_tokens import few_wrong_ones

bp = Blueprint("paper", __name__, url_prefix="/copy/<token>/paper")


@bp.get("")
@few_wrong_ones
def show(token: str) -> Response:
    found = _open(token)
    return found if isinstance(found, Response) else _shown(found)


@bp.post("")
@few_wrong_ones
def ask(token: str) -> Response:
    found = _open(token)
    if isinstance(found, Response):
        return found
    ask_for_paper(db.session(), found.signature, language(), found.order.branch_id, at=now())
    db.session.commit()
    return kept_by_nobody(make_response(redirect(url_for(".show", token=token, lang=language().value[:2]), 303)))


def _open(token: str) -> OwnerCopy | Response:
    """What is behind the link, in the owner's language; or why it cannot be had."""
    found = behind(token)
    if found is None or found.signature.purpose is not Purpose.WORK:
        return no_such_link()
    owner_language(found.order.owner.language)
    if found.signature.copy_ended(now()):
        return kept_by_nobody(make_response(render_template("owner/ended.html", copy=found), 410))
    return found


def _shown(found: OwnerCopy) -> Response:
    state = paper_state(found.signature.id, language())
    if file := paper_file(state, found.order.number):
        return kept_by_nobody(file)
    page = make_response(render_template("owner/paper.html", copy=found, state=state))
    return kept_by_nobody(state.looking_again(page))
