"""Two hands on the same thing at the same moment."""

import pytest
from sqlalchemy import func, select

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.call_sheet import CallAnswer
from fieldapp.domain.course import OrderState
from fieldapp.domain.intake import OrderCounter
from fieldapp.domain.signature import Signature
from tests.at_once import at_once
from tests.builders import BRANCH_ID, NOW


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


@pytest.mark.both_engines
def test_of_two_who_hand_in_the_same_call_at_the_same_moment_one_is_told_and_one_order_is_done_again(desk):
    heard = dict.fromkeys(("covers", "price", "named", "clean"), "yes") | {"satisfied": "no", "remark": "还在滴水"}
    with desk.app.app_context():
        db.session.add(OrderCounter(branch_id=BRANCH_ID, year=2026, last=50_000))
        db.session.commit()
    for done in range(1, 5):
        order_id = desk.order(until="complete")
        form = heard | {"version": str(desk.stored(order_id).version)}
        where = f"/desk/call-backs/{order_id}"
        assert at_once((desk.browser, where, form), (desk.colleague, where, form)) == [303, 409]
        with desk.app.app_context():
            assert db.session.scalar(select(func.count(CallAnswer.id))) == 5 * done
        assert desk.how_many() == 2 * done


@pytest.mark.both_engines
def test_of_two_answers_by_the_same_link_at_the_same_moment_one_counts(desk):
    for _ in range(4):
        order_id = desk.order(until="complete")
        with desk.app.app_context():
            token = db.session.scalars(select(Signature.copy_token).where(Signature.order_id == order_id)).one()
        owners = (desk.app.test_client(), desk.app.test_client())
        presses = ((owner, f"/copy/{token}", {"satisfied": "no", "words": "地上有水"}) for owner in owners)
        assert at_once(*presses) == [303, 303]
        assert [entry.what for entry in desk.journal(order_id)].count("owner_not_content") == 1
