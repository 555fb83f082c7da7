"""How long what is kept, what stops it, what owners are told; an owner's copy and erasure. All of it leaves a line."""

import io
import json
import re
import zipfile

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.admin_journal import AdminEntry
from fieldapp.domain.order import Order
from fieldapp.domain.premises import Owner
from fieldapp.domain.retention import Kept, periods_of
from fieldapp.domain.signature import Signature
from tests.builders import BRANCH_ID, NOW, a_room, an_owner
from tests.jobs import COURSE, a_line, a_visit, an_item, an_order, at, press, the_catalogue, the_procedure

NOTICE = "/privacy/00000001"


@pytest.fixture
def at_home(save, house, cast) -> tuple[Owner, Order]:
    """Ms Wang, with an order that was signed, paid and closed."""
    item, owner = an_item(), an_owner(a_room())
    save(the_catalogue(item), the_procedure(), owner)
    order = an_order(owner, a_line(item), by=cast["chen"])
    order.branch, order.site = house
    save(order)
    visit = a_visit(order, technician=cast["li"])
    visit.marks, visit.tests, visit.photos = [], [], []
    save(visit)
    for step in COURSE:
        press(visit, step)
    order.paid_fen = order.due_fen
    order.close(at(NOW, cast["chen"].id))
    save(visit)
    return owner, order


def written_down(app) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(AdminEntry.what).order_by(AdminEntry.id)))


def test_a_branch_says_how_long_and_nothing_out_of_bounds(app, office):
    with app.app_context():
        usual = {kept.value: number for kept, number in periods_of(db.session(), BRANCH_ID).items()}
    assert office.post("/admin/privacy", data=usual | {"photos": "6"}).status_code == 303
    answer = office.post("/admin/privacy", data=usual | {"access": "35"})
    assert answer.status_code == 422 and 'id="access-fault"' in answer.text
    with app.app_context():
        assert periods_of(db.session(), BRANCH_ID)[Kept.PHOTOS] == 6
    assert "室内照片: 1 年 → 6 个月" in office.get("/admin/audit").text


def test_the_notice_is_published_with_the_periods_in_it(office, client):
    assert "室内照片 1 年" in client.get(NOTICE).text
    office.post("/admin/privacy/notice", data={"text_zh": "# 标题\n照片 {photos}，<b>", "text_en": "Photos {photos}"})
    shown = client.get(NOTICE)
    assert "照片 1 年，&lt;b&gt;" in shown.text and "<h2>标题</h2>" in shown.text
    assert "Photos 1 year" in client.get(f"{NOTICE}?lang=en").text and client.get("/privacy/nobody").status_code == 404


def test_a_whole_number_takes_a_reason_and_leaves_a_line(app, office, at_home):
    where = f"/admin/owners/{at_home[0].id}"
    assert "13812345678" not in office.get(where).text
    assert "13812345678" not in office.post(f"{where}/phone").text
    assert "13812345678" in office.post(f"{where}/phone", data={"why": "退款"}).text
    assert written_down(app) == ["owner_phone_shown"]


def test_of_an_order_that_is_over_the_desk_says_why(app, signed_in, at_home, office):
    desk, where = signed_in("chen"), f"/desk/orders/{at_home[1].id}/phone"
    assert desk.post(where).status_code == 422
    assert "13812345678" in desk.post(where, data={"why": "补开发票"}).text
    assert "补开发票" in office.get("/admin/audit?part=orders&what=phone_shown").text


def test_an_owner_gets_a_copy_of_everything(app, office, at_home):
    owner, order = at_home
    answer = office.post(f"/admin/owners/{owner.id}/copy")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as file:
        page, data = file.read("index.html").decode(), json.loads(file.read("data.json"))
    answer.close()
    assert "13812345678" in page and order.number in page and "同意后进门" in page
    assert data["orders"][0]["signatures"][0]["signer"] == "王秀英" and "copy_token" not in str(data)
    assert written_down(app) == ["owner_copied"]


def test_erasing_leaves_what_was_signed_and_says_so(app, office, at_home):
    owner, order = at_home
    where = f"/admin/owners/{owner.id}"
    assert "姓名和电话删除" in office.get(where).text
    assert office.post(f"{where}/erasure", data={"reason": "本人到前台，核对房产证"}).status_code == 303
    page = office.get(where).text
    assert "×女士" in page and "留下作为证据" in page and "13812345678" not in page
    assert office.post(f"{where}/erasure", data={"reason": "再来一次"}).status_code == 422
    with app.app_context():
        assert db.session.get_one(Owner, owner.id).phone == ""
        assert db.session.get_one(Order, order.id).requirements == ""
        signature = db.session.scalars(select(Signature)).one()
        assert signature.strokes and signature.genuine
    assert "本人到前台" in office.get("/admin/purged").text


def test_a_hold_stops_it_until_it_is_lifted(app, office, at_home):
    owner, order = at_home
    assert office.post("/admin/holds", data={"order": "2026-99999", "reason": "x"}).status_code == 422
    assert office.post("/admin/holds", data={"order": order.number, "reason": "仲裁中"}).status_code == 303
    assert office.post(f"/admin/owners/{owner.id}/erasure", data={"reason": "本人"}).status_code == 422
    page = office.get("/admin/holds").text
    hold = page.partition('data-hold="')[2][:36]
    assert "仲裁中" in page and office.post(f"/admin/holds/{hold}/lifting").status_code == 303
    assert office.post(f"/admin/owners/{owner.id}/erasure", data={"reason": "本人"}).status_code == 303
    assert written_down(app) == ["hold_put", "hold_lifted", "owner_erased"]


@pytest.mark.both_engines
def test_a_hold_that_was_sent_twice_is_lifted_once(app, office, at_home):
    order = at_home[1]
    for _ in range(2):
        assert office.post("/admin/holds", data={"order": order.number, "reason": "仲裁中"}).status_code == 303
    (lift,) = re.findall(r'action="([^"]+/lifting)"', office.get("/admin/holds").text)
    office.post(lift)
    office.post("/admin/holds", data={"order": order.number, "reason": "仲裁中"})  # anew, after it was lifted
    assert len(re.findall(r'action="([^"]+/lifting)"', office.get("/admin/holds").text)) == 1
