"""The page of one order: its story, its money, its papers."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.journal import Act, Entry
from fieldapp.domain.order import Order
from fieldapp.domain.photo import Blob, Moment, Photo
from fieldapp.domain.visit import Visit
from tests.builders import NOW


def shown(desk, order_id, query=""):
    return desk.page(f"/desk/orders/{order_id}{query}")


@pytest.mark.both_engines
def test_the_key_points_stand_there_and_the_rest_is_one_press_away(desk):
    order_id = desk.order(until="complete")
    short, whole = shown(desk, order_id), shown(desk, order_id, "?all=1")

    assert "同意后进门" in short and "已同意，¥15" in short and "业主本人，同意并签字，3 个笔点" in short
    assert "穿鞋套" not in short and "穿鞋套" in whole and "按铃" in whole


def test_moments_are_told_to_the_second_on_the_clock_of_the_site(desk):
    assert "<time datetime=" in shown(desk, desk.order()) and ">09:50:00</time>" in shown(desk, desk.order())


def test_three_clocks_are_shown_where_they_differ(desk):
    order_id = desk.order(until="arrive")
    with desk.app.app_context():
        late = {"device_at": NOW + timedelta(seconds=2), "received_at": NOW + timedelta(minutes=18)}
        db.session.execute(update(Entry).where(Entry.order_id == order_id, Entry.what == "arrive").values(**late))
        db.session.commit()
    page = shown(desk, order_id)
    assert page.count('class="clocks"') == 1
    assert "手机 10:41:02" in page and "校正 10:41:00" in page and "收到 10:59:00" in page and "离线 18 分" in page


def test_how_long_it_took_is_read_off_the_story(desk):
    order_id = desk.order(until="complete", wanted_from=NOW + timedelta(minutes=3))
    page = shown(desk, order_id)
    assert "早到" in page and "3:00" in page and "作业" in page


def test_the_signature_leads_to_the_owners_copy_and_shows_its_fingerprint(desk):
    order_id = desk.order(until="complete")
    page = shown(desk, order_id)
    assert 'href="/copy/' in page and "服务单（签字版）" in page and "…" in page


@pytest.fixture
def photographed(desk):
    """An order with two photos, of which one has arrived."""
    order_id = desk.order(until="look")
    with desk.app.app_context():
        visit = db.session.query(Visit).filter_by(order_id=order_id).one()
        for sha256 in ("a" * 64, "b" * 64):
            photo = Photo(
                visit_id=visit.id, sha256=sha256, moment=Moment.BEFORE, consent=True, at=NOW, by_id=desk.li.id
            )
            db.session.add(photo)
        db.session.add(Blob(sha256="a" * 64, size=1, width=1, height=1, received_at=NOW, by_id=desk.li.id))
        db.session.commit()
    return order_id


def test_photos_that_are_still_on_the_phone_are_counted_with_whose_phone_it_is(desk, photographed):
    page = shown(desk, photographed)
    assert "2 张照片" in page and "1 张照片还在李建国的手机上" in page


@pytest.mark.both_engines
def test_the_board_and_the_list_say_so_too(desk, photographed):
    assert "1 张照片还在李建国的手机上" in desk.supervisor.get(f"/board?order={photographed}").text
    assert "1 张照片未传" in desk.page("/desk/orders")


def test_what_was_told_of_an_order_in_other_hands_is_marked_as_such(desk):
    order_id = desk.order(until="enter")
    with desk.app.app_context():
        order = db.session.get_one(Order, order_id)
        late = Act(by_id=desk.li.id, at=NOW, received_at=NOW + timedelta(minutes=9), device_at=NOW)
        order.record(late, "price", total_fen=1500, answer="agreed", differs=True, beside=True)
        db.session.commit()
    page = shown(desk, order_id)
    told = page.split("报价")[1].split("</li>")[0]
    assert "李建国" in told and "补记，当时单子已不归此人" in told and "和系统不一致" in told


def test_a_wrong_clock_and_no_signal_are_both_named(desk):
    order_id = desk.order(until="enter")
    with desk.app.app_context():
        wrong = {"device_at": NOW + timedelta(hours=2), "received_at": NOW + timedelta(minutes=18)}
        db.session.execute(update(Entry).where(Entry.order_id == order_id, Entry.what == "enter").values(**wrong))
        db.session.commit()
    page = shown(desk, order_id)
    assert "手机 12:41:00" in page and "校正 10:41:00" in page and "收到 10:59:00" in page
    assert "手机快 2 小时" in page and "离线 18 分" in page


def test_the_number_is_masked_until_somebody_asks_and_that_is_written_down(desk):
    order_id = desk.order()
    assert "138****5678" in shown(desk, order_id) and "13812345678" not in shown(desk, order_id)

    before = desk.stored(order_id).version
    answer = desk.browser.post(f"/desk/orders/{order_id}/phone", headers={"HX-Request": "true"})

    assert 'href="tel:13812345678"' in answer.text and "<html" not in answer.text
    entry = desk.journal(order_id)[-1]
    assert (entry.what, entry.by_id) == ("phone_shown", desk.chen.id)
    assert desk.stored(order_id).version == before, "looking changes nothing of the order"


def test_without_a_script_the_number_comes_with_the_page(desk):
    answer = desk.browser.post(f"/desk/orders/{desk.order()}/phone")
    assert "13812345678" in answer.text and "经过" in answer.text


def test_a_supervisor_reads_along_and_decides_elsewhere(desk):
    order_id = desk.order()
    page = desk.supervisor.get(f"/desk/orders/{order_id}")
    assert page.status_code == 200 and "/cancellation" not in page.text and "/board" in page.text
    assert desk.supervisor.post(f"/desk/orders/{order_id}/cancellation").status_code == 404


def test_nobody_else_sees_it(desk, signed_in):
    assert signed_in("li").get(f"/desk/orders/{desk.order()}").status_code == 404


def test_an_order_that_is_not_ours_does_not_exist(desk):
    assert desk.browser.get(f"/desk/orders/{new_id()}").status_code == 404
    assert desk.browser.get("/desk/orders/nonsense").status_code == 404


def test_an_open_question_is_told_and_no_time_is_offered(desk):
    desk.write(route="ask", **{"item-0": "", "words-0": "装智能马桶盖", "kind": "repair"})
    page = shown(desk, desk.newest().id)
    assert "答复前不承诺时间" in page and 'popovertarget="rearrange"' not in page


@pytest.mark.both_engines
def test_the_page_costs_the_same_however_much_has_happened(desk, max_queries):
    short, long = desk.order(), desk.order(until="complete")
    desk.orders(1000)
    shown(desk, short)
    with max_queries(8) as for_a_new_one:
        shown(desk, short)
    with max_queries(8) as for_an_old_one:
        shown(desk, long, "?all=1")
    assert len(for_a_new_one) == len(for_an_old_one)


def test_the_page_tells_its_version(desk):
    order_id = desk.order()
    with desk.app.app_context():
        version = db.session.get_one(Order, order_id).version
    assert f'data-version="{version}"' in shown(desk, order_id)
