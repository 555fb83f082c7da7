"""The directory of others who do it, and which number an owner was told (4.2.3, 4.3.3, 4.4.2)."""

import re

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.capability import ask
from fieldapp.domain.course import OrderState
from fieldapp.domain.order import Order
from fieldapp.domain.outside import OutsideContact
from fieldapp.domain.people import Language
from tests.at_once import at_once
from tests.builders import a_room, an_owner
from tests.jobs import at

MOVERS = {
    "trade_zh": "搬家、搬钢琴",
    "trade_en": "Moving",
    "name": "安捷搬家",
    "phone": "0571-55550123",
    "note": "提前一天约",
}


def added(desk, **said):
    assert desk.browser.post("/desk/outside", data=MOVERS | said).status_code == 303
    with desk.app.app_context():
        return db.session.scalars(select(OutsideContact.id).order_by(OutsideContact.id.desc())).first()


def test_what_is_added_is_found_by_pinyin_changed_and_retired(desk):
    contact = added(desk)
    for words in ("gangqin", "bjbgq", "anjie", "55550123", "搬家 提前"):
        assert "安捷搬家" in desk.page(f"/desk/outside?q={words}"), words
    assert "安捷搬家" not in desk.page("/desk/outside?q=ranqi")
    desk.browser.post(f"/desk/outside/{contact}", data=MOVERS | {"phone": "96999"})
    assert "96999" in desk.page("/desk/outside?q=96999")
    desk.browser.post(f"/desk/outside/{contact}/retirement")
    assert "已停用" in desk.page("/desk/outside") and "安捷搬家" not in desk.page("/desk/orders/new")
    desk.browser.post(f"/desk/outside/{contact}/retirement", data={"back": "yes"})
    assert "安捷搬家" in desk.page("/desk/orders/new")


def test_one_without_a_number_is_not_kept_and_what_was_typed_stays(desk):
    answer = desk.browser.post("/desk/outside", data=MOVERS | {"phone": ""})
    assert answer.status_code == 422 and 'value="安捷搬家"' in answer.text


def test_supervisors_read_the_directory_and_do_not_change_it(desk):
    contact = added(desk)
    assert "安捷搬家" in desk.supervisor.get("/desk/outside").text
    assert desk.supervisor.post(f"/desk/outside/{contact}", data=MOVERS).status_code == 404


def test_whose_number_the_owner_was_told_stands_in_the_story(desk):
    contact = added(desk)
    desk.write(route="decline", why_decline="钢琴要专业的人搬", named=str(contact))
    order = desk.newest()
    entry = desk.journal(order.id)[-1]
    assert (entry.what, entry.by_id, entry.facts["phone"]) == ("outside_named", desk.chen.id, "0571-55550123")
    assert "安捷搬家 0571-55550123" in desk.page(f"/desk/orders/{order.id}")
    desk.browser.post(f"/desk/orders/{order.id}/outside", data={"named": str(contact)})
    assert [each.what for each in desk.journal(order.id)].count("outside_named") == 2


def test_a_number_that_is_retired_is_told_to_nobody(desk):
    contact = added(desk)
    desk.browser.post(f"/desk/outside/{contact}/retirement")
    desk.write(route="decline", why_decline="钢琴要专业的人搬", named=str(contact))
    assert desk.how_many() == 0


def test_the_supervisors_no_is_read_out_in_the_owners_language(desk):
    smith = an_owner(a_room("5栋", "801"), surname="史密斯", language=Language.ENGLISH)
    desk.save(smith)
    order_id = desk.order(owner=smith)
    with desk.app.app_context():
        order = db.session.get_one(Order, order_id)
        question = ask(order, at(by_id=desk.chen.id), id=new_id(), words="搬钢琴", by_id=desk.chen.id)
        db.session.add(question)
        question.answer(at(by_id=desk.sun.id), can=False, price_fen=None, reason="No lift for a piano.")
        db.session.commit()
    page = desk.page(f"/desk/orders/{order_id}")
    assert "cannot do ourselves: No lift for a piano. May I" in page and "很抱歉" in page
    assert desk.stored(order_id).state is OrderState.RECEIVED


def test_the_page_of_an_order_follows_by_itself(desk):
    page, order_id = desk.page, desk.order()
    assert "<live-list" in page(f"/desk/orders/{order_id}")
    part = desk.browser.get(f"/desk/orders/{order_id}", headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith("<live-list") and "<html" not in part


@pytest.mark.both_engines
def test_a_second_tap_puts_no_second_one_into_the_directory(desk):
    again = re.search(r'name="id" value="([0-9a-f-]{36})"', desk.page("/desk/outside"))[1]
    form = MOVERS | {"id": again}
    assert [desk.browser.post("/desk/outside", data=form).status_code for _ in range(2)] == [303, 303]
    both = {**form, "id": str(new_id())}
    assert at_once(*((desk.browser, "/desk/outside", both) for _ in range(2))) == [303, 303]
    with desk.app.app_context():
        assert len(db.session.scalars(select(OutsideContact)).all()) == 2


def test_what_was_refused_is_open_in_its_sheet_again(desk):
    answer = desk.browser.post("/desk/outside", data=MOVERS | {"phone": ""})
    assert '<dialog class="sheet" id="add" open' in answer.text
