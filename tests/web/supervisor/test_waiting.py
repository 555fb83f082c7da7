"""Letting an order wait, and agreeing another time: both end the assignment that stands."""

from fieldapp.db import db
from fieldapp.domain.assignment import AssignmentEnd
from fieldapp.domain.course import OrderState
from fieldapp.domain.order import HoldReason, Order
from tests.builders import NOW

HTMX = {"HX-Request": "true"}


def put_on_hold(browser, morning, order_id, **more):
    data = {"version": morning.version(order_id), "reason": "part", **more}
    return browser.post(f"/board/orders/{order_id}/hold", data=data, headers=HTMX)


def rearrange(browser, morning, order_id, begins, ends, **more):
    data = {"version": morning.version(order_id), "wanted_from": begins, "wanted_until": ends, **more}
    return browser.post(f"/board/orders/{order_id}/appointment", data=data, headers=HTMX)


def test_an_order_on_hold_waits_for_a_reason_that_can_be_counted(morning, sun_at):
    order_id = morning.order()

    assert "已派给" not in put_on_hold(sun_at, morning, order_id).text

    with morning.app.app_context():
        assert db.session.get_one(Order, order_id).hold_reason is HoldReason.PART
    assert morning.state(order_id) == (OrderState.ON_HOLD, None)


def test_without_a_reason_it_does_not_wait(morning, sun_at):
    order_id = morning.order()
    assert put_on_hold(sun_at, morning, order_id, reason="").status_code == 422
    assert morning.state(order_id) == (OrderState.RECEIVED, None)


def test_holding_takes_it_from_whoever_had_it(morning, sun_at):
    order_id = morning.order()
    morning.given(order_id, "li")

    put_on_hold(sun_at, morning, order_id)

    assert morning.state(order_id) == (OrderState.ON_HOLD, None)
    assert morning.assignments(order_id)[0].ended_as is AssignmentEnd.WITHDRAWN


def test_another_time_makes_it_wait_to_be_assigned_again(morning, sun_at):
    order_id = morning.order()
    morning.given(order_id, "li")

    answer = rearrange(sun_at, morning, order_id, "2026-11-23T15:00", "2026-11-23T16:00")

    assert "15:00–16:00" in answer.text and "新时间已记下" in answer.text
    assert morning.state(order_id) == (OrderState.RECEIVED, None)
    assert morning.assignments(order_id)[0].ended_as is AssignmentEnd.WITHDRAWN


def test_a_time_that_ends_before_it_begins_is_refused(morning, sun_at):
    order_id = morning.order()
    assert rearrange(sun_at, morning, order_id, "2026-11-23T16:00", "2026-11-23T15:00").status_code == 422


def test_a_decision_about_an_older_state_is_refused(morning, sun_at):
    order_id = morning.order()
    seen = morning.version(order_id)
    morning.given(order_id, "li")

    answer = put_on_hold(sun_at, morning, order_id, version=seen)

    assert answer.status_code == 409 and 'id="board"' in answer.text
    assert morning.state(order_id) == (OrderState.ASSIGNED, "li")


def test_the_wanted_time_stands_in_the_form(morning, sun_at):
    order_id = morning.order(wanted_from=NOW)
    assert 'value="2026-11-23T10:41"' in sun_at.get(f"/board?order={order_id}").text


def test_a_time_that_has_passed_is_refused_in_its_own_form(morning, sun_at):
    order_id = morning.order()
    morning.given(order_id, "li")

    answer = rearrange(sun_at, morning, order_id, "2025-01-01T09:15", "2025-01-01T10:20")

    assert answer.status_code == 422 and "这段时间已经过去了" in answer.text
    assert 'value="2025-01-01T09:15"' in answer.text and 'value="2025-01-01T10:20"' in answer.text
    assert 'aria-invalid="true"' in answer.text and 'id="board"' not in answer.text
    assert morning.state(order_id) == (OrderState.ASSIGNED, "li")


def test_the_form_stays_in_its_sheet_and_offers_no_day_before_today(morning, sun_at):
    page = sun_at.get(f"/board?order={morning.order()}").text
    assert 'id="another-time"' in page and 'hx-status:422="target:#another-time swap:outerHTML"' in page
    assert page.count('min="2026-11-23T00:00"') == 2


def test_what_is_on_hold_is_not_put_on_hold_once_more(morning, sun_at):
    order_id = morning.order()
    assert 'popovertarget="hold"' in sun_at.get(f"/board?order={order_id}").text
    put_on_hold(sun_at, morning, order_id)
    assert 'popovertarget="hold"' not in sun_at.get(f"/board?order={order_id}").text


def test_who_gave_it_away_in_another_window_is_not_told_of_somebody_else(morning, sun_at):
    order_id = morning.order()
    seen = morning.version(order_id)
    morning.given(order_id, "li")
    answer = put_on_hold(sun_at, morning, order_id, version=seen)
    assert answer.status_code == 409 and "您在另一个窗口里已把" in answer.text
