"""The call-backs that are due (3.1): whom to call, five questions asked blind, and then what was recorded."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import Stale, db, give_up
from fieldapp.domain.base import Overtaken, RuleBroken
from fieldapp.domain.call_back import CallBack
from fieldapp.domain.call_back_list import (
    PAGE,
    CallBackRow,
    answers_of,
    call_back,
    call_backs_due,
    called_about,
    last_call,
)
from fieldapp.domain.call_sheet import CallQuestion, CallSheet, Heard
from fieldapp.domain.calling_back import call_later, check_caller, hand_in, nobody_answers, open_calls, order_to_call
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.owner_answer import answer_about
from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.desk.call_sheet_words import asked, compared, why_called
from fieldapp.web.desk.ringing import rings_by_others
from fieldapp.web.desk.whose import my_department
from fieldapp.web.forms import Form
from fieldapp.web.session import me
from fieldapp.web.turning import mark, place_in
from fieldapp.web.words import sentence

LONGEST_REMARK = 500

bp = Blueprint("call_backs", __name__, url_prefix="/call-backs")
bp.before_request(guard.only(Role.DESK, Role.SUPERVISOR))


@bp.get("")
@guard.narrowed_to(Role.DESK)
def show() -> str:
    return render_template("desk/call_backs.html", **_page(Form(request.args).optional_uuid("order")))


@bp.get("/<uuid:order_id>")
def compare(order_id: UUID) -> str:
    """For supervisors, too: a difference opens a talk, and it is they who talk."""
    return render_template("desk/call_back_result.html", **(_result(order_id) or abort(404)))


@bp.post("/<uuid:order_id>")
@guard.narrowed_to(Role.DESK)
def close(order_id: UUID) -> Response | tuple[str, int]:
    form, order = Form(), _order_of_ours(order_id)
    version, sheet = form.whole("version", most=10_000_000), _read(form)
    if form.faults:
        return form.again("desk/call_backs.html", **_page(order_id))
    try:
        order.expect(version)
        hand_in(db.session(), order, sheet, Act.here(by_id=me().id, now=now()))
        db.session.commit()
    except RuleBroken as refusal:
        return _not_handed_in(order_id, form, refusal)
    except Stale:
        return _not_handed_in(order_id, form, Overtaken("order.changed_meanwhile"))
    return redirect(url_for("desk.call_backs.compare", order_id=order_id), 303)


@bp.post("/<uuid:order_id>/in-vain")
@guard.narrowed_to(Role.DESK)
def try_in_vain(order_id: UUID) -> Response | tuple[str, int]:
    """Answers that stand in the sheet already are lost by no slip: then it is asked for once more."""
    form, order = Form(), _order_of_ours(order_id)
    order.expect(form.whole("version", most=10_000_000))
    form.check()
    given = any(form.text(name, most=LONGEST_REMARK, optional=True) for name in (*CallQuestion, "remark"))
    if given and not form.ticked("sure"):
        give_up()
        return form.again("desk/call_backs.html", half_given=True, **_page(order_id))
    unsaid = str(_("The owner wrote by the link of the copy that they are not satisfied."))
    again = nobody_answers(db.session(), order, Act.here(by_id=me().id, now=now()), unsaid=unsaid)
    db.session.commit()
    there = url_for("desk.call_backs.compare", order_id=order_id) if again else url_for("desk.call_backs.show")
    return redirect(there, 303)


def _not_handed_in(order_id: UUID, form: Form, refusal: RuleBroken) -> Response | tuple[str, int]:
    """Nobody asks an owner twice: the answers stay in the sheet, whatever else was written about the order meanwhile.

    When the call was made already there is no sheet any more: what came of it is shown, and the words that came too
    late beside it; after a second tap it is the reader's own call.
    """
    give_up()
    status = 409 if isinstance(refusal, Overtaken) else 422
    if db.session.execute(call_back(me().branch_id, order_id)).one_or_none() is not None:
        return form.again("desk/call_backs.html", refusal=refusal, **_page(order_id))[0], status
    result = _result(order_id)
    if result is None:
        raise refusal
    if result["call"].by_id == me().id:
        return redirect(url_for("desk.call_backs.compare", order_id=order_id), 303)
    return form.again("desk/call_back_result.html", refusal=refusal, **result)[0], status


def _result(order_id: UUID) -> dict[str, Any] | None:
    told = db.session.execute(last_call(order_id)).one_or_none()
    about = db.session.execute(called_about(me().branch_id, order_id, my_department())).one_or_none()
    if told is None or about is None:
        return None
    call, caller = told
    return {
        "about": about,
        "call": call,
        "caller": caller,
        "compared": compared(db.session.scalars(answers_of(call.id))),
        "owner_said": db.session.scalars(answer_about(order_id)).first(),
    }


@bp.post("/<uuid:order_id>/later")
@guard.narrowed_to(Role.DESK)
def put_off(order_id: UUID) -> Response | tuple[str, int]:
    """They answered, and want to be called at another time."""
    form, order = Form(), _order_of_ours(order_id)
    version, when = form.whole("version", most=10_000_000), form.moment("when", order.site.timezone)
    words = form.text("words", most=LONGEST_REMARK)
    if when is not None and not form.faults:
        try:
            order.expect(version)
            call_later(db.session(), order, Act.here(by_id=me().id, now=now()), when=when, words=words)
            db.session.commit()
        except RuleBroken as refusal:
            if refusal.code != "call_back.when":
                return _not_handed_in(order_id, form, refusal)
            give_up()
            form.blame("when", refusal)
    if form.faults:
        return form.again("desk/call_backs.html", sent="later", **_page(order_id))
    return redirect(url_for("desk.call_backs.show"), 303)


def _read(form: Form) -> CallSheet:
    answers = {question: form.choice(Heard, question.value) for question in CallQuestion}
    remark = form.text("remark", most=LONGEST_REMARK, optional=True)
    if answers[CallQuestion.SATISFIED] is Heard.NO and not remark:
        form.fault("remark", "call_back.say_what_is_wrong")
    return CallSheet(answers, remark)


def _order_of_ours(order_id: UUID) -> Order:
    order = db.session.scalars(order_to_call(order_id, me().branch_id)).unique().one_or_none()
    return order or abort(404)


def _page(order_id: UUID | None) -> dict[str, Any]:
    """The list as it is asked for, and the sheet of the chosen one: as asked for, else the first that is due."""
    rows = db.session.execute(call_backs_due(me().branch_id, after=place_in(Form(request.args)))).all()
    due = rows[:PAGE]
    chosen = _chosen(due, order_id)
    listed = {row.id for row in due} | ({chosen.id} if chosen else set())
    calls = {call.order_id: call for call in db.session.scalars(open_calls(listed))} if listed else {}
    call = calls.get(chosen.id) if chosen else None
    rings = rings_by_others(listed, {call.technician_id for call in calls.values()})
    return {
        "due": due,
        "calls": calls,
        "rings": rings,
        "chosen": chosen,
        "call": call,
        "why": why_called(call.reasons) if call else [],
        "asked": asked(),
        "not_me": _why_not_me(chosen, call) if chosen else None,
        "now": now(),
        "later": mark(due[-1].call_back_due_at, due[-1].id) if len(rows) > PAGE else None,
        "begun": "after" in request.args,
    }


def _chosen(due: Sequence[CallBackRow], order_id: UUID | None) -> CallBackRow | None:
    if order_id is None:
        return due[0] if due else None
    listed = next((row for row in due if row.id == order_id), None)
    return listed or db.session.execute(call_back(me().branch_id, order_id)).one_or_none() or abort(404)


def _why_not_me(chosen: CallBackRow, call: CallBack | None) -> str | None:
    """Why this call is not for the reader, or not for today, in words; None: go on."""
    try:
        check_caller(db.session(), me().id, chosen.id)
        if call is not None:
            call.refuse_before_its_day(now())
    except RuleBroken as refusal:
        return sentence(refusal)
    return None
