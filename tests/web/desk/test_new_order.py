"""Writing an order while the owner talks."""

import pytest

from fieldapp.domain.base import new_id
from fieldapp.domain.course import OrderState
from fieldapp.domain.order import Channel, Kind
from fieldapp.domain.people import Department
from tests.builders import NOW


@pytest.mark.both_engines
def test_the_order_exists_at_once_with_its_number_and_the_price_of_the_catalogue(desk):
    answer = desk.write(**{"quantity-0": "2", "requirements": "厨房水槽下渗水，已自关水阀"})

    order = desk.newest()
    assert answer.status_code == 303 and answer.headers["Location"] == f"/desk/orders/{order.id}"
    assert order.number == "2026-00001" and order.total_fen == 3000
    assert (order.state, order.kind, order.department) == (OrderState.RECEIVED, Kind.REPAIR, Department.REPAIR)
    assert order.received_by_id == desk.chen.id and order.received_at == NOW and order.channel is Channel.PHONE


@pytest.mark.both_engines
def test_pressed_twice_it_is_written_once(desk):
    form = desk.form()
    first = desk.browser.post("/desk/orders/new", data=form)
    second = desk.browser.post("/desk/orders/new", data=form)

    assert desk.how_many() == 1
    assert second.status_code == 303 and second.headers["Location"] == first.headers["Location"]


def test_the_page_mints_the_id_and_keeps_it_through_every_step(desk):
    page = desk.page("/desk/orders/new?id=01930000-0000-7000-8000-00000000aaaa&room=3-503")
    assert 'name="id" value="01930000-0000-7000-8000-00000000aaaa"' in page


def test_the_department_is_that_of_what_is_wanted(desk):
    desk.write(**{"item-0": str(desk.cleaning.id)})
    assert desk.newest().department is Department.CLEANING


def test_two_departments_in_one_order_are_refused_and_what_was_typed_is_kept(desk):
    answer = desk.write(**{"item-1": str(desk.cleaning.id), "quantity-1": "1", "requirements": "下午来"})

    assert answer.status_code == 422 and desk.how_many() == 0
    assert "这些属于两个部门" in answer.text
    assert 'value="下午来"' in answer.text and f'value="{desk.cleaning.id}"' in answer.text


def test_without_a_room_the_field_says_so(desk):
    answer = desk.write(owner="", room="3-5")
    assert answer.status_code == 422 and desk.how_many() == 0
    assert "先选房号" in answer.text and 'value="3-5"' in answer.text


def test_a_quantity_that_is_none_is_a_fault_at_its_line(desk):
    answer = desk.write(**{"quantity-0": "zwei"})
    assert answer.status_code == 422 and 'value="zwei"' in answer.text and 'aria-invalid="true"' in answer.text


@pytest.mark.parametrize("typed", ["", " ", "2.5", "0", "10000"])
def test_of_what_is_sold_by_the_piece_no_part_is_written_down_and_nothing_is_guessed(desk, typed):
    answer = desk.write(**{"quantity-0": typed})
    assert answer.status_code == 422 and desk.how_many() == 0
    assert "1 到 9999" in answer.text and "0.001" not in answer.text and 'inputmode="numeric"' in answer.text


def test_nothing_wanted_is_no_order(desk):
    answer = desk.write(**{"item-0": "", "kind": "repair"})
    assert answer.status_code == 422 and desk.how_many() == 0


def test_words_alone_will_do(desk):
    desk.write(**{"item-0": "", "kind": "errand", "requirements": "代取快递，门口放着就行"})
    order = desk.newest()
    assert order.kind is Kind.ERRAND and order.title_zh == "代取快递，门口放着就行"


@pytest.mark.parametrize(
    ("pill", "begins"),
    [
        ("2026-11-23T11:00:00+08:00/2026-11-23T12:00:00+08:00", "2026-11-23T03:00:00+00:00"),
        ("any", None),
        ("", None),
    ],
)
def test_the_time_is_what_the_pill_says(desk, pill, begins):
    desk.write(window=pill)
    wanted = desk.newest().wanted_from
    assert (wanted and wanted.isoformat()) == begins


def test_a_day_and_hours_may_be_picked_by_hand(desk):
    desk.write(window="pick", pick_day="2026-11-25", pick_from="14:00", pick_until="15:30")
    order = desk.newest()
    assert order.wanted_from.isoformat() == "2026-11-25T06:00:00+00:00"
    assert order.wanted_until.isoformat() == "2026-11-25T07:30:00+00:00"


@pytest.mark.parametrize(
    "said",
    [
        {"window": "2026-11-23T11:00/2026-11-23T12:00"},
        {"window": "soon"},
        {"window": "2026-11-23T12:00:00+08:00/2026-11-23T11:00:00+08:00"},
        {"window": "pick", "pick_day": "2026-02-31", "pick_from": "9:00", "pick_until": "10:00"},
        {"window": "pick", "pick_day": "", "pick_from": "", "pick_until": ""},
    ],
)
def test_a_time_that_cannot_be_is_refused(desk, said):
    assert desk.write(**said).status_code == 422 and desk.how_many() == 0


def test_an_owner_of_another_branch_cannot_be_chosen(desk):
    assert desk.write(owner=str(new_id())).status_code == 422 and desk.how_many() == 0


def test_an_item_that_the_catalogue_does_not_have_is_no_line(desk):
    assert desk.write(**{"item-0": str(new_id())}).status_code == 422


def test_a_route_that_no_button_has_is_refused(desk):
    assert desk.write(route="elsewhere").status_code == 400


def test_only_the_desk_writes_orders(desk):
    assert desk.supervisor.get("/desk/orders/new").status_code == 404
    assert desk.supervisor.post("/desk/orders/new", data=desk.form()).status_code == 404


def test_looking_again_writes_nothing(desk):
    desk.page(f"/desk/orders/new?owner={desk.wang.id}&add={desk.valve.id}&route=urgent")
    assert desk.how_many() == 0
