"""Giving an order to somebody, or to somebody else, with two taps; and taking it back within ten seconds."""

from uuid import UUID

from flask import Blueprint, abort, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug import Response

from fieldapp.db import Stale, db, give_up
from fieldapp.domain.assignment import UNDO_WITHIN, Assignment, assign, standing
from fieldapp.domain.base import Overtaken, RuleBroken
from fieldapp.domain.board import Board
from fieldapp.domain.by_hand import sent_by_hand, taken_back
from fieldapp.domain.crew import Member
from fieldapp.domain.people import Person
from fieldapp.domain.procedure import newest_procedure
from fieldapp.domain.suggestion import Suggestion, appointment
from fieldapp.domain.timer import call_off
from fieldapp.web.forms import Form
from fieldapp.web.htmx import asked_by_htmx
from fieldapp.web.supervisor.detail import offer
from fieldapp.web.supervisor.focus import Focus
from fieldapp.web.supervisor.in_hand import my_act, newest, order_of_mine, overtaken, take_in_hand
from fieldapp.web.supervisor.screen import Decision, Said, Toast, carried_out, draw, look
from fieldapp.web.supervisor.whose import my_desk

# Why somebody else goes, in a tap; the words are what the journal keeps.
REASONS = (
    _l("Closer to the door"),
    _l("Too much on hand"),
    _l("Has the skill for it"),
    _l("The owner asked for somebody else"),
    _l("Another reason"),
)

bp = Blueprint("assignment", __name__, url_prefix="/orders/<uuid:order_id>/assignments")
bp.register_error_handler(Overtaken, overtaken)
bp.register_error_handler(Stale, overtaken)


@bp.post("")
def give(order_id: UUID) -> Response:
    form = Form()
    login, anyway = form.text("technician", most=60), form.ticked("anyway")
    reason, begins = _reason(form), form.moment("begins", my_desk().timezone, optional=True)
    order = take_in_hand(order_id, form)
    focus = Focus.of_the_request().holding(order_id, begins)
    board = look(focus)
    member = board.member(login) or abort(404)
    current = standing(order, newest(order))
    if current is not None and current.technician_id == member.id:
        raise RuleBroken("assignment.same_person", name=member.name)
    suggested = board.suggestion(member)
    if (suggested.clashes and not anyway) or (current is not None and not reason):
        return _ask_first(board, suggested, focus, needs_reason=current is not None)
    begins_ends = appointment(board.job, suggested.slot)
    assignment = assign(
        order,
        db.session.get_one(Person, member.id),
        my_act(),
        current=current,
        procedure_id=db.session.scalars(newest_procedure()).one().id,
        begins=begins_ends.begins,
        ends=begins_ends.ends,
        reason=reason,
    )
    db.session.add(assignment)
    sent_by_hand(db.session(), order, assignment, my_act())
    db.session.commit()
    return _assigned(assignment, member)


@bp.post("/<uuid:assignment_id>/undo")
def undo(order_id: UUID, assignment_id: UUID) -> Response:
    order = order_of_mine(order_id)
    assignment = newest(order) or abort(404)
    if assignment.id != assignment_id:
        raise RuleBroken("assignment.too_late", seconds=int(UNDO_WITHIN.total_seconds()))
    act = my_act()
    assignment.undo(order, act)
    db.session.execute(call_off(assignment.unsent, at=act.at))
    taken_back(db.session(), order, assignment, act)
    db.session.commit()
    return carried_out(Focus.of_the_request().on(order_id), _("Taken back"))


def _reason(form: Form) -> str:
    given = (form.text("reason", optional=True), form.text("words", most=100, optional=True))
    return "；".join(words for words in given if words)


def _ask_first(board: Board, suggested: Suggestion, focus: Focus, *, needs_reason: bool) -> Response:
    """Nothing is saved yet: name what is in the way, and ask why if somebody has it already."""
    give_up()
    assert board.chosen is not None
    asked = Decision(
        offer=offer(board, suggested, my_desk().timezone),
        needs_reason=needs_reason,
        holder=board.chosen.row.holder or "",
        reasons=[(str(words), str(words)) for words in REASONS],
    )
    return draw(focus, Said(decision=asked, after_a_press=True))


def _assigned(assignment: Assignment, member: Member) -> Response:
    focus = Focus.of_the_request().on(None)
    if not asked_by_htmx():
        return redirect(url_for("supervisor.board.show", **focus.query, just=assignment.id), 303)
    way_back = url_for(".undo", order_id=assignment.order_id, assignment_id=assignment.id, **focus.query)
    told = Toast(_("Assigned to %(name)s", name=member.name), way_back, int(UNDO_WITHIN.total_seconds()))
    return draw(focus, Said(toast=told, after_a_press=True))
