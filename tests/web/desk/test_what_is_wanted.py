"""Finding what is to be done, and saying its price aloud."""

import pytest

from fieldapp.domain.base import Fen
from fieldapp.domain.catalogue import Materials, PriceKind
from fieldapp.domain.people import Language
from fieldapp.web.desk.aloud import price_said
from fieldapp.web.language import speak
from tests.jobs import an_item


def test_an_item_is_found_by_its_first_letters_and_brings_its_price_and_time(desk):
    page = desk.page("/desk/items?what=ghjf")
    assert "更换角阀" in page and "¥15" in page and "约 20 分" in page


def test_what_is_not_on_the_list_can_be_asked(desk):
    page = desk.page("/desk/items?what=装智能马桶盖")
    assert "清单里没有“装智能马桶盖”：先问主管能不能做" in page and "更换角阀" not in page


def test_a_chosen_item_becomes_a_line_and_a_dropped_one_none(desk):
    page = desk.page(f"/desk/orders/new?add={desk.valve.id}")
    assert f'name="item-0" value="{desk.valve.id}"' in page
    page = desk.page(f"/desk/orders/new?item-0={desk.valve.id}&quantity-0=3&item-1={desk.cleaning.id}&drop=0")
    assert f'name="item-0" value="{desk.cleaning.id}"' in page and "item-1" not in page


@pytest.mark.parametrize("nth", ["1", "-1", "²", "９", "x", "9" * 5000])
def test_a_line_that_is_not_there_is_not_dropped(desk, nth):
    assert "item-0" in desk.page(f"/desk/orders/new?item-0={desk.valve.id}&drop={nth}")


def test_the_same_item_twice_is_one_line(desk):
    page = desk.page(f"/desk/orders/new?item-0={desk.valve.id}&quantity-0=3&add={desk.valve.id}")
    assert "item-1" not in page and 'name="quantity-0" value="3"' in page


def test_the_price_of_what_was_found_is_there_to_be_read_aloud(desk):
    assert "更换角阀人工 15 元一只，材料另计，师傅到了先报价再动手。" in desk.page("/desk/orders/new?what=ghjf")


def an_item_at(kind, **more):
    item = an_item(kind=kind, materials=more.pop("materials", Materials.NONE))
    for name, value in more.items():
        setattr(item, name, value)
    return item


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (an_item_at(PriceKind.FIXED), "更换角阀人工 15 元一只"),
        (an_item_at(PriceKind.FIXED, price_fen=Fen(1550)), "更换角阀人工 15.5 元一只"),
        (an_item_at(PriceKind.RANGE, price_max_fen=Fen(8000)), "更换角阀人工 15 到 80 元一只，看难易"),
        (an_item_at(PriceKind.FROM), "更换角阀人工 15 元起"),
        (an_item_at(PriceKind.HOURLY), "更换角阀 15 元一小时，超过半小时按一小时算"),
        (an_item_at(PriceKind.PER_M2, minimum_fen=Fen(12000)), "更换角阀人工 15 元一只，最低 120 元"),
        (an_item_at(PriceKind.AGREED), "更换角阀的价格由主管和您商定"),
        (an_item_at(PriceKind.FIXED, materials=Materials.OWNER), "更换角阀人工 15 元一只，材料您自备"),
    ],
)
def test_each_kind_of_price_is_said_as_people_say_it(app, item, said):
    with app.test_request_context():
        speak(Language.CHINESE)
        assert price_said(item) == f"{said}，师傅到了先报价再动手。"
