"""Two hands on the same thing at the same moment."""

from threading import Barrier, Thread

import pytest

from fieldapp.domain.base import new_id
from fieldapp.domain.course import OrderState
from tests.builders import NOW


def at_once(*presses):
    line, codes = Barrier(len(presses)), []

    def press(browser, address, form):
        line.wait()
        codes.append(browser.post(address, data=form).status_code)

    thumbs = [Thread(target=press, args=each) for each in presses]
    for thumb in thumbs:
        thumb.start()
    for thumb in thumbs:
        thumb.join()
    return sorted(codes)


@pytest.mark.both_engines
def test_a_new_order_sent_twice_at_the_same_moment_is_one_order(desk, signed_in):
    browsers = [signed_in("chen"), signed_in("chen")]
    for _ in range(8):
        form = desk.form(id=str(new_id()))
        assert at_once(*((browser, "/desk/orders/new", form) for browser in browsers)) == [303, 303]
    assert desk.how_many() == 8


@pytest.mark.both_engines
def test_two_who_write_at_the_same_moment_get_two_numbers(desk):
    for _ in range(8):
        presses = ((browser, "/desk/orders/new", desk.form()) for browser in (desk.browser, desk.colleague))
        assert at_once(*presses) == [303, 303]
    assert desk.newest().serial == 16


@pytest.mark.both_engines
def test_of_two_decisions_at_the_same_moment_one_stands_and_the_other_is_told(desk):
    for _ in range(6):
        order_id = desk.order(received_at=NOW)
        form = {"version": str(desk.stored(order_id).version), "why": "业主不要了", "reason": "part"}
        codes = at_once(
            (desk.browser, f"/desk/orders/{order_id}/cancellation", form),
            (desk.colleague, f"/desk/orders/{order_id}/hold", form),
        )
        assert codes == [303, 409]
        assert desk.stored(order_id).state in {OrderState.CANCELLED, OrderState.ON_HOLD}
