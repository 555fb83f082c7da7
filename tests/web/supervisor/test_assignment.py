"""Two taps: an order, then a person. Reasons, clashes, undo, and two supervisors at once."""

from datetime import timedelta

import pytest
import time_machine

from fieldapp.domain.course import OrderState
from fieldapp.domain.people import Department, Role, Trade
from tests.builders import NOW, a_person
from tests.web.supervisor.conftest import NOON, somewhere_else

HTMX = {"HX-Request": "true"}


def give(browser, morning, order_id, to="li", *, version=None, headers=None, **more):
    version = morning.version(order_id) if version is None else version
    data = {"technician": to, "version": version, **more}
    return browser.post(f"/board/orders/{order_id}/assignments", data=data, headers=headers)


def test_the_second_tap_assigns_at_once(morning, sun_at):
    order_id = morning.order()

    answer = give(sun_at, morning, order_id)

    assert answer.status_code == 303 and answer.headers["Location"].startswith("/board?just=")
    assert morning.state(order_id) == (OrderState.ASSIGNED, "li")


def test_the_appointment_is_the_time_that_the_owner_wanted(morning, sun_at):
    order_id = morning.order(wanted_from=NOON)
    give(sun_at, morning, order_id)

    page = sun_at.get("/board").text
    assert f'data-order="{order_id}"' in page and "12:00–12:20" in page


def test_without_a_wanted_time_it_is_the_next_gap(morning, sun_at):
    order_id = morning.order(wanted_from=None)
    give(sun_at, morning, order_id)
    assert "10:45–11:05" in sun_at.get("/board").text


def test_the_page_without_script_offers_the_undo_for_ten_seconds(morning, sun_at):
    order_id = morning.order()
    back = give(sun_at, morning, order_id).headers["Location"]

    assert "撤销" in sun_at.get(back).text
    with time_machine.travel(NOW + timedelta(seconds=11), tick=False):
        assert "撤销" not in sun_at.get(back).text


def test_htmx_gets_the_board_with_its_toast(morning, sun_at):
    answer = give(sun_at, morning, morning.order(), headers=HTMX)

    assert answer.status_code == 200 and "<html" not in answer.text
    assert "已派给李建国" in answer.text and 'hx-swap-oob="innerHTML"' in answer.text


def test_undo_puts_everything_back(morning, sun_at):
    order_id = morning.order()
    give(sun_at, morning, order_id)
    (assignment,) = morning.assignments(order_id)

    answer = sun_at.post(f"/board/orders/{order_id}/assignments/{assignment.id}/undo")

    assert answer.headers["Location"] == f"/board?order={order_id}"
    assert morning.state(order_id) == (OrderState.RECEIVED, None)


def test_undo_after_more_than_ten_seconds_is_refused(morning, sun_at):
    order_id = morning.order()
    give(sun_at, morning, order_id)
    (assignment,) = morning.assignments(order_id)

    with time_machine.travel(NOW + timedelta(seconds=20), tick=False):
        answer = sun_at.post(f"/board/orders/{order_id}/assignments/{assignment.id}/undo")

    assert answer.status_code == 422
    assert morning.state(order_id) == (OrderState.ASSIGNED, "li")


def test_undoing_a_reassignment_gives_it_back_to_the_first(morning, sun_at):
    order_id = morning.order()
    morning.given(order_id, "zhao")
    give(sun_at, morning, order_id, reason="离得近")
    newest = morning.assignments(order_id)[-1]

    sun_at.post(f"/board/orders/{order_id}/assignments/{newest.id}/undo")

    assert morning.state(order_id) == (OrderState.ASSIGNED, "zhao")


@pytest.mark.parametrize("headers", [None, HTMX], ids=["plain", "htmx"])
def test_a_clash_is_named_before_anything_is_saved(morning, sun_at, headers):
    order_id = morning.order()

    answer = give(sun_at, morning, order_id, "zhao", headers=headers)  # an electrician, for a valve

    assert answer.status_code == 200
    assert "没有水工技能" in answer.text and "照样派" in answer.text
    assert morning.state(order_id) == (OrderState.RECEIVED, None)


def test_an_overlap_is_named_with_the_door_and_the_way_to_it(morning, sun_at):
    morning.given(morning.order(somewhere_else()), "li", begins=NOW + timedelta(minutes=9))
    order_id = morning.order()

    assert "与 6栋606 冲突" in give(sun_at, morning, order_id).text


def test_who_is_off_duty_is_named_so(morning, sun_at):
    morning.on_duty(morning.add(somebody_late()), begins=NOON)
    assert "下班，12:00 上班" in give(sun_at, morning, morning.order(), "late").text


def test_assign_anyway_assigns(morning, sun_at):
    order_id = morning.order()
    give(sun_at, morning, order_id, "zhao", anyway="yes")
    assert morning.state(order_id) == (OrderState.ASSIGNED, "zhao")


def test_moving_it_to_somebody_else_asks_why(morning, sun_at):
    order_id = morning.order()
    morning.given(order_id, "zhao")

    asked = give(sun_at, morning, order_id)
    assert "从赵强改派给李建国？" in asked.text and "手头忙不过来" in asked.text
    assert morning.state(order_id) == (OrderState.ASSIGNED, "zhao")

    give(sun_at, morning, order_id, reason="手头忙不过来", words="还在 2 栋")
    assert morning.state(order_id) == (OrderState.ASSIGNED, "li")
    assert morning.assignments(order_id)[-1].reason == "手头忙不过来；还在 2 栋"


def test_the_same_person_again_is_refused_in_words(morning, sun_at):
    order_id = morning.order()
    morning.given(order_id, "li")
    answer = give(sun_at, morning, order_id)
    assert answer.status_code == 422 and "李建国" in answer.text


def test_the_second_of_two_is_told_who_was_first(morning, sun_at, signed_in):
    order_id = morning.order()
    seen = morning.version(order_id)
    give(sun_at, morning, order_id, "li")

    answer = give(signed_in("sun2"), morning, order_id, "zhao", version=seen, anyway="yes", headers=HTMX)

    assert answer.status_code == 409
    assert "孙敏 10:41:00 已派给李建国" in answer.text
    assert 'id="board"' in answer.text and "已派单" in answer.text
    assert morning.state(order_id) == (OrderState.ASSIGNED, "li")


def test_an_order_of_another_department_is_nobodys(morning, signed_in):
    order_id = morning.order()
    browser = signed_in("broom")

    assert give(browser, morning, order_id).status_code == 404
    assert browser.get(f"/board?order={order_id}").status_code == 404


def test_nobody_of_another_department_can_be_sent(morning, sun_at):
    assert give(sun_at, morning, morning.order(), "mop").status_code == 404


@pytest.fixture(autouse=True)
def _more_people(morning):
    for person in more_people():
        morning.add(person)


def more_people():
    yield a_person("sun2", Role.SUPERVISOR, name="钱主管")
    yield a_person("broom", Role.SUPERVISOR, name="环境主管", department=Department.CLEANING)
    yield a_person("mop", Role.TECHNICIAN, name="保洁小吴", department=Department.CLEANING)


def somebody_late():
    return a_person("late", Role.TECHNICIAN, name="吴磊", trades=frozenset({Trade.PLUMBER}))


def test_a_seventh_job_is_asked_about_before_it_is_saved(morning, sun_at):
    for nth in range(6):
        morning.given(morning.order(somewhere_else(str(nth))), "li", begins=NOW - timedelta(hours=1, minutes=9))
    order_id = morning.order(wanted_from=NOW + timedelta(hours=4))

    answer = give(sun_at, morning, order_id)
    assert answer.status_code == 200 and "满了 6/6" in answer.text
    assert morning.state(order_id) == (OrderState.RECEIVED, None)
