"""The developer's page of one defect (4.3.4): what was reported, whose, where; receipt and answer are pressed here.

Opened by a link like an owner's copy: nobody signs in, and it tells no more than the owner agreed to.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, redirect, render_template, url_for

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.chase_times import ChaseTimes, chase_times
from fieldapp.domain.developer_case import DeveloperCase, Reply
from fieldapp.domain.developer_chase import chase_later
from fieldapp.domain.developer_list import case_behind, hold_case_behind, photos_of
from fieldapp.domain.journal import Act
from fieldapp.domain.local_day import day_at
from fieldapp.domain.people import Language
from fieldapp.domain.warranty import covers
from fieldapp.domain.warranty_periods import periods_at
from fieldapp.web.forms import Form
from fieldapp.web.labels import labels
from fieldapp.web.language import owner_language
from fieldapp.web.owner.answer import kept_by_nobody, no_such_link
from fieldapp.web.photo_bytes import photo_file
from fieldapp.web.wrong_tokens import few_wrong_ones

bp = Blueprint("developer", __name__, url_prefix="/developer/<token>")


@bp.get("")
@few_wrong_ones
def show(token: str) -> Response:
    case = _behind(token)
    return _page(case) if case else no_such_link()


@bp.post("/receipt")
@few_wrong_ones
def receive(token: str) -> Response:
    case = _behind(token, held=True)
    if case is None:
        return no_such_link()
    form = Form()
    by = form.text("by", most=60)
    if form.faults:
        return _page(case, form)
    return _said(case, lambda act: case.receive(act, by=by, times=_times(case)), form)


@bp.post("/reply")
@few_wrong_ones
def answer(token: str) -> Response:
    case = _behind(token, held=True)
    if case is None:
        return no_such_link()
    form = Form()
    reply, by = form.choice(Reply, "reply"), form.text("by", most=60)
    words = form.text("words", most=500, optional=reply is not Reply.REFUSED)
    day = form.day("promised_on", optional=reply is not Reply.PROMISED)
    if form.faults:
        return _page(case, form)
    told: dict[str, Any] = {"by": by, "zone": case.order.site.timezone, "words": words, "promised_on": day}
    return _said(case, lambda act: case.answer(act, reply, times=_times(case), **told), form)


@bp.get("/photos/<uuid:photo_id>")
@few_wrong_ones
def photo(token: str, photo_id: UUID) -> Response:
    case = _behind(token)
    taken = {each.id: each for each in db.session.scalars(photos_of(case.order_id))} if case else {}
    return kept_by_nobody(photo_file(taken[photo_id].sha256)) if photo_id in taken else abort(404)


def _times(case: DeveloperCase) -> ChaseTimes:
    return chase_times(db.session(), case.branch_id)


def _behind(token: str, *, held: bool = False) -> DeveloperCase | None:
    """The case, as long as its link tells anything."""
    if not token.isalnum():  # PostgreSQL takes no NUL
        return None
    if held:
        db.session.execute(hold_case_behind(token))
    case = db.session.scalars(case_behind(token)).unique().one_or_none()
    return case if case and not case.link_ended(now()) else None


def _said(case: DeveloperCase, say: Callable[[Act], None], form: Form) -> Response:
    try:
        say(Act.here(by_id=None, now=now()))
    except RuleBroken as refused:
        form.blame("reply", refused)
        return _page(case, form)
    chase_later(db.session(), case)
    db.session.commit()
    return kept_by_nobody(make_response(redirect(url_for(".show", token=case.token), 303)))


def _page(case: DeveloperCase, form: Form | None = None) -> Response:
    owner_language(Language.CHINESE)
    order, zone = case.order, case.order.site.timezone
    found = covers(
        [case.component],
        handed_over_on=order.room.handed_over_on,
        on=day_at(case.handed_at, zone),
        periods=periods_at(db.session(), case.branch_id, order.site_id),
    )
    photos = db.session.scalars(photos_of(case.order_id)).all()
    told: dict[str, Any] = {
        "case": case,
        "order": order,
        "zone": zone,
        "covers": found,
        "photos": photos,
        "replies": labels(Reply),
    }
    if form is None:
        return kept_by_nobody(make_response(render_template("owner/developer.html", faults={}, typed={}, **told)))
    return kept_by_nobody(make_response(form.again("owner/developer.html", **told)))
