"""Two supervisors press at the same moment: one assignment, and the other one knows."""

from threading import Barrier, Thread

import pytest

from fieldapp.domain.course import OrderState
from fieldapp.domain.people import Role
from tests.builders import a_person

pytestmark = pytest.mark.both_engines


def press_together(*presses):
    start, answers = Barrier(len(presses)), {}

    def wait_and_press(name, press):
        start.wait()
        answers[name] = press()

    threads = [Thread(target=wait_and_press, args=one) for one in enumerate(presses)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_two_assign_the_same_order_and_one_is_told_who_was_first(morning, signed_in):
    morning.add(a_person("sun2", Role.SUPERVISOR, name="钱主管"))
    order_id = morning.order()
    version = morning.version(order_id)

    def give(login, to):
        data = {"technician": to, "version": version, "anyway": "yes"}
        browser = signed_in(login)
        return lambda: browser.post(f"/board/orders/{order_id}/assignments", data=data)

    answers = press_together(give("sun", "li"), give("sun2", "zhao"))

    assert sorted(answer.status_code for answer in answers.values()) == [303, 409]
    told = next(answer.text for answer in answers.values() if answer.status_code == 409)
    assert "已派给" in told and "请看一眼再决定" in told
    state, holder = morning.state(order_id)
    assert state is OrderState.ASSIGNED and holder in {"li", "zhao"}
    assert len(morning.assignments(order_id)) == 1


def test_two_move_the_same_order_and_one_decides_again(morning, signed_in):
    morning.add(a_person("sun2", Role.SUPERVISOR, name="钱主管"))
    morning.add(a_person("third", Role.TECHNICIAN, name="周洋"))
    order_id = morning.order()
    morning.given(order_id, "third")
    version = morning.version(order_id)

    def move(login, to):
        data = {"technician": to, "version": version, "anyway": "yes", "reason": "离得近"}
        browser = signed_in(login)
        return lambda: browser.post(f"/board/orders/{order_id}/assignments", data=data)

    answers = press_together(move("sun", "li"), move("sun2", "zhao"))

    assert sorted(answer.status_code for answer in answers.values()) == [303, 409]
    standing = [one for one in morning.assignments(order_id) if one.ended_at is None]
    assert len(standing) == 1
