"""What the desk decides about an order, and what happens when somebody was quicker."""

from uuid import UUID

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.assignment import Assignment, AssignmentEnd, assign
from fieldapp.domain.course import OrderState
from fieldapp.domain.order import HoldReason, Order
from fieldapp.domain.people import Person
from tests.builders import NOW
from tests.jobs import PROCEDURE_ID, at

REASONED = [
    ("cancellation", OrderState.CANCELLED),
    ("developer", OrderState.WITH_DEVELOPER),
    ("refusal", OrderState.DECLINED),
]


def decide(desk, order_id, what, browser=None, **said):
    agreed = {"component": "plumbing", "consent": "yes"}  # what goes to the developer goes with the owner's consent
    form = {"version": str(desk.stored(order_id).version)} | agreed | said
    return (browser or desk.browser).post(f"/desk/orders/{order_id}/{what}", data=form)


def assigned(desk):
    order_id = desk.order()
    with desk.app.app_context():
        order, li = db.session.get_one(Order, order_id), db.session.get_one(Person, desk.li.id)
        act = at(NOW, desk.sun.id)
        db.session.add(assign(order, li, act, current=None, procedure_id=PROCEDURE_ID, begins=NOW, ends=None))
        db.session.commit()
    return order_id


def assignment_of(desk, order_id: UUID) -> Assignment:
    with desk.app.app_context():
        return db.session.scalars(select(Assignment).where(Assignment.order_id == order_id)).one()


@pytest.mark.both_engines
@pytest.mark.parametrize(("what", "state"), REASONED)
def test_a_decision_stands_with_its_reason_and_who_made_it(desk, what, state):
    order_id = desk.order()
    answer = decide(desk, order_id, what, why="业主自己修好了")

    assert answer.status_code == 303 and desk.stored(order_id).state is state
    entry = desk.journal(order_id)[-1]
    assert (entry.why, entry.by_id, entry.to_state) == ("业主自己修好了", desk.chen.id, state)


@pytest.mark.parametrize(("what", "state"), REASONED)
def test_without_a_reason_nothing_is_decided(desk, what, state):
    order_id = desk.order()
    assert decide(desk, order_id, what, why=" ").status_code == 422
    assert desk.stored(order_id).state is OrderState.RECEIVED


def test_held_it_waits_for_a_reason_that_can_be_counted(desk):
    order_id = desk.order()
    decide(desk, order_id, "hold", reason="part")
    order = desk.stored(order_id)
    assert (order.state, order.hold_reason) == (OrderState.ON_HOLD, HoldReason.PART)
    assert decide(desk, desk.order(), "hold").status_code == 422


def test_rearranged_it_waits_to_be_assigned_again(desk):
    order_id = assigned(desk)
    decide(desk, order_id, "window", window="2026-11-24T09:00:00+08:00/2026-11-24T18:00:00+08:00")

    order = desk.stored(order_id)
    assert order.state is OrderState.RECEIVED and order.holder_id is None
    assert order.wanted_from.isoformat() == "2026-11-24T01:00:00+00:00"
    assert assignment_of(desk, order_id).ended_as is AssignmentEnd.WITHDRAWN


def test_after_another_time_the_page_says_so_and_the_story_names_the_new_time(desk):
    order_id = desk.order()
    answer = decide(desk, order_id, "window", window="2026-11-24T09:00:00+08:00/2026-11-24T18:00:00+08:00")
    page = desk.page(answer.headers["Location"])
    assert '<div class="toast">' in page and "新时间已记下" in page
    told = page.split("<b>改约</b>")[1].split("event__who")[0]
    assert "明天 09:00–18:00" in told


def test_another_time_may_be_any_time(desk):
    order_id = desk.order()
    decide(desk, order_id, "window", window="any")
    assert "随时" in desk.page(f"/desk/orders/{order_id}").split("<b>改约</b>")[1].split("event__who")[0]


def test_what_was_on_hold_waits_to_be_assigned_once_it_has_come(desk):
    order_id = desk.order()
    assert "/resumption" not in desk.page(f"/desk/orders/{order_id}")
    assert decide(desk, order_id, "resumption").status_code == 422
    held = decide(desk, order_id, "hold", reason="part")
    assert "已挂起" in desk.page(held.headers["Location"])
    assert f"/desk/orders/{order_id}/resumption" in desk.page(f"/desk/orders/{order_id}")

    assert decide(desk, order_id, "resumption").status_code == 303

    order = desk.stored(order_id)
    assert (order.state, order.hold_reason) == (OrderState.RECEIVED, None)
    assert "等的东西到了" in desk.page(f"/desk/orders/{order_id}")


def test_who_was_first_in_another_window_of_their_own_is_not_called_somebody_else(desk):
    order_id = desk.order()
    seen = str(desk.stored(order_id).version)
    decide(desk, order_id, "hold", reason="part")
    answer = desk.browser.post(f"/desk/orders/{order_id}/cancellation", data={"version": seen, "why": "不要了"})
    assert answer.status_code == 409 and "您在另一个窗口里已改动" in answer.text and "先了一步" not in answer.text


def test_a_cancelled_order_sends_nobody(desk):
    order_id = assigned(desk)
    decide(desk, order_id, "cancellation", why="不要了")
    assert desk.stored(order_id).holder_id is None and assignment_of(desk, order_id).ended_at == NOW


def test_while_the_supervisor_has_not_answered_no_time_is_agreed(desk):
    desk.write(route="ask", **{"item-0": "", "words-0": "装智能马桶盖", "kind": "repair"})
    answer = decide(desk, desk.newest().id, "window", window="any")
    assert answer.status_code == 422 and "之前不承诺时间" in answer.text


@pytest.mark.both_engines
def test_who_decides_on_an_old_page_is_told_who_was_first_and_sees_how_it_is_now(desk):
    order_id = desk.order()
    seen = str(desk.stored(order_id).version)
    decide(desk, order_id, "hold", browser=desk.colleague, reason="part")

    answer = desk.browser.post(f"/desk/orders/{order_id}/cancellation", data={"version": seen, "why": "不要了"})

    assert answer.status_code == 409
    assert "何静先了一步" in answer.text and "10:41" in answer.text and "等配件" in answer.text
    assert desk.stored(order_id).state is OrderState.ON_HOLD


def test_looking_at_the_number_does_not_get_in_the_way_of_a_decision(desk):
    order_id = desk.order()
    seen = str(desk.stored(order_id).version)
    desk.colleague.post(f"/desk/orders/{order_id}/phone")
    answer = desk.browser.post(f"/desk/orders/{order_id}/cancellation", data={"version": seen, "why": "不要了"})
    assert answer.status_code == 303


def test_what_cannot_follow_is_refused_on_the_page_itself(desk):
    order_id = desk.order(until="complete")
    answer = decide(desk, order_id, "hold", reason="part")
    assert answer.status_code == 422 and "待回访" in answer.text and "经过" in answer.text


def test_only_what_may_follow_is_offered(desk):
    over, new = desk.page(f"/desk/orders/{desk.order(until='complete')}"), desk.page(f"/desk/orders/{desk.order()}")
    every = ("rearrange", "hold", "developer", "decline", "cancel")
    assert not [name for name in every if f'popovertarget="{name}"' in over]
    assert all(f'popovertarget="{name}"' in new for name in every)


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999"])
def test_a_version_that_is_none_decides_nothing(desk, version):
    order_id = desk.order()
    answer = desk.browser.post(f"/desk/orders/{order_id}/cancellation", data={"version": version, "why": "不要了"})
    assert answer.status_code in {409, 422} and desk.stored(order_id).state is OrderState.RECEIVED
