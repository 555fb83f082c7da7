"""An errand's money at the desk and on the way (4.4.1, 4.4.2)."""

from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.errand import account
from fieldapp.domain.order import Kind, Order
from fieldapp.domain.visit import Visit
from tests.pages import form_of
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


def visit_of(desk, order_id) -> str:
    with desk.app.app_context():
        return f"/my/visits/{db.session.scalars(select(Visit.id).where(Visit.order_id == order_id)).one()}"


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
    visit = visit_of(desk, order_id)
    commands, receipts = f"{visit}/commands", f"{visit}/receipts"
    page = li.get(f"{visit}?step=look").text
    laid, spent = form_of(page, "advance"), form_of(page, "receipt")
    assert li.post(commands, data=laid | {"whose": "owner", "amount": "200"}).status_code == 303
    assert li.post(receipts, data=spent | {"words": "", "amount": "5"}).status_code == 422
    slip = {"words": "大米", "amount": "68.50", "photo": (BytesIO(a_jpeg()), "receipt.jpg")}
    for _ in range(2):
        slip["photo"] = (BytesIO(a_jpeg()), "receipt.jpg")
        assert li.post(receipts, data=spent | slip).status_code == 303
    page = li.get(f"{visit}?step=look").text
    assert "¥131.50" in page and len(account(desk.stored(order_id)).receipts) == 1
    with desk.browser.get(f"/desk/orders/{order_id}/errand/{spent['entry']}/photo") as picture:
        assert picture.mimetype == "image/jpeg"
    assert li.post(commands, data=form_of(page, "strike", entry=spent["entry"])).status_code == 303
    assert account(desk.stored(order_id)).spent_fen == 0
    assert signed_in("he").post(receipts, data=spent | {"words": "大米", "amount": "1"}).status_code == 404


def test_a_repair_has_no_such_money(desk, order_id, signed_in):
    other = desk.order(until="look")
    assert told(desk, other, OWNERS).status_code == 422
    assert signed_in("li").post(f"{visit_of(desk, other)}/receipts", data={}).status_code == 404
    assert "代办款项" not in desk.page(f"/desk/orders/{other}")
