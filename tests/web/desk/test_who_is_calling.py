"""Finding the room and its owner, and what stands beside the form once they are found."""

from datetime import timedelta

import pytest

from fieldapp.domain.base import new_id
from tests.builders import MORNING, NOW, a_room, an_owner


def found(desk, words):
    return desk.page(f"/desk/rooms?room={words}")


@pytest.mark.both_engines
@pytest.mark.parametrize("words", ["3-503", "3栋503", "503", "5678", "13812345678", "1381234", "王", "wxy", "wangxiu"])
def test_ms_wang_is_found_by_whatever_she_says(desk, words):
    page = found(desk, words)
    assert "3栋503" in page and "王女士" in page and f'value="{desk.wang.id}"' in page


def test_the_number_is_masked_in_the_list(desk):
    page = found(desk, "5678")
    assert "138****5678" in page and "13812345678" not in page


def test_the_very_room_stands_before_those_whose_number_only_contains_it(desk):
    desk.neighbour("13栋", "503"), desk.neighbour("3栋", "5031")
    page = found(desk, "3-503")
    assert page.index("3栋503<") < page.index("3栋5031<") and "13栋503" not in page


def test_the_end_of_a_phone_number_stands_before_its_middle(desk):
    other = desk.neighbour("1栋", "101", phone="13567801234", search="13567801234 zhou")
    page = found(desk, "5678")
    assert page.index(str(desk.wang.id)) < page.index(str(other.id))


def test_every_word_has_to_fit(desk):
    desk.neighbour("3栋", "504")
    assert "3栋504" not in found(desk, "王 503")


@pytest.mark.parametrize("words", ["", "   ", "%", "_", "\\", "nobody"])
def test_what_fits_nobody_finds_nobody(desk, words):
    assert str(desk.wang.id) not in found(desk, words)


def test_somebody_who_moved_out_is_not_found(desk):
    desk.neighbour("8栋", "801", left_at=NOW)
    assert "8栋801" not in found(desk, "8-801")


def test_a_search_by_its_button_needs_no_script(desk):
    page = desk.page("/desk/orders/new?room=3-503&what=jf&requirements=急")
    assert f'name="owner" value="{desk.wang.id}"' in page and f'name="add" value="{desk.valve.id}"' in page
    assert 'value="急"' in page


def test_a_chosen_owner_can_be_let_go_again(desk):
    page = desk.page(f"/desk/orders/new?owner={desk.wang.id}&forget_owner=yes&requirements=急")
    assert 'id="room"' in page and 'value="急"' in page


def test_an_owner_that_nobody_knows_is_nobody(desk):
    assert 'id="room"' in desk.page(f"/desk/orders/new?owner={new_id()}")


def test_htmx_gets_the_form_alone(desk):
    answer = desk.browser.get(f"/desk/orders/new?owner={desk.wang.id}", headers={"HX-Request": "true"})
    assert answer.text.lstrip().startswith("<form") and "<html" not in answer.text


def beside(desk, **more):
    query = "&".join(f"{name}={value}" for name, value in more.items())
    return desk.page(f"/desk/orders/new?owner={desk.wang.id}&{query}")


def test_an_open_order_of_the_room_may_be_the_same_thing(desk):
    order_id = desk.order(received_at=NOW - timedelta(minutes=6), requirements="厨房漏水")
    page = beside(desk)
    assert "像是同一件事" in page and "6 分" in page and f'href="/desk/orders/{order_id}"' in page


def test_it_is_another_thing_once_that_was_said(desk):
    desk.order()
    assert "像是同一件事" not in beside(desk, another="yes")


def test_another_department_is_another_thing(desk):
    desk.order()
    assert "像是同一件事" not in beside(desk, **{"item-0": desk.cleaning.id})
    assert "像是同一件事" in beside(desk, **{"item-0": desk.valve.id})


@pytest.mark.parametrize("order", [{"received_at": NOW - timedelta(days=2)}, {"until": "complete"}])
def test_what_is_old_or_over_is_not_the_same_thing(desk, order):
    desk.order(**order)
    page = beside(desk)
    assert "像是同一件事" not in page and "更换角阀" in page


def test_the_rooms_last_orders_are_its_own(desk):
    desk.order(owner=desk.neighbour(), received_at=MORNING)
    assert "还没有" in beside(desk)


def test_the_warranty_is_hinted_at_by_what_is_wanted(desk):
    young = an_owner(a_room("6栋", "601"))
    young.room.handed_over_on = young.room.handed_over_on.replace(year=2024, month=6, day=18)
    desk.save(young)
    page = desk.page(f"/desk/orders/new?owner={young.id}&item-0={desk.valve.id}")
    assert "可能还在保修期" in page and "到 2029-06-18" in page
    assert "2026-06-18 已过" in page
    assert "可能还在保修期" not in desk.page(f"/desk/orders/new?owner={young.id}")


def test_an_old_flat_is_out_of_warranty(desk):
    assert "保修期已过" in beside(desk, **{"item-0": desk.valve.id})


def test_where_the_valve_is_can_be_read_out(desk):
    assert "先让业主关阀" in beside(desk) and "厨房水槽下方" in beside(desk)
