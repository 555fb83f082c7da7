"""Who is told what when an order changes hands, and how long it waits."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect

from fieldapp.domain.assignment import GRACE, UNDO_WITHIN, Assignment, assign
from fieldapp.domain.base import new_id
from fieldapp.domain.capability import ask
from fieldapp.domain.message import Message, MessageKind, Urgency
from fieldapp.domain.order import Order
from fieldapp.domain.order_messages import tell_rework
from fieldapp.domain.people import Person
from fieldapp.domain.recall import recall
from tests.builders import NOW, li, sun, zhao
from tests.jobs import PROCEDURE_ID, an_order, at


def given(order: Order, to: Person, *, current: Assignment | None = None, by: Person | None = None) -> Assignment:
    act = at(NOW, by.id if by else None)
    done = assign(order, to, act, current=current, procedure_id=PROCEDURE_ID, begins=NOW, ends=None, reason="离得近")
    done.replaces, done.replaces_id = current, current.id if current else None
    return done


def told(order: Order) -> list[Message]:
    return list(inspect(order).attrs.messages.history.added or ())


def test_who_is_given_an_order_is_told_when_nobody_takes_it_back_any_more():
    order, technician = an_order(), li()
    given(order, technician)
    (message,) = told(order)
    assert (message.kind, message.person_id) == (MessageKind.ASSIGNED, technician.id)
    assert message.timer.due_at == NOW + UNDO_WITHIN + GRACE
    assert (message.urgency, message.timer.urgent) == (Urgency.NORMAL, False)


def test_an_emergency_does_not_wait():
    order = an_order(urgent=True)
    given(order, li())
    (message,) = told(order)
    assert message.timer.due_at == NOW and message.timer.urgent and message.urgency is Urgency.HIGH


def test_who_takes_an_order_themselves_is_not_told():
    order, technician = an_order(urgent=True), li()
    given(order, technician, by=technician)
    assert told(order) == []


def test_given_to_somebody_else_both_are_told():
    order, first, second = an_order(), li(), zhao()
    given(order, second, current=given(order, first))
    kinds = {(message.person_id, message.kind) for message in told(order)[1:]}
    assert kinds == {(first.id, MessageKind.REASSIGNED), (second.id, MessageKind.ASSIGNED)}


def test_taken_back_both_words_are_called_off():
    order = an_order()
    given(order, zhao(), current=given(order, li()))
    second = given(order, zhao(), current=given(order, li()))
    assert set(second.unsent) == {message.timer.key for message in told(order)[-2:]}


def test_an_emergency_taken_back_is_told_because_the_first_word_is_out():
    order, technician = an_order(urgent=True), li()
    given(order, technician).undo(order, at(NOW + timedelta(seconds=3)))
    assert [message.kind for message in told(order)] == [MessageKind.ASSIGNED, MessageKind.CANCELLED]


def test_when_nobody_goes_the_one_who_had_it_is_told():
    order, technician = an_order(), li()
    recall(order, given(order, technician), at())
    assert (told(order)[-1].kind, told(order)[-1].person_id) == (MessageKind.CANCELLED, technician.id)


@pytest.mark.parametrize("can", [True, False])
def test_who_asked_hears_the_answer(can):
    order, technician = an_order(), li()
    question = ask(order, at(), id=new_id(), words="能修吗", by_id=technician.id)
    question.answer(at(NOW, sun().id), can=can, price_fen=100 if can else None, reason="没有配件")
    (message,) = told(order)
    assert (message.kind, message.person_id, message.facts) == (MessageKind.ANSWERED, technician.id, {"can": can})


def test_the_supervisors_hear_of_rework():
    order, supervisor = an_order(), sun()
    tell_rework(order, [supervisor.id], at())
    assert [(message.kind, message.person_id) for message in told(order)] == [(MessageKind.REWORK, supervisor.id)]


def test_no_message_keeps_a_name_or_a_number():
    order = an_order()
    given(order, li())
    assert set(told(order)[0].facts) == {"assignment"}
