"""Reassigned or cancelled while somebody had no signal: what the office sees and decides, and what both are told."""

from uuid import UUID

import pytest

from fieldapp.db import db
from fieldapp.domain.course import OrderState
from fieldapp.domain.people import Department, Role
from fieldapp.domain.receipt import Receipt
from fieldapp.web import live
from tests.builders import a_person, sun

HTMX = {"HX-Request": "true"}


@pytest.fixture
def board(scene, signed_in):
    """The supervisor's browser."""
    scene.save(sun())
    return signed_in("sun")


@pytest.fixture
def late(scene):
    """Li arrives without signal; meanwhile Zhao was given the order and has taken it."""
    order_id = scene.order()
    visit_id = scene.visit_of(order_id)
    scene.reassign(order_id, scene.zhao)
    scene.zhao_phone.say(scene.visit_of(order_id, scene.zhao), "accept")
    receipt = scene.li_phone.say(visit_id, "arrive")
    assert receipt["verdict"] == "parked"
    return order_id, visit_id, receipt["id"]


def alerts(board):
    return board.get("/board?tray=alerts").text


def test_what_waits_says_who_did_what_when_and_why_it_waits(board, late):
    page = alerts(board)
    assert "李建国 10:41 记了“在门口”" in page and "单子 10:41 起归赵强。" in page
    assert 'value="counts">算数' in page and 'value="left">维持现状' in page
    assert '预警 <span class="tray__count" data-tone="amber">1</span>' in page


def test_what_was_cancelled_meanwhile_says_so(scene, board):
    order_id = scene.order()
    visit_id = scene.visit_of(order_id)
    scene.cancel(order_id)
    scene.li_phone.say(visit_id, "arrive")
    assert "单子 10:41 起是“已取消”。" in alerts(board)


def test_what_counts_by_itself_waits_for_nobody(scene, board):
    scene.li_phone.say(scene.visit_of(scene.order()), "arrive")
    assert 'class="matter"' not in alerts(board)


def test_a_second_signature_says_that_the_first_one_stands(scene, board, late):
    with scene.app.app_context():
        receipt = db.session.get_one(Receipt, UUID(late[2]))
        receipt.verb, receipt.code = "sign", "signature.already_there"
        db.session.commit()
    page = alerts(board)
    assert "记了“签字”" in page and "已经签字" in page


@pytest.mark.parametrize("headers", [None, HTMX], ids=["plain", "htmx"])
def test_what_counts_gives_the_order_back_and_both_are_told(scene, board, late, headers):
    order_id, visit_id, command_id = late
    path = f"/board/commands/{command_id}/decision?tray=alerts"
    answer = board.post(path, data={"decision": "counts"}, headers=headers)

    assert answer.status_code == (200 if headers else 303)
    order = scene.order_now(order_id)
    assert (order.state, order.holder_id) == (OrderState.AT_THE_DOOR, scene.li.id)
    assert 'class="matter"' not in alerts(board)
    assert "又归您了" in scene.phone.get("/my").text
    assert "转给李建国了" in scene.others_phone.get("/my").text
    assert [told["id"] for told in scene.li_phone.call().json["decided"]] == [command_id]
    assert scene.phone.get(f"/my/visits/{visit_id}").status_code == 200


def test_left_as_it_is_the_order_stays_with_whoever_has_it(scene, board, late):
    order_id, _visit_id, command_id = late
    board.post(f"/board/commands/{command_id}/decision", data={"decision": "left"})
    order = scene.order_now(order_id)
    assert (order.state, order.holder_id) == (OrderState.ACCEPTED, scene.zhao.id)
    assert 'class="matter"' not in alerts(board)


def test_what_was_decided_is_told_for_a_while_with_who_decided(board, late):
    board.post(f"/board/commands/{late[2]}/decision", data={"decision": "left"})
    page = alerts(board)
    assert "李建国 10:41 记了“在门口”" in page and "孙敏 10:41：留作记录" in page
    assert '预警 <span class="tray__count">0</span>' in page


def test_of_two_who_decide_the_first_word_stands_and_the_second_reads_it(scene, board, late):
    path = f"/board/commands/{late[2]}/decision"
    board.post(path, data={"decision": "left"})
    answer = board.post(path, data={"decision": "counts"}, headers=HTMX)
    assert answer.status_code == 200 and "维持现状，师傅会收到通知" in answer.text
    assert scene.order_now(late[0]).holder_id == scene.zhao.id


def test_a_word_that_is_neither_is_refused(board, late):
    assert board.post(f"/board/commands/{late[2]}/decision", data={"decision": "perhaps"}).status_code == 422


def test_another_department_decides_nothing(scene, board, late, signed_in):
    scene.save(a_person("broom", Role.SUPERVISOR, department=Department.CLEANING))
    broom = signed_in("broom")
    assert 'class="matter"' not in alerts(broom)
    assert broom.post(f"/board/commands/{late[2]}/decision", data={"decision": "counts"}).status_code == 404


def test_every_open_board_hears_of_it_and_of_the_decision(scene, board, monkeypatch):
    monkeypatch.setattr(live, "FRESH_FOR", -1)
    order_id = scene.order()
    visit_id = scene.visit_of(order_id)
    scene.cancel(order_id)
    before = board.get("/live").json["now"]
    receipt = scene.li_phone.say(visit_id, "arrive")
    parked = board.get("/live").json["now"]
    board.post(f"/board/commands/{receipt['id']}/decision", data={"decision": "left"})
    assert before < parked < board.get("/live").json["now"]


def test_whoever_looks_at_the_order_is_told_that_something_waits(scene, board, late):
    order_id, _visit_id, command_id = late
    in_hand, page = f"/board?order={order_id}", f"/desk/orders/{order_id}"
    assert "1 条记录等您决定" in board.get(in_hand).text and "1 条记录等主管决定" in board.get(page).text
    board.post(f"/board/commands/{command_id}/decision", data={"decision": "left"})
    assert "等您决定" not in board.get(in_hand).text and "等主管决定" not in board.get(page).text


def test_the_story_of_the_order_tells_all_of_it(scene, board, late):
    order_id, visit_id, command_id = late
    scene.li_phone.say(visit_id, "step", key="covers", result="done")
    board.post(f"/board/commands/{command_id}/decision", data={"decision": "left"})
    story = board.get(f"/desk/orders/{order_id}?all=1").text
    assert "等办公室决定" in story and "孙敏" in story
    covers = story.split("穿鞋套")[1].split("</li>")[0]
    assert "李建国" in covers and "补记，当时单子已不归此人" in covers


def test_whoever_has_it_now_reads_what_the_first_one_did_meanwhile(scene, late):
    order_id, visit_id, _command_id = late
    scene.li_phone.say(visit_id, "step", key="covers", result="done")
    page = scene.others_phone.get(f"/my/visits/{scene.visit_of(order_id, scene.zhao)}").text
    assert "李建国在您之前来过，10:41" in page and "穿鞋套" in page


def test_reassigned_without_anybody_having_begun_whoever_is_at_the_door_goes_on(scene, board):
    order_id = scene.order()
    scene.reassign(order_id, scene.zhao)
    assert scene.li_phone.say(scene.visit_of(order_id), "arrive")["verdict"] == "applied"
    assert 'class="matter"' not in alerts(board)
    assert "又归您了" in scene.phone.get("/my").text
    assert "转给李建国了" in scene.others_phone.get("/my").text


def test_cancelled_while_offline_the_work_is_kept_and_nobody_s_screen_shows_an_error(scene, board):
    order_id = scene.order()
    visit_id = scene.visit_of(order_id)
    pressed = [scene.li_phone.press(visit_id, verb) for verb in ("accept", "set_out", "arrive")]
    pressed.append(scene.li_phone.press(visit_id, "step", key="covers", result="done"))
    scene.cancel(order_id)

    assert scene.li_phone.verdicts(*pressed) == ["parked", "parked", "parked", "applied"]
    assert "已取消" in scene.phone.get("/my").text
    for browser, path in (
        (scene.phone, f"/my/visits/{visit_id}"),
        (board, "/board?tray=alerts"),
        (board, f"/desk/orders/{order_id}?all=1"),
    ):
        page = browser.get(path)
        assert page.status_code == 200
    story = board.get(f"/desk/orders/{order_id}?all=1").text.split("穿鞋套")[1].split("</li>")[0]
    assert "李建国" in story and "补记" in story
