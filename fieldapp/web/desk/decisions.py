"""What the front desk decides about an order: each press names the version that was looked at."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, redirect, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import Stale, db
from fieldapp.domain.assignment import newest_assignment
from fieldapp.domain.base import Overtaken, RuleBroken
from fieldapp.domain.component import Component
from fieldapp.domain.emergency import stand_down
from fieldapp.domain.handing_to_developer import hand_to_developer as hand_over
from fieldapp.domain.journal import Act
from fieldapp.domain.order import HoldReason, Order
from fieldapp.domain.order_page import check_time_may_be_promised, questions_of
from fieldapp.domain.people import Role
from fieldapp.domain.recall import recall
from fieldapp.domain.resuming import resume
from fieldapp.domain.timeline import newest_entry, overtaken
from fieldapp.web import guard
from fieldapp.web.desk.named import note_named
from fieldapp.web.desk.order import order_of_ours, page
from fieldapp.web.desk.refused_words import at_fields, told
from fieldapp.web.desk.window_field import window_from
from fieldapp.web.forms import Form, FormFaults
from fieldapp.web.session import me
from fieldapp.web.words import sentence

bp = Blueprint("decisions", __name__, url_prefix="/orders/<uuid:order_id>")
bp.before_request(guard.only(Role.DESK))

Answer = Response | tuple[str, int]
Decision = Callable[[Order, Act, Form], None]


@bp.post("/cancellation")
def cancel(order_id: UUID) -> Answer:
    return _decide(order_id, "cancel", lambda order, act, form: order.cancel(act, why=form.text("why", most=300)))


@bp.post("/hold")
def hold(order_id: UUID) -> Answer:
    return _decide(
        order_id,
        "hold",
        lambda order, act, form: order.hold(
            act, reason=form.choice(HoldReason, "reason"), why=form.text("why", most=300, optional=True)
        ),
    )


@bp.post("/window")
def rearrange(order_id: UUID) -> Answer:
    return _decide(order_id, "rearrange", _rearrange)


@bp.post("/resumption")
def go_on(order_id: UUID) -> Answer:
    return _decide(order_id, "resume", lambda order, act, _form: resume(order, act))


@bp.post("/developer")
def hand_to_developer(order_id: UUID) -> Answer:
    return _decide(order_id, "developer", _hand_to_developer)


@bp.post("/refusal")
def decline(order_id: UUID) -> Answer:
    return _decide(order_id, "decline", _decline)


@bp.post("/outside")
def name_others(order_id: UUID) -> Answer:
    """A declined owner is told the number of somebody who does it: by whom, and which, stands in the story."""
    order = order_of_ours(order_id)
    try:
        note_named(order, Act.here(by_id=me().id, now=now()))
        db.session.commit()
    except RuleBroken as refused:
        db.session.rollback()
        return page(order_id, refusal=sentence(refused)), 422
    return redirect(url_for("desk.order.show", order_id=order_id), 303)


def _hand_to_developer(order: Order, act: Act, form: Form) -> None:
    component, words = form.choice(Component, "component"), form.text("why", most=300)
    form.check()
    hand_over(db.session(), order, act, component=component, words=words, consent=form.ticked("consent"))


def _decline(order: Order, act: Act, form: Form) -> None:
    order.decline(act, why=form.text("why", most=300))
    note_named(order, act)


def _rearrange(order: Order, act: Act, form: Form) -> None:
    begins, ends = window_from(form, order.site.timezone)
    form.check()
    check_time_may_be_promised(order, db.session.execute(questions_of(order.id)).all())
    order.rearrange(act, wanted_from=begins, wanted_until=ends)


def _decide(order_id: UUID, sheet: str, decision: Decision) -> Answer:
    """Carry it out on the order as it was looked at, and end the assignment that stands: nobody goes for now.

    What is refused stays in its sheet, as it was typed.
    """
    form, act, order = Form(), Act.here(by_id=me().id, now=now()), order_of_ours(order_id)
    zone = order.site.timezone
    try:
        order.expect(form.whole("version", most=10_000_000))
        recall(order, db.session.scalars(newest_assignment(order_id)).one_or_none(), act)
        decision(order, act, form)
        form.check()
        stand_down(db.session(), order, act)
        db.session.commit()
    except (Overtaken, Stale):
        return _overtaken(order_id, zone, sheet)
    except (RuleBroken, FormFaults) as refused:
        db.session.rollback()
        return page(order_id, refusal=told(refused), faults=at_fields(refused), sent=sheet), 422
    return redirect(url_for("desk.order.show", order_id=order_id, done=sheet), 303)


def _overtaken(order_id: UUID, zone: str, sheet: str) -> tuple[str, int]:
    """The page as it is now, and on top of it who was first."""
    db.session.rollback()
    newest = db.session.execute(newest_entry(order_id)).one()
    first = sentence(overtaken(newest, zone, me=me().id))
    return page(order_id, refusal=first, sent=sheet, overtaken=True), 409
