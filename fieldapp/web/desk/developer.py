"""What is with the developer (4.3.4): the list with age and what is next, and what the desk writes down of it."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.chase_times import chase_times
from fieldapp.domain.developer_case import DeveloperCase, Reply
from fieldapp.domain.developer_chase import chase_later
from fieldapp.domain.developer_list import case_in_hand, with_developer
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.desk.order import page
from fieldapp.web.desk.refused_words import at_fields, told
from fieldapp.web.desk.whose import my_department
from fieldapp.web.desk.window_field import window_from
from fieldapp.web.forms import Form, FormFaults
from fieldapp.web.session import me

bp = Blueprint("developer", __name__)

Answer = Response | tuple[str, int]
Deed = Callable[[DeveloperCase, Act, Form], None]


@bp.get("/developer")
def show() -> str:
    rows = db.session.execute(with_developer(me().branch_id, my_department())).unique().all()
    return render_template("desk/developer.html", rows=rows, now=now())


@bp.post("/orders/<uuid:order_id>/developer/receipt")
@guard.narrowed_to(Role.DESK)
def receive(order_id: UUID) -> Answer:
    """They said on the telephone that they have it."""
    return _write_down(order_id, "developer-receipt", _receive)


@bp.post("/orders/<uuid:order_id>/developer/reply")
@guard.narrowed_to(Role.DESK)
def answer(order_id: UUID) -> Answer:
    """They said on the telephone what comes of it."""
    return _write_down(order_id, "developer-reply", _answer)


@bp.post("/orders/<uuid:order_id>/developer/return-visit")
@guard.narrowed_to(Role.DESK)
def come_back(order_id: UUID) -> Answer:
    return _write_down(order_id, "developer-visit", _come_back)


@bp.post("/orders/<uuid:order_id>/developer/end")
@guard.narrowed_to(Role.DESK)
def close(order_id: UUID) -> Answer:
    return _write_down(
        order_id, "developer-end", lambda case, act, form: case.close(act, why=form.text("why", most=300))
    )


def _receive(case: DeveloperCase, act: Act, form: Form) -> None:
    case.receive(act, by=form.text("by", most=60), times=chase_times(db.session(), case.branch_id))


def _answer(case: DeveloperCase, act: Act, form: Form) -> None:
    reply, by = form.choice(Reply, "reply"), form.text("by", most=60)
    words = form.text("words", most=500, optional=reply is not Reply.REFUSED)
    day = form.day("promised_on", optional=reply is not Reply.PROMISED)
    form.check()
    times = chase_times(db.session(), case.branch_id)
    case.answer(act, reply, by=by, zone=case.order.site.timezone, words=words, promised_on=day, times=times)


def _come_back(case: DeveloperCase, act: Act, form: Form) -> None:
    begins, ends = window_from(form, case.order.site.timezone)
    form.check()
    case.come_back(act, wanted_from=begins, wanted_until=ends)


def _write_down(order_id: UUID, sheet: str, deed: Deed) -> Answer:
    case = db.session.scalars(case_in_hand(order_id, me().branch_id)).unique().one_or_none() or abort(404)
    form = Form()
    try:
        deed(case, Act.here(by_id=me().id, now=now()), form)
        form.check()
    except (RuleBroken, FormFaults) as refused:
        db.session.rollback()
        return page(order_id, refusal=told(refused), faults=at_fields(refused), sent=sheet), 422
    chase_later(db.session(), case)
    db.session.commit()
    return redirect(url_for("desk.order.show", order_id=order_id), 303)
