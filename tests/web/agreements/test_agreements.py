"""Long-term service on its screens, from the request to the statement and to the stop notice (4.2.4, 4.2.5)."""

import re
from datetime import date, timedelta

import pytest

from fieldapp.domain.absence import Absence, AbsenceKind
from fieldapp.domain.agreement import AgreementState
from fieldapp.domain.agreement_notice import Delivery
from fieldapp.domain.base import new_id
from fieldapp.domain.course import OrderState
from tests.builders import NOW
from tests.web.agreements.conftest import PLACE

TODAY = date(2026, 11, 23)


def test_from_the_request_to_visits_on_the_board_4_2_4(hands):
    id = hands.in_force()
    assert hands.stored(id).state(TODAY) is AgreementState.IN_FORCE
    hands.work()
    orders = hands.orders()
    assert [order.agreement_day.day for order in orders] == [26, 30, 3, 7]
    page = hands.page(f"{PLACE}/{id}")
    assert all(str(order.id) in page for order in orders)
    assert "每周一、周四 09:00–11:00" in page and "¥45 每次" in page
    told = re.findall(r'data-what="(\w+)"', page)
    assert told == ["agree", "approve", "confirm", "request"]


def test_a_double_tap_writes_one_request(hands):
    form = hands.request()
    assert [hands.press(f"{PLACE}/new", "chen", **form).status_code for _ in range(2)] == [303, 303]
    assert hands.page(PLACE + "?part=waiting").count("data-agreement") == 1


def test_a_request_without_a_day_is_refused_and_keeps_what_was_typed(hands):
    form = hands.request()
    del form["on-mon"], form["on-thu"]
    answer = hands.press(f"{PLACE}/new", "chen", **form)
    assert answer.status_code == 422 and "至少选一个星期几" in answer.text and "重点擦厨房" in answer.text


@pytest.mark.parametrize("missing", ["item", "quantity", "first_day", "last_day", "begins_at", "minutes", "rhythm"])
def test_what_is_missing_in_a_request_is_named(hands, missing):
    assert hands.press(f"{PLACE}/new", "chen", **(hands.request() | {missing: ""})).status_code == 422


def test_it_waits_for_whoever_is_next(hands):
    form = hands.request()
    hands.press(f"{PLACE}/new", "chen", **form)
    waits = lambda by: "等您处理" in hands.page(PLACE, by)  # noqa: E731
    assert [waits(by) for by in ("chen", "lin", "han")] == [False, True, False]
    hands.decide(form["id"], "capability", "lin", price="45", charge="visit", person=str(hands.house.fang.id))
    assert [waits(by) for by in ("chen", "lin", "han")] == [False, False, True]


def test_who_looked_at_an_older_state_is_told_so(hands):
    form = hands.request()
    hands.press(f"{PLACE}/new", "chen", **form)
    answer = hands.press(f"{PLACE}/{form['id']}/refusal", "lin", version="0", why="没人")
    assert answer.status_code == 409 and answer.text.count("刚才有人改过") == 1
    assert "<dialog" not in answer.text and 'value="没人"' in answer.text, "It waits behind its button as it was typed"


@pytest.mark.parametrize("overtaken", [False, True], ids=["refused", "overtaken"])
def test_of_a_supervisors_word_that_was_not_taken_nothing_is_typed_twice(hands, overtaken):
    form = hands.request()
    hands.press(f"{PLACE}/new", "chen", **form)
    told = {"price": "四十五", "charge": "month", "person": str(hands.house.fang.id), "why": "周二上午有空"}
    if overtaken:
        answer = hands.press(f"{PLACE}/{form['id']}/capability", "lin", version="0", **told)
    else:
        answer = hands.decide(form["id"], "capability", "lin", **told)
    assert answer.status_code == (409 if overtaken else 422)
    assert 'value="四十五"' in answer.text and 'value="month" checked' in answer.text
    assert f'value="{hands.house.fang.id}" checked' in answer.text and 'value="周二上午有空"' in answer.text


def test_only_technicians_of_the_department_can_be_named(hands):
    form = hands.request()
    hands.press(f"{PLACE}/new", "chen", **form)
    told = {"price": "45", "charge": "visit", "person": str(hands.house.desk.id)}
    assert hands.decide(form["id"], "capability", "lin", **told).status_code == 422


def test_the_statement_counts_signed_visits_and_no_others_4_2_5(hands):
    id = hands.in_force()
    hands.work()
    first, second, *_ = hands.orders()
    hands.sign(first)
    page = hands.page(f"{PLACE}/{id}/statement?month=2026-11")
    assert re.findall(r'data-count="(\w+)">(\d+)', page) == [("planned", "2"), ("signed", "1")]
    assert 'data-total="4500"' in page
    assert 'data-total="0"' in hands.page(f"{PLACE}/{id}/statement?month=2026-12")
    for beyond in ("0001-01", "9999-12", "2026-13", "x"):  # as if no month were said
        assert "2026" in hands.page(f"{PLACE}/{id}/statement?month={beyond}")
    file = hands.by["han"].get(f"{PLACE}/{id}/statement?month=2026-11&as=csv").get_data().decode("utf-8-sig")
    rows = [line.split(",") for line in file.splitlines()]
    assert [row[1] for row in rows[1:3]] == [first.number, second.number]
    assert rows[1][-1] == "45.00" and rows[2][-1] == "" and rows[-1][-1] == "45.00"


def test_stopping_calls_visits_off_and_writes_a_notice_whose_delivery_is_recorded_4_2_5(hands):
    id = hands.in_force()
    hands.work()
    answer = hands.decide(id, "stop", "han", from_day="2026-11-30", reason="保洁员离职，暂无人接替")
    assert answer.status_code == 303
    states = [order.state for order in hands.orders()]
    assert states == [OrderState.ASSIGNED, *[OrderState.CANCELLED] * 3]
    notice = hands.page(answer.location, "chen")
    assert "2026年11月30日起" in notice and "保洁员离职，暂无人接替" in notice and "400-123-4567" in notice
    hands.work()
    assert len(hands.orders()) == 4

    (stored,) = hands.stored(id).notices
    told = hands.decide(id, f"notices/{stored.id}/delivery", "chen", by="by_hand", remark="本人签收")
    assert told.status_code == 303
    (stored,) = hands.stored(id).notices
    assert (stored.delivered_by, stored.delivered_at) == (Delivery.BY_HAND, NOW)


def test_a_pause_that_ends_sooner_brings_its_visits_back(hands):
    id = hands.in_force()
    hands.work()
    assert hands.decide(id, "pauses", "han", from_day="2026-11-26", reason="业主出差").status_code == 303
    assert {order.state for order in hands.orders()} == {OrderState.CANCELLED}
    assert hands.decide(id, "resumption", "han", on="2026-12-02").status_code == 303
    hands.work()
    standing = [order.agreement_day.day for order in hands.orders() if order.state is not OrderState.CANCELLED]
    assert standing == [3, 7]


def test_a_change_makes_the_visits_anew_as_the_new_terms_say(hands):
    id = hands.in_force()
    hands.work()
    new = {name: value for name, value in hands.request().items() if not name.startswith("on-")}
    new |= {"on-tue": "yes", "begins_at": "14:00", "price": "60", "charge": "visit"}
    new |= {"person": str(hands.house.ying.id), "from_day": "2026-11-30", "reason": "业主改时间"}
    answer = hands.decide(id, "changes", "han", **new)
    assert answer.status_code == 303
    assert "每周二 14:00–16:00" in hands.page(answer.location, "han")
    hands.work()
    standing = [order for order in hands.orders() if order.state is not OrderState.CANCELLED]
    assert [(order.agreement_day.day, order.price_fen) for order in standing] == [(26, 4500), (1, 6000)]
    assert standing[1].holder_id == hands.house.ying.id


def test_a_name_drawn_on_the_screen_puts_it_into_force_and_a_dot_does_not(hands):
    form = hands.request()
    hands.press(f"{PLACE}/new", "chen", **form)
    hands.decide(form["id"], "capability", "lin", price="45", charge="visit", person=str(hands.house.fang.id))
    hands.decide(form["id"], "approval", "han")
    assert "signature-pad" in hands.page(f"{PLACE}/{form['id']}/signature")
    for strokes in ("[[[1,1,0]]]", "nonsense", "[[[1]]]", '[["a"]]'):
        said = {"how": "on_screen", "by": "王秀英", "strokes": strokes}
        assert hands.decide(form["id"], "signature", "chen", **said).status_code == 422
    said = {"how": "on_screen", "by": "王秀英", "strokes": "[[[1,1,0],[40,50,20]]]"}
    assert hands.decide(form["id"], "signature", "chen", **said).status_code == 303
    assert "copy__drawn" in hands.page(f"{PLACE}/{form['id']}/paper")


def test_holidays_are_entered_by_the_operations_manager(hands):
    told = {"name": "元旦", "first_day": "2027-01-01", "last_day": "2027-01-03"}
    assert hands.press(f"{PLACE}/holidays", "han", **told).status_code == 303
    assert hands.page(f"{PLACE}/holidays").count("data-day") == 3
    assert hands.press(f"{PLACE}/holidays/removal", "han", day="2027-01-03").status_code == 303
    assert hands.page(f"{PLACE}/holidays").count("data-day") == 2
    assert hands.press(f"{PLACE}/holidays", "han", **(told | {"last_day": "2026-12-31"})).status_code == 422


def test_the_list_and_the_page_ask_the_database_as_often_however_many_there_are(hands, save, max_queries):
    for _ in range(3):
        save(hands.house.agreement())
    with max_queries(12):
        hands.page(PLACE)


def test_who_is_named_and_away_is_told_in_amber_on_the_board_with_a_proposal_4_2_4(hands, save):
    said = {"said_at": NOW, "kind": AbsenceKind.SICK, "note": ""}
    begins = NOW + timedelta(days=2)
    save(
        Absence(
            id=new_id(), person_id=hands.house.fang.id, begins_at=begins, ends_at=begins + timedelta(days=2), **said
        )
    )
    hands.in_force()
    hands.work()
    first, second, *_ = hands.orders()
    assert (first.holder_id, second.holder_id) == (None, hands.house.fang.id)
    assert "协议指定王芳，来不了" in hands.page("/board", "lin")
    page = hands.page(f"/board?order={first.id}", "lin")
    assert "建议改派：郑秀英" in page
    assert "来不了" not in hands.page(f"/board?order={second.id}", "lin").split('class="detail"')[1]


def test_a_pause_with_its_days_backwards_keeps_what_was_typed_in_its_open_sheet(hands):
    id = hands.in_force()
    said = {"from_day": "2026-12-05", "until_day": "2026-12-01", "reason": "业主出差半个月"}
    answer = hands.decide(id, "pauses", "han", **said)
    assert answer.status_code == 422 and '<dialog class="sheet" id="pause" open' in answer.text
    assert 'value="2026-12-05"' in answer.text and 'value="2026-12-01"' in answer.text
    assert answer.text.count("业主出差半个月</textarea>") == 1


def test_other_terms_that_were_refused_keep_their_days_and_their_price(hands):
    id = hands.in_force()
    new = {name: value for name, value in hands.request().items() if not name.startswith("on-")}
    new |= {"on-tue": "yes", "begins_at": "14:10", "price": "sechzig", "charge": "visit"}
    new |= {"person": str(hands.house.ying.id), "from_day": "2026-11-30", "reason": "业主改时间"}
    page = hands.decide(id, "changes", "han", **new).text
    assert '<dialog class="sheet" id="change" open' in page and 'value="sechzig"' in page and 'value="14:10"' in page
    assert 'name="on-tue" value="yes" checked' in page and 'name="on-mon" value="yes" checked' not in page
