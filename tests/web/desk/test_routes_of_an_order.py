"""Where an order goes from the desk: to the supervisor, as a question, to the developer, or nowhere."""

from datetime import date, timedelta

from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.capability import Question
from fieldapp.domain.course import OrderState
from fieldapp.domain.outside import OutsideContact
from fieldapp.domain.premises import Room
from tests.builders import BRANCH_ID, NOW

OFF_THE_LIST = {"item-0": "", "words-0": "装智能马桶盖", "kind": "repair"}


def questions(desk):
    with desk.app.app_context():
        return db.session.scalars(select(Question)).all()


def test_an_emergency_is_written_at_once_even_before_anybody_has_said_what_it_is(desk):
    answer = desk.write(route="urgent", **{"item-0": ""})

    order = desk.newest()
    assert answer.status_code == 303 and order.urgent and order.title_zh == "紧急"
    assert order.at_the_door_by == NOW + timedelta(minutes=10)


def test_after_an_emergency_the_stopcock_stands_there_to_be_read_aloud(desk):
    page = desk.page(desk.write(route="urgent").headers["Location"])
    assert "念给业主听：先关阀，厨房水槽下方" in page and "最晚 10:51 有人到门口" in page


def test_what_is_off_the_list_is_asked_and_no_time_is_kept_for_it(desk):
    desk.write(route="ask", window="2026-11-23T11:00:00+08:00/2026-11-23T12:00:00+08:00", **OFF_THE_LIST)

    order, [question] = desk.newest(), questions(desk)
    assert order.state is OrderState.RECEIVED and order.wanted_from is None
    assert question.words == "装智能马桶盖" and question.order_id == order.id and question.asked_by_id == desk.chen.id


def test_while_something_is_off_the_list_the_page_offers_no_time(desk):
    page = desk.page(f"/desk/orders/new?owner={desk.wang.id}&words-0=装智能马桶盖&quantity-0=1")
    assert "现在不承诺时间" in page and 'name="window"' not in page
    assert 'value="assign"' not in page and 'value="ask"' in page


def test_what_is_off_the_list_cannot_be_promised_unasked(desk):
    answer = desk.write(**OFF_THE_LIST)
    assert answer.status_code == 422 and desk.how_many() == 0 and "先问主管能不能做" in answer.text


def test_a_question_about_the_list_goes_with_the_order(desk):
    desk.write(route="ask", requirements="今天四点前能好吗")
    assert questions(desk)[0].words == "今天四点前能好吗" and desk.newest().total_fen == 1500


def test_a_defect_under_warranty_goes_to_the_developer_with_what_was_reported(desk):
    desk.write(route="developer", why_developer="卫生间墙面渗水，上月开始", component="waterproofing", consent="yes")

    order = desk.newest()
    assert order.state is OrderState.WITH_DEVELOPER
    assert desk.journal(order.id)[-1].why == "卫生间墙面渗水，上月开始"


def test_declining_says_why(desk):
    desk.write(route="decline", why_decline="燃气管道不能动")
    order = desk.newest()
    assert order.state is OrderState.DECLINED and desk.journal(order.id)[-1].by_id == desk.chen.id


def test_without_a_reason_nothing_is_declined_and_nothing_is_lost(desk):
    answer = desk.write(route="decline", requirements="燃气灶打不着火")
    assert answer.status_code == 422 and desk.how_many() == 0
    assert ("燃气灶打不着火" in answer.text and "说明原因" in answer.text) or "写" in answer.text


def test_the_directory_of_others_stands_beside_the_refusal(desk):
    desk.save(OutsideContact(branch_id=BRANCH_ID, trade_zh="燃气", trade_en="Gas", name="城市燃气", phone="95158"))
    page = desk.page("/desk/orders/new")
    assert "城市燃气" in page and "95158" in page and "很抱歉" in page


def test_what_we_mend_under_warranty_costs_nothing_and_only_where_a_cover_lasts(desk):
    desk.write(free="yes")  # handed over ten years ago: nothing is covered any more
    assert desk.newest().total_fen == 1500
    new = desk.neighbour(door="601")
    with desk.app.app_context():
        db.session.get_one(Room, new.room_id).handed_over_on = date(2026, 1, 5)
        db.session.commit()
    desk.write(owner=str(new.id), free="yes")
    assert desk.newest().total_fen == 0 and desk.newest().lines[0].warranty
