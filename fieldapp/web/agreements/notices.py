"""Pausing, changing and stopping (4.2.5): each with a written notice, and how it reached the owner."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug import Response

from fieldapp.db import db
from fieldapp.domain.agreement import Agreement
from fieldapp.domain.agreement_notice import Delivery, Notice, NoticeKind
from fieldapp.domain.agreement_terms import Charge, Terms
from fieldapp.domain.agreement_withdrawal import call_off_visits
from fieldapp.domain.base import new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Role
from fieldapp.domain.premises import Branch
from fieldapp.web import guard
from fieldapp.web.agreements.deciding import Answer, decide
from fieldapp.web.agreements.notice_words import notice_words
from fieldapp.web.agreements.page import agreement_of_ours
from fieldapp.web.agreements.terms_form import terms_from
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone, today_here
from fieldapp.web.labels import label
from fieldapp.web.language import speak
from fieldapp.web.session import me

bp = Blueprint("notices", __name__, url_prefix="/<uuid:agreement_id>")

Step = Callable[[Agreement, Act, Form, Notice], None]


@bp.post("/pauses")
@guard.narrowed_to(Role.OPERATIONS)
def pause(agreement_id: UUID) -> Answer:
    def step(agreement: Agreement, act: Act, form: Form, notice: Notice) -> None:
        notice.until_day = form.day("until_day", optional=True)
        agreement.pause(act, notice, today=today_here())

    return _with_a_notice(agreement_id, NoticeKind.PAUSE, step)


@bp.post("/changes")
@guard.narrowed_to(Role.OPERATIONS)
def change(agreement_id: UUID) -> Answer:
    def step(agreement: Agreement, act: Act, form: Form, notice: Notice) -> None:
        agreement.change(act, notice, _new_terms(form, agreement, notice.from_day), today=today_here())

    return _with_a_notice(agreement_id, NoticeKind.CHANGE, step)


@bp.post("/stop")
@guard.narrowed_to(Role.OPERATIONS)
def stop(agreement_id: UUID) -> Answer:
    def step(agreement: Agreement, act: Act, _form: Form, notice: Notice) -> None:
        agreement.stop(act, notice, today=today_here())

    return _with_a_notice(agreement_id, NoticeKind.STOP, step)


@bp.post("/resumption")
@guard.narrowed_to(Role.OPERATIONS)
def go_on(agreement_id: UUID) -> Answer:
    """The pause ends sooner."""

    def decision(agreement: Agreement, act: Act, form: Form) -> None:
        day = form.day("on")
        form.check()
        agreement.go_on(act, on=day or today_here(), today=today_here())

    return decide(agreement_id, decision, sheet="go-on")


@bp.get("/notices/<uuid:notice_id>")
def show(agreement_id: UUID, notice_id: UUID) -> str:
    """The notice as the owner gets it, to be printed; in the language in which it was written."""
    agreement = agreement_of_ours(agreement_id)
    notice = _of(agreement, notice_id)
    speak(notice.language)
    return render_template("agreements/notice.html", agreement=agreement, notice=notice, zone=home_zone())


@bp.post("/notices/<uuid:notice_id>/delivery")
@guard.narrowed_to(Role.DESK, Role.OPERATIONS)
def deliver(agreement_id: UUID, notice_id: UUID) -> Answer:
    def decision(agreement: Agreement, act: Act, form: Form) -> None:
        by, at = form.choice(Delivery, "by"), form.moment("at", home_zone(), optional=True)
        remark = form.text("remark", most=200, optional=True)
        form.check()
        notice = _of(agreement, notice_id)
        notice.deliver(act, by=by, at=at or act.at, remark=remark)
        agreement.record(act, "deliver", why=notice.remark, by=by.value, notice=str(notice.id), kind=notice.kind.value)

    return decide(agreement_id, decision, sheet=f"deliver-{notice_id}")


def _with_a_notice(agreement_id: UUID, kind: NoticeKind, step: Step) -> Answer:
    """Take the step, call off the visits that will not be, and write the notice in the owner's language."""

    def decision(agreement: Agreement, act: Act, form: Form) -> None:
        day, reason = form.day("from_day"), form.text("reason", most=300, optional=True)
        form.check()
        notice = Notice(
            id=new_id(),
            kind=kind,
            from_day=day or date.max,
            reason=reason,
            language=agreement.owner.language,
            words="",
            made_at=act.at,
            made_by_id=me().id,
            remark="",
        )
        step(agreement, act, form, notice)
        form.check()
        branch = db.session.get_one(Branch, agreement.branch_id)
        notice.words = notice_words(agreement, notice, branch, written_on=today_here())
        why = f"{label(kind)}: {notice.reason}"
        call_off_visits(db.session(), agreement, act, why=why, since=notice.from_day, until=notice.until_day)

    answer = decide(agreement_id, decision, sheet=kind.value)
    return answer if isinstance(answer, tuple) else _to_the_notice(agreement_id)


def _to_the_notice(agreement_id: UUID) -> Response:
    newest = agreement_of_ours(agreement_id).notices[-1]
    return redirect(url_for(".show", agreement_id=agreement_id, notice_id=newest.id), 303)


def _new_terms(form: Form, agreement: Agreement, from_day: date) -> Terms:
    terms = terms_from(form, from_day)
    terms.price_fen, terms.charge = form.money("price"), form.choice(Charge, "charge")
    terms.person_id = form.uuid("person")
    form.check()
    return terms


def _of(agreement: Agreement, notice_id: UUID) -> Notice:
    return next((notice for notice in agreement.notices if notice.id == notice_id), None) or abort(404)
