"""An errand's money at the desk and on the way (4.4.1, 4.4.2)."""

from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.errand import account
from fieldapp.domain.order import Kind, Order
from fieldapp.domain.visit import Visit
from tests.photographs import a_jpeg

OWNERS = {"what": "advance", "whose": "owner", "amount": "200", "words": "微信收的"}


@pytest.fixture
def order_id(desk, tmp_path: Path):
    desk.app.config["BLOBS"] = str(tmp_path / "blobs")
    return desk.order(until="look")


@pytest.fixture(autouse=True)
def _the_butlers(desk, order_id):
    with desk.app.app_context():
        order = db.session.get_one(Order, order_id)
        order.kind, order.department = Kind.PURCHASE, Kind.PURCHASE.department
        db.session.commit()


def told(desk, order_id, said, browser=None, where=None):
    return (browser or desk.browser).post(where or f"/desk/orders/{order_id}/errand", data=said)


def test_what_was_laid_down_and_spent_stands_on_the_order_with_its_receipt(desk, order_id):
    assert told(desk, order_id, OWNERS).status_code == 303
    spent = {"what": "receipt", "words": "大米 5 公斤", "amount": "68.50", "photo": (BytesIO(a_jpeg()), "receipt.jpg")}
    assert told(desk, order_id, spent).status_code == 303
    page = desk.page(f"/desk/orders/{order_id}")
    assert "大米 5 公斤" in page and "¥131.50" in page and "应退给业主" in page
    entry = account(desk.stored(order_id)).receipts[0]
    with desk.browser.get(f"/desk/orders/{order_id}/errand/{entry['id']}/photo") as picture:
        assert picture.mimetype == "image/jpeg"
    assert desk.journal(order_id)[-1].what == "errand_receipt"


def test_what_is_told_by_mistake_is_taken_off_and_what_is_no_amount_is_refused(desk, order_id):
    told(desk, order_id, OWNERS)
    entry = account(desk.stored(order_id)).entries[0]
    desk.browser.post(f"/desk/orders/{order_id}/errand/struck", data={"entry": entry["id"]})
    assert not account(desk.stored(order_id))
    answer = told(desk, order_id, OWNERS | {"amount": "0"})
    assert answer.status_code == 422 and "金额" in answer.text


def test_on_the_way_the_runner_tells_of_it(desk, order_id, signed_in):
    li = signed_in("li")
    with desk.app.app_context():
        visit_id = db.session.scalars(select(Visit.id).where(Visit.order_id == order_id)).one()
    where = f"/my/visits/{visit_id}/errand"
    assert where in li.get(f"/my/visits/{visit_id}?step=look").text
    assert told(desk, order_id, OWNERS, li, where).status_code == 303
    assert told(desk, order_id, {"what": "receipt", "words": "", "amount": "5"}, li, where).status_code == 422
    told(desk, order_id, {"what": "receipt", "words": "大米", "amount": "68.50"}, li, where)
    assert "¥131.50" in li.get(where).text
    assert told(desk, order_id, OWNERS, signed_in("he"), where).status_code == 404


def test_a_repair_has_no_such_money(desk, order_id, signed_in):
    other = desk.order(until="look")
    assert told(desk, other, OWNERS).status_code == 422
    with desk.app.app_context():
        visit_id = db.session.scalars(select(Visit.id).where(Visit.order_id == other)).one()
    assert signed_in("li").get(f"/my/visits/{visit_id}/errand").status_code == 404
    assert "代办款项" not in desk.page(f"/desk/orders/{other}")
